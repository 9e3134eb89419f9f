import Neural

extension SettingRule {
  /// The shape of the network: what all hidden blocks share.
  static let network: [SettingRule] =
    [
      SettingRule(
        key: "activation", label: "activation",
        form: Vocabulary.activations,
        read: { $0.hidden.first.map(\.shownActivation) },
        write: { experiment, value throws(SettingError) in
          try experiment.changeHidden("activation") {
            $0.activation = $0.written(value.name)
          }
        }),
      SettingRule(
        key: "init", label: "init",
        form: Vocabulary.initializers,
        read: { $0.initializer.kind.rawValue },
        write: { experiment, value in
          experiment.initializer.kind = Initializer.Kind(rawValue: value.name) ?? experiment.initializer.kind
        }),
      SettingRule(
        key: "gain", label: "gain",
        form: .number(0...1000, knob: .number(0.01...10, step: 0, logarithmic: true)),
        read: { Numeral.text($0.initializer.gain) },
        write: { experiment, value in experiment.initializer.gain = Float(value.number ?? 1) }),
      SettingRule(
        key: "depth", label: "depth",
        form: .number(0...50, whole: true, knob: .number(0...20, step: 1, logarithmic: false)),
        read: { $0.layers.isEmpty ? nil : String($0.depth) },
        write: { experiment, value throws(SettingError) in try experiment.setDepth(value.whole ?? 0) }),
      SettingRule(
        key: "width", label: "width",
        form: .number(
          0...4096, whole: true, knob: .choice(["0", "1", "2", "3", "4", "8", "16", "32", "64"])),
        read: { $0.layers.isEmpty ? nil : String($0.hidden.first?.size ?? 0) },
        write: { experiment, value throws(SettingError) in try experiment.setWidth(value.whole ?? 0) }),
      SettingRule(
        key: "batch-norm", label: "batch norm", form: .toggle,
        read: { $0.hidden.first.map { $0.batchNorm ? "on" : "off" } },
        write: { experiment, value throws(SettingError) in
          try experiment.changeHidden("batch-norm") { $0.batchNorm = value.isOn }
        }),
      SettingRule(
        key: "norm", label: "norm",
        form: .choice(NormChoice.allCases.map(\.rawValue), aliases: ["none": "off"]),
        read: { $0.hidden.first.map { NormChoice($0).rawValue } },
        write: { experiment, value throws(SettingError) in
          let norm = NormChoice(rawValue: value.name) ?? .off
          try experiment.changeHidden("norm") { norm.apply(to: &$0) }
        }),
      SettingRule(
        key: "dropout", label: "dropout", form: dropoutForm,
        read: { $0.hidden.first.map { Numeral.text($0.dropout) } },
        write: { experiment, value throws(SettingError) in
          try experiment.changeHidden("dropout") { $0.dropout = value.number ?? 0 }
        }),
      SettingRule(
        key: "dropout-scaling", label: "dropout scale", form: .choice(dropoutScalings),
        read: { dropoutScalings[min(max(0, Int($0.options["dropout-scaling"] ?? 0)), 2)] },
        write: { experiment, value in
          let rule = dropoutScalings.firstIndex(of: value.name) ?? 0
          experiment.options["dropout-scaling"] = rule == 0 ? nil : Float(rule)
        }),
      SettingRule(
        key: "skip", label: "skip", form: .toggle, read: { $0.hidden.first.map { $0.skip ? "on" : "off" } },
        write: { experiment, value throws(SettingError) in
          try experiment.changeHidden("skip") { $0.skip = value.isOn }
        }),
      SettingRule(
        key: "loss", label: "loss", form: Vocabulary.losses, read: { $0.loss },
        write: { experiment, value in experiment.loss = value.name }),
    ]

  /// What dropout does with the units it keeps: times 1 / (1 − rate), times 1 / rate, nothing.
  private static let dropoutScalings = ["kept", "dropped", "off"]

  static func lossKeys(of experiment: Experiment) -> [String] {
    LossCatalog.all[experiment.loss]?.options.map(\.name) ?? []
  }

  /// The rule of a number of some loss, such as `delta`; with a loss that has no such number it can be named but not
  /// written.
  static func loss(_ key: String, in experiment: Experiment) -> SettingRule? {
    let owners = LossCatalog.all.entries.filter { $0.options.contains { $0.name == key } }
    let own = owners.first { $0.name == LossCatalog.all[experiment.loss]?.name }
    guard let option = (own ?? owners.first)?.options.first(where: { $0.name == key }) else { return nil }
    return SettingRule(
      key: key, label: key, form: Vocabulary.form(option),
      read: { own == nil ? nil : Numeral.text($0.options[key] ?? Float(option.standard)) },
      write: { experiment, value throws(SettingError) in
        guard own != nil else {
          let names = owners.map(\.name).joined(separator: ", ")
          throw SettingError("\(key): the loss \(experiment.loss) has no such number; it belongs to \(names)")
        }
        experiment.options[key] = value.number.map { Float($0) }
      })
  }
}

/// What stands between the layers of all hidden blocks and their activations.
private enum NormChoice: String, CaseIterable {
  case off, batch, layer, weight

  init(_ block: LayerChoice) {
    self = block.batchNorm ? .batch : block.layerNorm ? .layer : block.weightNorm ? .weight : .off
  }

  func apply(to block: inout LayerChoice) {
    block.batchNorm = self == .batch
    block.layerNorm = self == .layer
    block.weightNorm = self == .weight
  }
}

extension Experiment {
  /// All blocks but the last, which is the output.
  public var hidden: ArraySlice<LayerChoice> { layers.dropLast() }

  /// The number of hidden blocks, repeats counted one by one.
  public var depth: Int { hidden.reduce(0) { $0 + max(1, $1.repeat) } }

  /// The hidden block that comes into being where there was none.
  private static let firstHidden = LayerChoice(size: 8, activation: "tanh")

  fileprivate mutating func changeHidden(
    _ key: String, _ change: (inout LayerChoice) -> Void
  ) throws(SettingError) {
    guard !hidden.isEmpty else {
      throw SettingError("\(key): this network has no hidden layer; set width to 1 or more first")
    }
    for index in hidden.indices { change(&layers[index]) }
  }

  fileprivate mutating func setDepth(_ depth: Int) throws(SettingError) {
    let output = try outputBlock("depth")
    guard depth > 0 else { return layers = [output] }
    var block = hidden.first ?? Self.firstHidden
    block.repeat = depth
    layers = [block, output]
  }

  fileprivate mutating func setWidth(_ width: Int) throws(SettingError) {
    let output = try outputBlock("width")
    guard width > 0 else { return layers = [output] }
    if hidden.isEmpty { layers.insert(Self.firstHidden, at: 0) }
    layers[0].size = width
  }

  private func outputBlock(_ key: String) throws(SettingError) -> LayerChoice {
    guard let output = layers.last else {
      throw SettingError("\(key): the \(learner) learner has no layers to change")
    }
    return output
  }
}
