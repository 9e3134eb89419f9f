import Neural

extension Goal {
  private static let comparisons: [String: Comparison] = [
    ">=": .atLeast, ">": .atLeast, "≥": .atLeast, "above": .atLeast,
    "<=": .atMost, "<": .atMost, "≤": .atMost, "below": .atMost,
  ]
  private static let clauses = ["mean", "for", "within", "at", "any", "all", "keep"]
  private static let example = "write a goal such as accuracy >= 0.95 mean 50 within 600"

  /// Reads `METER >= BOUND`, followed by any of `mean N`, `for N`, `within N`, `at N`, `any`, `all` and, at the end,
  /// `keep KEY=VALUE …`.
  ///
  /// `>`, `≥` and `above` mean `>=`; `<`, `≤` and `below` mean `<=`. The meter's name may contain spaces.
  /// With `meters`, an unknown meter is refused with the nearest known one.
  public init(parsing text: String, meters: [String] = []) throws(SettingError) {
    guard let (meter, sign, rest) = Self.split(text), let comparison = Self.comparisons[sign] else {
      throw SettingError("the goal \"\(text)\" compares nothing; \(Self.example)")
    }
    guard !meter.isEmpty else {
      throw SettingError("the goal \"\(text)\" names no meter before \"\(sign)\"; \(Self.example)")
    }
    guard meters.isEmpty || meters.contains(meter) else {
      throw SettingError("there is no meter \"\(meter)\"; \(Spelling.advice(for: meter, among: meters))")
    }
    var words = rest.split(whereSeparator: \.isWhitespace).map(String.init)[...]
    guard let bound = words.popFirst().flatMap(Numeral.value) else {
      throw SettingError("the goal \"\(text)\" needs a number after \"\(sign)\"; \(Self.example)")
    }
    self.init(meter: meter, comparison, Float(bound))
    try readClauses(words)
  }

  /// What stands before, in and after the comparison.
  private static func split(_ text: String) -> (meter: String, sign: String, rest: Substring)? {
    if let sign = text.firstIndex(where: { "<>≤≥".contains($0) }) {
      let next = text.index(after: sign)
      let end = next < text.endIndex && text[next] == "=" ? text.index(after: next) : next
      return (text[..<sign].trimmed, String(text[sign..<end]), text[end...])
    }
    let words = text.split(whereSeparator: \.isWhitespace)
    guard let sign = words.firstIndex(where: { comparisons[String($0)] != nil }) else { return nil }
    return (
      words[..<sign].joined(separator: " "), String(words[sign]), text[words[sign].endIndex...]
    )
  }

  private mutating func readClauses(_ words: ArraySlice<String>) throws(SettingError) {
    var rest = words
    while let word = rest.popFirst() {
      switch word {
      case "any": lanes = .any
      case "all": lanes = .all
      case "mean": mean = try Self.count(after: word, &rest)
      case "for": hold = try Self.count(after: word, &rest)
      case "within": within = try Self.count(after: word, &rest)
      case "at": at = try Self.count(after: word, &rest, least: 0)
      case "keep": try readKept(&rest)
      default:
        throw SettingError("the goal has \"\(word)\"; \(Spelling.advice(for: word, among: Self.clauses))")
      }
    }
  }

  private static func count(
    after word: String, _ rest: inout ArraySlice<String>, least: Int = 1
  ) throws(SettingError) -> Int {
    guard let text = rest.popFirst(), let value = Int(text), value >= least else {
      throw SettingError(
        "in the goal, \"\(word)\" needs a whole number of steps from \(least), such as \(word) 50")
    }
    guard word != "mean" && word != "for" || value <= GoalWatch.longest else {
      throw SettingError(
        "in the goal, \"\(word)\" looks back over at most \(GoalWatch.longest) steps, not \(value)")
    }
    return value
  }

  private mutating func readKept(_ rest: inout ArraySlice<String>) throws(SettingError) {
    guard !rest.isEmpty else {
      throw SettingError("in the goal, \"keep\" needs settings, such as keep activation=sigmoid")
    }
    while let word = rest.popFirst() { keep.append(try Setting(kept: word)) }
  }
}

extension Goal: CustomStringConvertible {
  /// The text that `init(parsing:)` reads back.
  public var description: String {
    var text = "\(meter) \(comparison.rawValue) \(Numeral.text(bound))"
    if let mean { text += " mean \(mean)" }
    if let hold { text += " for \(hold)" }
    if let within { text += " within \(within)" }
    if let at { text += " at \(at)" }
    if lanes != .first { text += " \(lanes.rawValue)" }
    if !keep.isEmpty { text += " keep " + keep.map(\.description).joined(separator: " ") }
    return text
  }
}

extension Setting: CustomStringConvertible {
  /// `rate=0.3`; a bound is written without the first sign: `depth>=10`.
  public var description: String {
    value.hasPrefix("<=") || value.hasPrefix(">=") ? "\(key)\(value)" : "\(key)=\(value)"
  }

  /// Reads `activation=sigmoid` or `depth>=10`.
  fileprivate init(kept text: String) throws(SettingError) {
    guard let sign = text.firstIndex(where: { "<>=".contains($0) }), text[sign] != "=",
      sign > text.startIndex, text[sign...].dropFirst().first == "="
    else {
      self = try Setting(parsing: text)
      return
    }
    self.init(String(text[..<sign]), String(text[sign...]))
  }
}
