import Datasets
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
      kind.options.first { $0.name == key }.map(number)
      ?? kind.choices.first { $0.name == key }.map { word($0, in: experiment) }
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

  private static func word(_ choice: CatalogChoice, in experiment: Experiment) -> SettingRule {
    SettingRule(
      key: choice.name, label: choice.name.split(separator: "-").joined(separator: " "),
      form: choice.values.isEmpty ? .text : .choice(choice.values),
      knob: experiment.usualWords(of: choice.name).map { .choice($0) },
      read: { $0.choices[choice.name] ?? choice.standard },
      write: { experiment, value in
        experiment.choices[choice.name] = value.name == choice.standard ? nil : value.name
      })
  }
}

extension Experiment {
  /// What a knob goes through where any text is allowed; nil: there is no such knob.
  fileprivate func usualWords(of name: String) -> [String]? {
    switch name {
    case "freeze": ["none"] + (1..<max(parameterLayers, 1)).map { $0 == 1 ? "1" : "1-\($0)" }
    case "warm-start": ["none"] + kindredData
    default: nil
    }
  }

  /// How many layers have parameters of their own, normalizations among them.
  private var parameterLayers: Int {
    layers.reduce(0) { count, block in
      guard LayerCatalog.all[block.kind]?.takesSize == true, !block.kind.hasSuffix("pooling") else {
        return count
      }
      return count + max(1, block.repeat) * (block.batchNorm || block.layerNorm ? 2 : 1)
    }
  }

  /// Other data sets of the same kind.
  private var kindredData: [String] {
    let kind = DatasetCatalog.entries.first { $0.name == data.name }?.kind
    return DatasetCatalog.entries.filter { $0.kind == kind && $0.name != data.name }.map(\.name)
  }
}
