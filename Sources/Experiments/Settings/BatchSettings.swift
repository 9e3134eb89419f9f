extension SettingRule {
  /// What a step takes, and for how long.
  static let batches: [SettingRule] = [
    SettingRule(
      key: "batch", label: "batch",
      form: .number(
        1...1_000_000, whole: true, word: "full",
        knob: .choice(["1", "2", "4", "8", "16", "32", "64", "128", "256", "full"])),
      read: { $0.batch.map(String.init) ?? "full" },
      write: { experiment, value in experiment.batch = value.whole }),
    SettingRule(
      key: "order", label: "order", form: .choice(BatchOrder.allCases.map(\.rawValue)),
      read: { $0.order.rawValue },
      write: { experiment, value in experiment.order = BatchOrder(rawValue: value.name) ?? experiment.order }),
    SettingRule(
      key: "seed", label: "seed",
      form: .number(
        0...9_007_199_254_740_992, whole: true, knob: .number(0...1_000_000, step: 1, logarithmic: false)),
      read: { String($0.seed) },
      write: { experiment, value in experiment.seed = UInt64(value.number ?? 0) }),
    SettingRule(
      key: "steps", label: "steps",
      form: .number(
        1...1_000_000_000, whole: true, knob: .number(1...1_000_000, step: 0, logarithmic: true)),
      read: { String($0.steps) },
      write: { experiment, value in experiment.steps = value.whole ?? experiment.steps }),
  ]
}
