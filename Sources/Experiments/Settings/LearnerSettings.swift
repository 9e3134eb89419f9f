import Neural

/// The learner's own numbers and words, such as `clip` or `schedule`, as its catalog entry declares them.
extension SettingRule {
  static func learnerKeys(of experiment: Experiment) -> [String] {
    guard let kind = LearnerCatalog.all[experiment.learner] else { return [] }
    return kind.options.map(\.name) + kind.choices.map(\.name)
  }

  /// Names that some learner knows, each once.
  static var learnerNames: [String] {
    LearnerCatalog.all.entries.reduce(into: []) { names, kind in
      for name in kind.options.map(\.name) + kind.choices.map(\.name) where !names.contains(name) {
        names.append(name)
      }
    }
  }

  /// The rule of a key that belongs to the learner; with a learner that has no such key it can be named, not written.
  static func learner(_ key: String, in experiment: Experiment) -> SettingRule? {
    let own = LearnerCatalog.all[experiment.learner]
    let owners = LearnerCatalog.all.entries.filter { kind in
      kind.options.contains { $0.name == key } || kind.choices.contains { $0.name == key }
    }
    guard let first = owners.first else { return nil }
    let kind = owners.first { $0.name == own?.name } ?? first
    var rule =
      kind.options.first { $0.name == key }.map(number) ?? kind.choices.first { $0.name == key }.map(word)
    guard kind.name != own?.name else { return rule }
    rule?.read = { _ in nil }
    rule?.write = { experiment, _ throws(SettingError) in
      let names = owners.map(\.name).joined(separator: ", ")
      throw SettingError(
        "\(key): the \(experiment.learner) learner has no such setting; it belongs to \(names)")
    }
    return rule
  }

  private static func number(_ option: CatalogOption) -> SettingRule {
    let name = option.name
    return SettingRule(
      key: name, label: name.split(separator: "-").joined(separator: " "), form: Vocabulary.form(option),
      isLive: option.isLive,
      read: { experiment in
        let value = experiment.options[name] ?? Float(option.standard)
        return value == 0 ? option.zero ?? "0" : Numeral.text(value)
      },
      write: { experiment, value in experiment.options[name] = value.number.map { Float($0) } })
  }

  private static func word(_ choice: CatalogChoice) -> SettingRule {
    SettingRule(
      key: choice.name, label: choice.name.split(separator: "-").joined(separator: " "),
      form: choice.values.isEmpty ? .text : .choice(choice.values),
      read: { $0.choices[choice.name] ?? choice.standard },
      write: { experiment, value in
        experiment.choices[choice.name] = value.name == choice.standard ? nil : value.name
      })
  }
}
