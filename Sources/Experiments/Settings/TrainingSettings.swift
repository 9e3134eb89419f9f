import Neural

extension SettingRule {
  /// How the parameters are changed: the optimizer, its constants, and the learner's own numbers.
  static let training: [SettingRule] =
    [
      SettingRule(
        key: "learner", label: "learner", form: .choice(LearnerCatalog.names), read: { $0.learner },
        write: { experiment, value in experiment.learner = value.name }),
      SettingRule(
        key: "rate", label: "rate",
        form: .number(
          0.000_000_1...10_000, knob: .number(0.0001...10, step: 0, logarithmic: true)),
        isLive: true, read: { Numeral.text($0.optimizer.rate) },
        write: { experiment, value in experiment.optimizer.rate = Float(value.number ?? 0) }),
      SettingRule(
        key: "optimizer", label: "optimizer", form: Vocabulary.optimizers,
        read: { $0.optimizer.name },
        write: { experiment, value in experiment.optimizer.name = value.name }),
    ] + learnerOptions

  private static let learnerOptions: [SettingRule] = [
    option(
      "clip", label: "clip norm",
      .number(
        0.000_001...1_000_000, word: "off",
        knob: .choice(["off", "0.1", "0.2", "0.5", "1", "2", "5", "10", "20", "50", "100"])),
      isLive: true),
    SettingRule(
      key: "averaged", label: "averaged", form: .toggle,
      read: { ($0.options["averaged"] ?? 0) == 0 ? "off" : "on" },
      write: { experiment, value in experiment.options["averaged"] = value.isOn ? 1 : nil }),
    option(
      "start", label: "start",
      .number(-1000...1000, knob: .number(-10...10, step: 1, logarithmic: false)), missing: "0"),
  ]

  private static func option(
    _ key: String, label: String, _ form: SettingForm, isLive: Bool = false, missing: String = "off"
  ) -> SettingRule {
    SettingRule(
      key: key, label: label, form: form, isLive: isLive,
      read: { $0.options[key].map { Numeral.text($0) } ?? missing },
      write: { experiment, value in experiment.options[key] = value.number.map { Float($0) } })
  }
}
