import Neural

/// Keys of one layer: `layers.0.dense`, `layers.2.activation`; layers are numbered from 0 as they stand in the file.
extension SettingRule {
  static func layerKeys(of experiment: Experiment) -> [String] {
    experiment.layers.indices.flatMap { index in
      layerFields(of: experiment.layers[index]).map { "layers.\(index).\($0)" }
    }
  }

  private static func layerFields(of block: LayerChoice) -> [String] {
    (block.size == nil ? [] : [block.kind]) + [
      "activation", "repeat", "batch-norm", "layer-norm", "weight-norm", "dropout", "skip", "skip-over",
    ]
      + options(of: block).map(\.name)
  }

  /// The numbers of the layer's kind and of its activation, such as `kernel` or `slope`.
  private static func options(of block: LayerChoice) -> [CatalogOption] {
    (LayerCatalog.all[block.kind]?.options ?? [])
      + (block.activation.flatMap { ActivationCatalog.all[$0] }?.options ?? [])
  }

  static func layer(_ key: String, in experiment: Experiment) throws(SettingError) -> SettingRule {
    let parts = key.split(separator: ".", maxSplits: 2).map(String.init)
    guard parts.count == 3, let index = Int(parts[1]) else {
      throw SettingError(
        "\"\(key)\" is not a setting of a layer; write layers.0.dense or layers.0.activation")
    }
    guard experiment.layers.indices.contains(index) else {
      let range = experiment.layers.isEmpty ? "none" : "layers.0 to layers.\(experiment.layers.count - 1)"
      throw SettingError("\(key): there is no layer \(index); this experiment has \(range)")
    }
    let fields = layerFields(of: experiment.layers[index])
    let field = parts[2] == "size" && experiment.layers[index].size != nil ? fields[0] : parts[2]
    guard fields.contains(field) else {
      throw SettingError(
        "\(key): layer \(index) has no \"\(field)\"; \(Spelling.advice(for: field, among: fields))")
    }
    return rule(key, field: field, index: index, block: experiment.layers[index])
  }

  private static func rule(_ key: String, field: String, index: Int, block: LayerChoice) -> SettingRule {
    let label = "\(index) \(field)"
    switch field {
    case block.kind where block.size == nil:
      let first = LayerCatalog.all[block.kind]?.options.first?.name ?? field
      return option(key, label, at: index, named: first, of: block)
    case block.kind:
      return SettingRule(
        key: key, label: label,
        form: .number(1...4096, whole: true, knob: .choice(["1", "2", "3", "4", "8", "16", "32", "64"])),
        read: { $0.layers[index].size.map(String.init) },
        write: { experiment, value in experiment.layers[index].size = value.whole })
    case "activation":
      return SettingRule(
        key: key, label: label,
        form: Vocabulary.activations,
        read: { $0.layers[index].shownActivation },
        write: { experiment, value in
          experiment.layers[index].activation = experiment.layers[index].written(value.name)
        })
    case "repeat":
      return SettingRule(
        key: key, label: label,
        form: .number(1...50, whole: true, knob: .number(1...20, step: 1, logarithmic: false)),
        read: { String($0.layers[index].repeat) },
        write: { experiment, value in experiment.layers[index].repeat = value.whole ?? 1 })
    case "batch-norm": return toggle(key, label, at: index, \.batchNorm)
    case "layer-norm": return toggle(key, label, at: index, \.layerNorm)
    case "weight-norm": return toggle(key, label, at: index, \.weightNorm)
    case "dropout":
      return SettingRule(
        key: key, label: label, form: dropoutForm, read: { Numeral.text($0.layers[index].dropout) },
        write: { experiment, value in experiment.layers[index].dropout = value.number ?? 0 })
    case "skip": return toggle(key, label, at: index, \.skip)
    case "skip-over":
      return SettingRule(
        key: key, label: label,
        form: .number(1...50, whole: true, knob: .number(1...5, step: 1, logarithmic: false)),
        read: { String($0.layers[index].skipOver) },
        write: { experiment, value in experiment.layers[index].skipOver = value.whole ?? 1 })
    default: return option(key, label, at: index, named: field, of: block)
    }
  }

  /// A share of units to switch off; 0 is none.
  static let dropoutForm = SettingForm.number(0...0.95, knob: .number(0...0.9, step: 0.1, logarithmic: false))

  private static func option(
    _ key: String, _ label: String, at index: Int, named name: String, of block: LayerChoice
  ) -> SettingRule {
    let option = options(of: block).first { $0.name == name } ?? CatalogOption(name, 0, in: -1e4...1e4, "")
    return SettingRule(
      key: key, label: label, form: Vocabulary.form(option),
      read: { Numeral.text($0.layers[index].options[name] ?? option.standard) },
      write: { experiment, value in experiment.layers[index].options[name] = value.number })
  }

  private static func toggle(
    _ key: String, _ label: String, at index: Int,
    _ field: any (WritableKeyPath<LayerChoice, Bool> & Sendable)
  ) -> SettingRule {
    SettingRule(
      key: key, label: label, form: .toggle, read: { $0.layers[index][keyPath: field] ? "on" : "off" },
      write: { experiment, value in experiment.layers[index][keyPath: field] = value.isOn })
  }
}
