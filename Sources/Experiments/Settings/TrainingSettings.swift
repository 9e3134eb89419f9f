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
      SettingRule(
        key: "averaged", label: "averaged", form: .toggle,
        read: { ($0.options["averaged"] ?? 0) == 0 ? "off" : "on" },
        write: { experiment, value in experiment.options["averaged"] = value.isOn ? 1 : nil }),
    ]
}
