import Datasets

extension SettingRule {
  /// How the data are cut and scaled; what differs from set to set stands in `DatasetSettings`.
  static let data: [SettingRule] = [
    words("data.file", \.file),
    words("data.target", \.target),
    SettingRule(
      key: "data.task", label: "task", form: .choice(["classification", "regression"]),
      read: { $0.data.task }, write: { experiment, value in experiment.data.task = value.name }),
    list("data.features", \.features),
    list("data.classes", \.classes),
    SettingRule(
      key: "data.seed", label: "data seed",
      form: .number(
        0...9_007_199_254_740_992, whole: true, knob: .number(0...1_000_000, step: 1, logarithmic: false)),
      read: { String($0.data.seed ?? $0.seed) },
      write: { experiment, value in experiment.data.seed = value.number.map { UInt64($0) } }),
    SettingRule(
      key: "data.scaling", label: "scaling", form: Vocabulary.scalings, read: { $0.data.scaling },
      write: { experiment, value in experiment.data.scaling = value.name }),
    SettingRule(
      key: "data.validation", label: "validation",
      form: .number(0...0.9, knob: .number(0...0.5, step: 0.1, logarithmic: false)),
      read: { Numeral.text($0.data.validation) },
      write: { experiment, value in experiment.data.validation = value.number ?? 0 }),
    SettingRule(
      key: "data.limit", label: "limit",
      form: .number(
        1...1_000_000, whole: true, word: "all",
        knob: .choice(["10", "20", "50", "100", "200", "500", "1000", "all"])),
      read: { $0.data.limit.map(String.init) ?? "all" },
      write: { experiment, value in experiment.data.limit = value.whole }),
  ]

  private static func words(
    _ key: String, _ field: any (WritableKeyPath<DataChoice, String?> & Sendable)
  ) -> SettingRule {
    SettingRule(
      key: key, label: String(key.dropFirst("data.".count)), form: .text,
      read: { $0.data[keyPath: field] },
      write: { experiment, value in experiment.data[keyPath: field] = value.name })
  }

  /// Names separated by commas.
  private static func list(
    _ key: String, _ field: any (WritableKeyPath<DataChoice, [String]> & Sendable)
  ) -> SettingRule {
    SettingRule(
      key: key, label: String(key.dropFirst("data.".count)), form: .text,
      read: { $0.data[keyPath: field].isEmpty ? nil : $0.data[keyPath: field].joined(separator: ",") },
      write: { experiment, value in
        experiment.data[keyPath: field] = value.name.split(separator: ",").map { $0.trimmed }
      })
  }
}
