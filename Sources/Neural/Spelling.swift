/// Finds the known name that a mistyped one was probably meant to be.
public enum Spelling {
  /// The nearest candidate, if it is near enough to be a slip; nil otherwise.
  ///
  /// Upper and lower case count as equal, and so do `-`, `_` and a space. Near is one slip (a letter inserted, deleted or
  /// replaced, neighbours swapped) in a short word, up to a third of the letters in a longer one; or a candidate that
  /// begins with the name or contains it.
  public static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = folded(name)
    guard !wanted.isEmpty else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      guard let distance = distance(wanted, folded(candidate)) else { continue }
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// `did you mean "relu"?`, or the known names where none is near: the end of an error sentence.
  ///
  /// - Parameter names: what is listed, where that is less than all candidates.
  public static func advice(
    for name: String, among candidates: [String], listing names: [String]? = nil
  ) -> String {
    if let near = nearest(to: name, among: candidates) { return "did you mean \"\(near)\"?" }
    let listed = gathered(names ?? candidates)
    guard !listed.isEmpty else { return "there is none to choose" }
    let rest = listed.count - listingLimit
    let ending = rest > 0 ? " and \(rest) more" : ""
    let shown = listed.prefix(listingLimit).joined(separator: ", ")
    return listed.count == 1 ? "known is \(shown)" : "known are \(shown)\(ending)"
  }

  /// How many names a sentence can bear.
  private static let listingLimit = 40

  private static func folded(_ name: String) -> [Character] {
    name.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 }
  }

  /// The number of slips between the two; nil where they are different words.
  private static func distance(_ name: [Character], _ known: [Character]) -> Int? {
    let longer = max(name.count, known.count)
    let limit = longer <= 4 ? 1 : max(2, longer / 3)
    let edits = edits(name, known)
    if edits <= limit, edits < longer { return edits }
    let isBeginning = name.count >= 2 && known.starts(with: name)
    return isBeginning || (name.count >= 3 && contains(known, name)) ? limit : nil
  }

  private static func contains(_ whole: [Character], _ part: [Character]) -> Bool {
    part.count <= whole.count
      && (0...whole.count - part.count).contains { whole[$0..<$0 + part.count].elementsEqual(part) }
  }

  /// Levenshtein's distance, with a swap of two neighbours counted as one edit.
  private static func edits(_ a: [Character], _ b: [Character]) -> Int {
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var older = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    for i in 1...a.count {
      var current = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        let substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        current[j] = min(previous[j] + 1, current[j - 1] + 1, substitution)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          current[j] = min(current[j], older[j - 2] + 1)
        }
      }
      (older, previous) = (previous, current)
    }
    return previous[b.count]
  }

  /// Names with the numbered ones of a family told together, each at the place of its first: `weights/1…11`.
  static func gathered(_ names: [String]) -> [String] {
    var numbers: [Substring: [Int]] = [:]
    for name in names {
      if let (family, number) = numbered(name) { numbers[family, default: []].append(number) }
    }
    var told: Set<Substring> = []
    return names.compactMap { name in
      guard let (family, _) = numbered(name), let all = numbers[family], let low = all.min(),
        let high = all.max(), all.count > 2, all.count == high - low + 1
      else { return name }
      return told.insert(family).inserted ? "\(family)\(low)…\(high)" : nil
    }
  }

  /// `weights/3` as `weights/` and 3.
  private static func numbered(_ name: String) -> (family: Substring, number: Int)? {
    guard let slash = name.lastIndex(of: "/"), let number = Int(name[name.index(after: slash)...]) else {
      return nil
    }
    return (name[...slash], number)
  }
}
