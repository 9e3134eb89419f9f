import Neural

/// How a table of words and classes becomes examples: letter by letter, or as counts of letters and pairs.
struct CatalogWords: Sendable {
  let file: String
  let trainingRows: Int
  /// The length of the longest word.
  let steps: Int
  let alphabet: [UInt8]

  /// Errors: an unknown class, a missing file.
  func parts(_ request: DataRequest) throws(DataError) -> DataParts {
    let table = try request.library.table(file)
    let known = request.entry.classes
    let names = request.choice.classes.isEmpty ? known : try request.chosenClasses(of: known)
    let group = request.whole("bag")
    let part = { (rows: Range<Int>) in
      var examples = Examples(
        inputShape: shape(group), inputs: [], targets: [],
        problem: names.count == 2 ? .binary : .classes(names.count), featureNames: featureNames(group),
        classNames: names, targetName: table.header[1])
      for row in rows {
        guard let number = names.firstIndex(of: table.text(row, 1)) else { continue }
        let letters = table.text(row, 0).lowercased().utf8.compactMap { alphabet.firstIndex(of: $0) }
        examples.inputs += group == 0 ? sequence(letters) : counts(letters, group)
        examples.targets.append(Float(number))
      }
      return examples
    }
    return DataParts(
      training: part(0..<trainingRows), test: part(trainingRows..<table.rowCount),
      columns: featureNames(group).count)
  }

  private func shape(_ group: Int) -> Shape {
    group == 0 ? Shape(rows: steps, columns: alphabet.count) : .vector(featureNames(group).count)
  }

  private func featureNames(_ group: Int) -> [String] {
    let letters = alphabet.map { $0 == UInt8(ascii: " ") ? "␣" : String(Unicode.Scalar($0)) }
    guard group == 2 else { return letters }
    return letters + letters.flatMap { first in letters.map { first + $0 } }
  }

  /// One-hot rows; empty rows come first, so that the last step is the word's last letter.
  private func sequence(_ letters: [Int]) -> [Float] {
    var rows = [Float](repeating: 0, count: steps * alphabet.count)
    let start = max(0, steps - letters.count)
    for (step, letter) in letters.suffix(steps).enumerated() {
      rows[(start + step) * alphabet.count + letter] = 1
    }
    return rows
  }

  /// How often each letter occurs and, for groups of two, each pair of neighbours.
  private func counts(_ letters: [Int], _ group: Int) -> [Float] {
    let size = alphabet.count
    var counts = [Float](repeating: 0, count: group == 2 ? size + size * size : size)
    for letter in letters { counts[letter] += 1 }
    guard group == 2 else { return counts }
    for (first, second) in zip(letters, letters.dropFirst()) { counts[size + first * size + second] += 1 }
    return counts
  }
}
