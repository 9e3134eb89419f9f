import Datasets
import Experiments
import Neural

/// The keys of one mapping, taken one by one; what nobody took is reported as unknown.
struct Fields {
  /// Such as `experiment "deep"`, the beginning of every sentence about it.
  let what: String
  let line: Int
  let findings: Findings
  private var pairs: [Entry.Pair]
  private var known: [String] = []

  /// Nil after reporting that the entry is no mapping.
  init?(_ entry: Entry, _ what: String, _ findings: Findings) {
    guard case .mapping(let pairs) = entry.value else {
      findings.add(entry.line, "\(what) is \(entry.kind); it has to be a mapping of keys to values")
      return nil
    }
    self.what = what
    self.line = entry.line
    self.findings = findings
    self.pairs = pairs
  }

  /// What is left, in the order of the file.
  var remaining: [Entry.Pair] { pairs }

  func add(_ line: Int, _ sentence: String) { findings.add(line, "\(what): \(sentence)") }

  mutating func take(_ key: String) -> Entry? {
    known.append(key)
    guard let index = pairs.firstIndex(where: { $0.key == key }) else { return nil }
    let entry = pairs.remove(at: index).entry
    if case .nothing = entry.value {
      add(entry.line, "\"\(key)\" has no value; give it one or delete the line")
      return nil
    }
    return entry
  }

  /// As `take`, but reports the key if it is missing.
  mutating func require(_ key: String, _ purpose: String) -> Entry? {
    let isThere = pairs.contains { $0.key == key }
    if !isThere { add(line, "\"\(key)\" is missing; \(purpose)") }
    return take(key)
  }

  /// Reports every key that was not asked for.
  func finish() {
    for pair in pairs {
      add(pair.line, "there is no key \"\(pair.key)\"; \(Spelling.advice(for: pair.key, among: known))")
    }
  }
}

/// Values of one kind.
extension Fields {
  func text(_ entry: Entry, _ key: String) -> String? {
    if let text = entry.text, !text.trimmed.isEmpty { return text.visible }
    add(entry.line, "\"\(key)\" is \(entry.text == nil ? entry.kind : "empty"); it has to be a text")
    return nil
  }

  mutating func text(_ key: String) -> String? { take(key).flatMap { text($0, key) } }

  func number(_ entry: Entry, _ key: String, in range: ClosedRange<Double>) -> Double? {
    if let value = entry.text.flatMap(Self.number), range.contains(value) { return value }
    let shown = entry.text.map { "\"\($0)\"" } ?? entry.kind
    add(entry.line, "\"\(key)\" is \(shown); it has to be a number\(Self.bounds(range))")
    return nil
  }

  mutating func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
    take(key).flatMap { number($0, key, in: range) }
  }

  func integer(_ entry: Entry, _ key: String, in range: ClosedRange<Int>) -> Int? {
    if let value = entry.text.flatMap({ Int($0) }), range.contains(value) { return value }
    let shown = entry.text.map { "\"\($0)\"" } ?? entry.kind
    add(
      entry.line,
      "\"\(key)\" is \(shown); it has to be a whole number from \(range.lowerBound) to \(range.upperBound)")
    return nil
  }

  mutating func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
    take(key).flatMap { integer($0, key, in: range) }
  }

  mutating func flag(_ key: String) -> Bool? {
    guard let entry = take(key) else { return nil }
    switch entry.text {
    case "on", "true", "yes": return true
    case "off", "false", "no": return false
    default:
      add(entry.line, "\"\(key)\" is \(entry.text.map { "\"\($0)\"" } ?? entry.kind); it is on or off")
      return nil
    }
  }

  func entries(_ entry: Entry, _ key: String) -> [Entry]? {
    if case .list(let entries) = entry.value { return entries }
    add(entry.line, "\"\(key)\" is \(entry.kind); it has to be a list")
    return nil
  }

  /// A list of texts; one text alone stands for a list of one.
  func texts(_ entry: Entry, _ key: String) -> [String] {
    if entry.text != nil { return text(entry, key).map { [$0] } ?? [] }
    return (entries(entry, key) ?? []).compactMap { text($0, key) }
  }

  mutating func texts(_ key: String) -> [String]? { take(key).map { texts($0, key) } }

  /// `key: value` pairs as settings, in the order of the file.
  mutating func settings(_ key: String) -> [LocatedSetting]? {
    guard let entry = take(key) else { return nil }
    guard let fields = Fields(entry, "\(what), \(key)", findings) else { return nil }
    return fields.settings()
  }

  /// Everything that is left, as settings.
  func settings() -> [LocatedSetting] {
    remaining.compactMap { pair in
      guard let value = settingValue(pair.entry, pair.key) else { return nil }
      return LocatedSetting(setting: Setting(pair.key.visible, value), line: pair.line)
    }
  }

  /// A text, or a list of texts joined by commas.
  func settingValue(_ entry: Entry, _ key: String) -> String? {
    switch entry.value {
    case .text: return text(entry, key)
    case .list: return texts(entry, key).joined(separator: ",")
    case .mapping, .nothing:
      add(entry.line, "\"\(key)\" is \(entry.kind); a setting has one value, such as \"rate: 0.1\"")
      return nil
    }
  }

  /// A finite decimal number.
  static func number(_ text: String) -> Double? {
    guard text.allSatisfy({ "0123456789+-.eE".contains($0) }), let value = Double(text), value.isFinite
    else { return nil }
    return value
  }

  private static func bounds(_ range: ClosedRange<Double>) -> String {
    func shown(_ bound: Double) -> String {
      bound.rounded() == bound && abs(bound) < 1e15 ? "\(Int(bound))" : "\(bound)"
    }
    return " from \(shown(range.lowerBound)) to \(shown(range.upperBound))"
  }
}

/// A setting with the line it was written on.
struct LocatedSetting {
  var setting: Setting
  var line: Int
}
