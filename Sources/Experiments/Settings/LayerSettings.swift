import Neural

/// A list of layers that settings reach: `layers`, or `discriminator`.
struct LayerList: Sendable {
  let name: String
  let path: any (WritableKeyPath<Experiment, [LayerChoice]> & Sendable)

  static let all = [
    LayerList(name: "layers", path: \.layers), LayerList(name: "discriminator", path: \.discriminator),
  ]

  /// The list that a key such as `layers.0.dense` belongs to.
  static func of(_ key: String) -> LayerList? { all.first { key.hasPrefix($0.name + ".") } }
}

/// Keys of one layer: `layers.0.dense`, `discriminator.2.activation`; layers are numbered from 0 as they stand in the
/// file.
extension SettingRule {
  static func layerKeys(of experiment: Experiment) -> [String] {
    LayerList.all.flatMap { list in
      experiment[keyPath: list.path].enumerated().flatMap { index, block in
        layerFields(of: block).map { "\(list.name).\(index).\($0)" }
      }
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

  static func layer(
    _ key: String, of list: LayerList, in experiment: Experiment
  ) throws(SettingError) -> SettingRule {
    let parts = key.split(separator: ".", maxSplits: 2).map(String.init)
    guard parts.count == 3, let index = Int(parts[1]) else {
      throw SettingError(
        "\"\(key)\" is not a setting of a layer; write \(list.name).0.dense or \(list.name).0.activation")
    }
    let layers = experiment[keyPath: list.path]
    guard layers.indices.contains(index) else {
      let range = layers.isEmpty ? "none" : "\(list.name).0 to \(list.name).\(layers.count - 1)"
      throw SettingError("\(key): there is no layer \(index); this experiment has \(range)")
    }
    let fields = layerFields(of: layers[index])
    let field = parts[2] == "size" && layers[index].size != nil ? fields[0] : parts[2]
    guard fields.contains(field) else {
      throw SettingError(
        "\(key): layer \(index) has no \"\(field)\"; \(Spelling.advice(for: field, among: fields))")
    }
    return rule(key, of: list.path, field: field, index: index, block: layers[index])
  }

  private static func rule(
    _ key: String, of list: any (WritableKeyPath<Experiment, [LayerChoice]> & Sendable), field: String,
    index: Int,
    block: LayerChoice
  ) -> SettingRule {
    let label = label(of: field, index: index, block: block, isFirst: key.hasPrefix(LayerList.all[0].name))
    switch field {
    case block.kind where block.size == nil:
      let first = LayerCatalog.all[block.kind]?.options.first?.name ?? field
      return option(key, label, of: list, at: index, named: first, of: block)
    case block.kind:
      return SettingRule(
        key: key, label: label,
        form: .number(1...4096, whole: true, knob: .choice(["1", "2", "3", "4", "8", "16", "32", "64"])),
        read: { $0[keyPath: list][index].size.map(String.init) },
        write: { experiment, value in experiment[keyPath: list][index].size = value.whole })
    case "activation":
      return SettingRule(
        key: key, label: label,
        form: Vocabulary.activations,
        read: { $0[keyPath: list][index].shownActivation },
        write: { experiment, value in
          experiment[keyPath: list][index].activation = experiment[keyPath: list][index].written(value.name)
        })
    case "repeat":
      return SettingRule(
        key: key, label: label,
        form: .number(1...50, whole: true, knob: .number(1...20, step: 1, logarithmic: false)),
        read: { String($0[keyPath: list][index].repeat) },
        write: { experiment, value in experiment[keyPath: list][index].repeat = value.whole ?? 1 })
    case "batch-norm": return toggle(key, label, of: list, at: index, \.batchNorm)
    case "layer-norm": return toggle(key, label, of: list, at: index, \.layerNorm)
    case "weight-norm": return toggle(key, label, of: list, at: index, \.weightNorm)
    case "dropout":
      return SettingRule(
        key: key, label: label, form: dropoutForm, read: { Numeral.text($0[keyPath: list][index].dropout) },
        write: { experiment, value in experiment[keyPath: list][index].dropout = value.number ?? 0 })
    case "skip": return toggle(key, label, of: list, at: index, \.skip)
    case "skip-over":
      return SettingRule(
        key: key, label: label,
        form: .number(1...50, whole: true, knob: .number(1...5, step: 1, logarithmic: false)),
        read: { String($0[keyPath: list][index].skipOver) },
        write: { experiment, value in experiment[keyPath: list][index].skipOver = value.whole ?? 1 })
    default: return option(key, label, of: list, at: index, named: field, of: block)
    }
  }

  /// What the screen calls a field of a layer, counted from 1: `layer 1 units`, `discriminator 2 activation`.
  private static func label(of field: String, index: Int, block: LayerChoice, isFirst: Bool) -> String {
    let words = field.split(separator: "-").joined(separator: " ")
    let size = block.kind == "convolution" ? "filters" : block.kind.hasSuffix("pooling") ? "window" : "units"
    return
      "\(isFirst ? "layer" : "discriminator") \(index + 1) \(field == block.kind && block.size != nil ? size : words)"
  }

  /// A share of units to switch off; 0 is none.
  static let dropoutForm = SettingForm.number(0...0.95, knob: .number(0...0.9, step: 0.1, logarithmic: false))

  private static func option(
    _ key: String, _ label: String, of list: any (WritableKeyPath<Experiment, [LayerChoice]> & Sendable),
    at index: Int, named name: String, of block: LayerChoice
  ) -> SettingRule {
    let option = options(of: block).first { $0.name == name } ?? CatalogOption(name, 0, in: -1e4...1e4, "")
    return SettingRule(
      key: key, label: label, form: Vocabulary.form(option),
      read: { Numeral.text($0[keyPath: list][index].options[name] ?? option.standard) },
      write: { experiment, value in experiment[keyPath: list][index].options[name] = value.number })
  }

  private static func toggle(
    _ key: String, _ label: String, of list: any (WritableKeyPath<Experiment, [LayerChoice]> & Sendable),
    at index: Int,
    _ field: any (WritableKeyPath<LayerChoice, Bool> & Sendable)
  ) -> SettingRule {
    SettingRule(
      key: key, label: label, form: .toggle,
      read: { $0[keyPath: list][index][keyPath: field] ? "on" : "off" },
      write: { experiment, value in experiment[keyPath: list][index][keyPath: field] = value.isOn })
  }
}
