import Neural

/// The constants of the optimizers, such as `momentum` or `beta2`, as their catalog declares them.
extension SettingRule {
  /// Names of the constants of every optimizer, each once.
  static let optimizerConstants: [String] = OptimizerCatalog.all.entries.reduce(into: []) { names, kind in
    for option in kind.options where !names.contains(option.name) { names.append(option.name) }
  }

  static func constantKeys(of experiment: Experiment) -> [String] {
    OptimizerCatalog.all[experiment.optimizer.name]?.options.map(\.name) ?? []
  }

  /// The rule of a constant; with an optimizer that has no such constant it can be named but not written.
  static func constant(_ key: String, in experiment: Experiment) -> SettingRule? {
    let kind = OptimizerCatalog.all[experiment.optimizer.name]
    let owners = OptimizerCatalog.all.entries.filter { $0.options.contains { $0.name == key } }
    let own = kind?.options.first { $0.name == key }
    guard let option = own ?? owners.first?.options.first(where: { $0.name == key }) else { return nil }
    return SettingRule(
      key: key, label: key, form: Vocabulary.form(option), isLive: true,
      read: { own == nil ? nil : Numeral.text($0.optimizer.options[key] ?? Float(option.standard)) },
      write: { experiment, value throws(SettingError) in
        guard own != nil else {
          let names = owners.map(\.name).joined(separator: ", ")
          throw SettingError(
            "\(key): \(experiment.optimizer.name) has no such constant; it belongs to \(names)")
        }
        experiment.optimizer.options[key] = value.number.map { Float($0) }
      })
  }
}
