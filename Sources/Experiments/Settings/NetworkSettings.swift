import Neural

extension SettingRule {
  /// The shape of the network: what all hidden blocks share.
  static let network: [SettingRule] = [
    SettingRule(
      key: "activation", label: "activation",
      form: Vocabulary.activations,
      read: { $0.hidden.first.map { $0.activation ?? "linear" } },
      write: { experiment, value throws(SettingError) in
        try experiment.changeHidden("activation") {
          $0.activation = value.name == "linear" ? nil : value.name
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
      form: .number(0...4096, whole: true, knob: .choice(["0", "1", "2", "3", "4", "8", "16", "32", "64"])),
      read: { $0.layers.isEmpty ? nil : String($0.hidden.first?.size ?? 0) },
      write: { experiment, value throws(SettingError) in try experiment.setWidth(value.whole ?? 0) }),
    SettingRule(
      key: "batch-norm", label: "batch norm", form: .toggle,
      read: { $0.hidden.first.map { $0.batchNorm ? "on" : "off" } },
      write: { experiment, value throws(SettingError) in
        try experiment.changeHidden("batch-norm") { $0.batchNorm = value.isOn }
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
