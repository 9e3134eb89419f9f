import Neural

/// What may stand after `key=`.
enum SettingForm: Sendable {
  case number(NumberForm)
  case choice([String], aliases: [String: String] = [:])
  case toggle
  case text

  static func number(
    _ allowed: ClosedRange<Double>, whole: Bool = false, word: String? = nil, knob: Knob.Kind
  ) -> SettingForm {
    .number(NumberForm(allowed: allowed, isWhole: whole, word: word, knob: knob))
  }
}

/// Numbers of a range, and perhaps one word such as `full` or `off`.
struct NumberForm: Sendable {
  var allowed: ClosedRange<Double>
  var isWhole: Bool
  var word: String?
  var knob: Knob.Kind

  var sentence: String {
    let number =
      "\(isWhole ? "a whole number" : "a number") from \(Numeral.text(allowed.lowerBound)) to "
      + Numeral.text(allowed.upperBound)
    return word.map { "\(number), or \"\($0)\"" } ?? number
  }
}

/// A value that its form has accepted.
enum SettingValue: Sendable {
  case number(Double)
  case word(String)
  case flag(Bool)

  /// The number, or nil where a word such as `off` stands for none.
  var number: Double? {
    if case .number(let value) = self { return value }
    return nil
  }

  var whole: Int? { number.map { Int($0) } }

  var isOn: Bool {
    if case .flag(let value) = self { return value }
    return false
  }

  var name: String {
    if case .word(let value) = self { return value }
    return ""
  }
}

extension SettingForm {
  private static let truths = ["on": true, "true": true, "yes": true, "1": true]
  private static let denials = ["off": false, "false": false, "no": false, "0": false]

  func parse(_ text: String, key: String) throws(SettingError) -> SettingValue {
    switch self {
    case .text:
      guard !text.isEmpty else { throw SettingError("\(key) needs a value") }
      return .word(text)
    case .toggle:
      if let value = Self.truths[text] ?? Self.denials[text] { return .flag(value) }
      throw SettingError("\(key) is \"on\" or \"off\", not \"\(text)\"")
    case .choice(let names, let aliases):
      if let name = aliases[text] ?? (names.contains(text) ? text : nil) { return .word(name) }
      let advice = Spelling.advice(for: text, among: names + aliases.keys.sorted(), listing: names)
      throw SettingError("\(key): there is no \"\(text)\"; \(advice)")
    case .number(let form):
      return try parse(text, key: key, as: form)
    }
  }

  private func parse(_ text: String, key: String, as form: NumberForm) throws(SettingError) -> SettingValue {
    if text == form.word { return .word(text) }
    guard let value = Numeral.value(text) else {
      throw SettingError("\(key): \"\(text)\" is not a number; give \(form.sentence)")
    }
    guard form.allowed.contains(value) else {
      throw SettingError("\(key): \(text) is out of range; give \(form.sentence)")
    }
    guard !form.isWhole || value == value.rounded() else {
      throw SettingError("\(key): \(text) is not a whole number; give \(form.sentence)")
    }
    return .number(value)
  }

  var knob: Knob.Kind? {
    switch self {
    case .number(let form): form.knob
    case .choice(let names, _): .choice(names)
    case .toggle: .toggle
    case .text: nil
    }
  }
}
