/// Finds the known name that a mistyped one was probably meant to be.
public enum Spelling {
  /// The candidate with the fewest single-letter edits, if it is near enough to be a slip; nil otherwise.
  public static func nearest(to name: String, among candidates: [String]) -> String? {
    let wanted = Array(name.lowercased())
    let limit = max(1, wanted.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let known = Array(candidate.lowercased())
      let distance =
        isBeginning(wanted, of: known) ? min(limit, known.count - wanted.count) : edits(wanted, known)
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
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
    let listed = names ?? candidates
    return listed.count == 1 ? "known is \(listed[0])" : "known are \(listed.joined(separator: ", "))"
  }

  private static func isBeginning(_ part: [Character], of whole: [Character]) -> Bool {
    part.count >= 2 && part.count < whole.count && Array(whole[..<part.count]) == part
  }

  /// Levenshtein's distance, with a swap of two neighbours counted as one edit.
  static func edits(_ a: [Character], _ b: [Character]) -> Int {
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
}
