import Neural

/// Keys of all recurrent layers together.
extension SettingRule {
  static let sequence: [SettingRule] = [
    SettingRule(
      key: "cell", label: "cell", form: .choice(Experiment.cells),
      read: { $0.firstRecurrent?.kind },
      write: { experiment, value throws(SettingError) in
        try experiment.changeRecurrent("cell") { block in
          block.kind = value.name
          // A plain layer has its activation inside; the others have theirs in their gates.
          if value.name != Recurrent.name { block.activation = nil }
        }
      }),
    SettingRule(
      key: "truncate", label: "truncate",
      form: .number(
        1...65_536, whole: true, word: "off", knob: .choice(["1", "2", "5", "10", "20", "50", "off"])),
      read: { $0.firstRecurrent.map { $0.options["truncate"].map { Numeral.text($0) } ?? "off" } },
      write: { experiment, value throws(SettingError) in
        try experiment.changeRecurrent("truncate") { $0.options["truncate"] = value.number }
      }),
  ]
}

extension Experiment {
  static let cells = [Recurrent.name, LSTM.name, GRU.name]

  /// Whether the network has a recurrent layer.
  var isRecurrent: Bool { firstRecurrent != nil }

  fileprivate var firstRecurrent: LayerChoice? { layers.first { $0.isRecurrent } }

  fileprivate mutating func changeRecurrent(
    _ key: String, _ change: (inout LayerChoice) -> Void
  ) throws(SettingError) {
    guard firstRecurrent != nil else {
      throw SettingError("\(key): this network has no recurrent layer; give one, such as {lstm: 32}")
    }
    for index in layers.indices where layers[index].isRecurrent { change(&layers[index]) }
  }
}

extension LayerChoice {
  var isRecurrent: Bool { LayerCatalog.all[kind].map { Experiment.cells.contains($0.name) } ?? false }

  /// Whether the layer applies its activation itself: at every step, before the next one.
  var hasActivationInside: Bool { LayerCatalog.all[kind]?.name == Recurrent.name }

  /// In the order of the option `unit`.
  static let insideActivations = ["tanh", "relu", "linear"]

  /// The activation as a setting shows it; what is missing means tanh inside a plain recurrent layer, else none.
  var shownActivation: String { activation ?? (hasActivationInside ? "tanh" : "linear") }

  /// How a setting's activation is written down.
  func written(_ activation: String) -> String? {
    activation == (hasActivationInside ? "tanh" : "linear") ? nil : activation
  }

  /// The options with those that stand for something else written out: `activation: relu` of a plain recurrent layer is
  /// its own nonlinearity.
  var ownOptions: [String: Double] {
    var options = options
    if hasActivationInside, let activation, let unit = Self.insideActivations.firstIndex(of: activation) {
      options["unit"] = Double(unit)
    }
    return options
  }
}
