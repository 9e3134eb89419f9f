import Neural

/// What is shown of a net, and what is done to it by hand: the unit worked number by number, starting weights, a
/// backward pass with a fault in it.
extension SettingRule {
  static let worked: [SettingRule] = [
    shown("layer", most: 50), shown("unit", most: 64), shown("input", most: 64),
    every("all-weights"), every("all-biases"),
    SettingRule(
      key: "bias", label: "bias", form: .toggle,
      read: { $0.layers.isEmpty ? nil : $0.options["bias"] == 0 ? "off" : "on" },
      write: { experiment, value in experiment.options["bias"] = value.isOn ? nil : 0 }),
    SettingRule(
      key: "learning", label: "learning", form: .toggle,
      read: { $0.layers.isEmpty ? nil : $0.options["learning"] == 0 ? "off" : "on" },
      write: { experiment, value in experiment.options["learning"] = value.isOn ? nil : 0 }),
    SettingRule(
      key: "fault", label: "fault", form: .choice(BackwardFault.allCases.map(\.rawValue)),
      read: { $0.layers.isEmpty ? nil : $0.fault.rawValue },
      write: { experiment, value in
        let number = BackwardFault.allCases.firstIndex { $0.rawValue == value.name } ?? 0
        experiment.options["fault"] = number == 0 ? nil : Float(number)
      }),
  ]

  /// A choice of what panels show; it changes no number of the run.
  private static func shown(_ key: String, most: Int) -> SettingRule {
    SettingRule(
      key: key, label: key,
      form: .number(
        1...Double(most), whole: true, knob: .number(1...Double(most), step: 1, logarithmic: false)),
      isLive: true, read: { $0.layers.isEmpty ? nil : Numeral.text($0.options[key] ?? 1) },
      write: { experiment, value in experiment.options[key] = value.number.map { Float($0) } })
  }

  /// One value for all weights or all biases at the start.
  private static func every(_ key: String) -> SettingRule {
    SettingRule(
      key: key, label: key.replacing("-", by: " "), form: byHand(word: "drawn"),
      read: { experiment in
        experiment.layers.isEmpty ? nil : experiment.options[key].map { Numeral.text($0) } ?? "drawn"
      },
      write: { experiment, value in experiment.options[key] = value.number.map { Float($0) } })
  }

  private static func byHand(word: String) -> SettingForm {
    .number(-1000...1000, word: word, knob: .number(-10...10, step: 0.5, logarithmic: false))
  }

  /// The rule of one weight or bias at the start, such as `w112`.
  static func start(_ key: String, _ place: ParameterPlace) -> SettingRule {
    SettingRule(
      key: key, label: key, form: byHand(word: "drawn"),
      read: { experiment in
        experiment.layers.isEmpty ? nil : experiment.options[key].map { Numeral.text($0) } ?? "drawn"
      },
      write: { experiment, value throws(SettingError) in
        guard !experiment.layers.isEmpty else {
          throw SettingError("\(key): the \(experiment.learner) learner has no layers with weights to set")
        }
        experiment.options[key] = value.number.map { Float($0) }
      })
  }

  static func startKeys(of experiment: Experiment) -> [String] {
    experiment.options.keys.filter { ParameterPlace($0) != nil }.sorted()
  }
}

extension Experiment {
  /// True for a key that names one weight or bias, such as `w112` or `b`: a plain key of an experiment.
  public static func namesParameter(_ key: String) -> Bool { ParameterPlace(key) != nil }
}

/// One weight or bias by its digits: `w2` and `b` of the first unit of the first layer, `w213` for layer 2, unit 1,
/// input 3, `b21` for the bias of layer 2, unit 1.
struct ParameterPlace: Sendable, Hashable {
  var layer = 1
  var unit = 1
  /// Nil for a bias.
  var input: Int?

  init?(_ key: String) {
    guard let letter = key.first, letter == "w" || letter == "b" else { return nil }
    let digits = key.dropFirst().compactMap(\.wholeNumberValue)
    guard digits.count == key.count - 1, !digits.contains(0) else { return nil }
    switch (letter, digits.count) {
    case ("w", 1): input = digits[0]
    case ("w", 3): (layer, unit, input) = (digits[0], digits[1], digits[2])
    case ("b", 0): break
    case ("b", 2): (layer, unit) = (digits[0], digits[1])
    default: return nil
    }
  }
}

extension String {
  fileprivate func replacing(_ letter: Character, by other: Character) -> String {
    String(map { $0 == letter ? other : $0 })
  }
}
