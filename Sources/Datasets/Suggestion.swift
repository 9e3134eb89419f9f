/// The name among `names` that `word` was most likely meant to be; nil if none is near.
///
/// Upper and lower case, `-`, `_` and spaces count as equal. Near is an edit distance (insert, delete,
/// replace, swap neighbours) of at most a third of the longer word and at least 2, or a name that contains
/// the word.
public func nearest(_ word: String, in names: some Sequence<String>) -> String? {
  let wanted = folded(word)
  guard !wanted.isEmpty else { return nil }
  var best: (name: String, distance: Double)?
  for name in names {
    let candidate = folded(name)
    guard let distance = plausibleDistance(from: wanted, to: candidate) else { continue }
    if distance < best?.distance ?? .infinity { best = (name, distance) }
  }
  return best?.name
}

private func folded(_ word: String) -> [Unicode.Scalar] {
  word.lowercased().unicodeScalars.map { $0 == "_" || $0 == " " ? "-" : $0 }
}

private func plausibleDistance(from word: [Unicode.Scalar], to name: [Unicode.Scalar]) -> Double? {
  let distance = editDistance(word, name)
  let longer = max(word.count, name.count)
  // A wholly different short word of two letters is two edits away from any other.
  if distance <= max(2, longer / 3), distance < longer { return Double(distance) }
  return word.count >= 3 && contains(name, word) ? 2.5 : nil
}

private func contains(_ name: [Unicode.Scalar], _ part: [Unicode.Scalar]) -> Bool {
  guard part.count <= name.count else { return false }
  return (0...(name.count - part.count)).contains { Array(name[$0..<($0 + part.count)]) == part }
}

/// The optimal string alignment distance: edits that turn one word into the other, a swap of neighbours being
/// one.
private func editDistance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
  var rows = [Array(0...second.count)]
  for i in 0..<first.count {
    var row = [i + 1]
    for j in 0..<second.count {
      var cost = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (first[i] == second[j] ? 0 : 1))
      if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
        cost = min(cost, rows[i - 1][j - 1] + 1)
      }
      row.append(cost)
    }
    rows.append(row)
  }
  return rows[first.count][second.count]
}

/// The end of a sentence about an unknown name: the nearest known one, else the known ones.
func suggestion(for word: String, among names: [String]) -> String {
  if let name = nearest(word, in: names) { return "did you mean \"\(name)\"?" }
  guard !names.isEmpty else { return "there is none to choose." }
  let shown = names.prefix(24).joined(separator: ", ")
  return names.count > 24 ? "known are \(shown) and \(names.count - 24) more." : "known are \(shown)."
}
