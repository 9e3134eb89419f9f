extension SupervisedLearner {
  /// How many examples the units are asked about.
  public static let askedExamples = 200

  /// What one hidden layer's units gave.
  private struct Tally {
    let layer: ParameterLayer
    let stage: Int
    /// Values of one example, and how many of them belong to one unit: a channel of an image is one.
    let width: Int
    let share: Int
    /// The outputs beyond which the activation has less than a tenth of its steepest slope; nil if it has no ends.
    let ends: (low: Float, high: Float)?
    var isAlive: [Bool]
    var flat = 0
    var seen = 0

    init?(_ layer: ParameterLayer, _ layout: NetworkLayout, isLast: Bool) {
      guard let stage = layout.activation(behind: layer) else { return nil }
      self.layer = layer
      self.stage = stage
      let shape = layout.stages[stage].layer.output
      width = shape.count
      share = shape.channels > 1 ? shape.rows * shape.columns : 1
      isAlive = Array(repeating: false, count: max(1, width / share))
      // An answer that is sure of itself is no trouble.
      ends = isLast ? nil : Self.ends(layout.stages[stage].layer)
    }

    /// σ′ = a(1 − a) and tanh′ = 1 − a² as functions of the output a.
    private static func ends(_ activation: any Layer) -> (low: Float, high: Float)? {
      if activation is Sigmoid { return (0.025_658, 0.974_342) }
      if activation is Tanh { return (-0.948_683, 0.948_683) }
      return nil
    }

    /// Whether the unit whose values begin at a place of each example gave anything but 0.
    private func hasSpoken(_ outputs: Floats, from place: Int) -> Bool {
      var start = place
      while start < outputs.count {
        for i in start..<start + share where outputs.base[i] != 0 { return true }
        start += width
      }
      return false
    }

    mutating func take(_ outputs: Floats) {
      for unit in isAlive.indices where !isAlive[unit] {
        isAlive[unit] = hasSpoken(outputs, from: unit * share)
      }
      guard let ends else { return }
      seen += outputs.count
      for i in 0..<outputs.count where !(outputs.base[i] >= ends.low && outputs.base[i] <= ends.high) {
        flat += 1
      }
    }
  }

  /// One row for each layer with an activation: the layer's number, its units, those that gave 0 for every
  /// example asked, and the share of outputs at the flat ends of the activation (0 where it has none).
  ///
  /// One pass in evaluation mode, so that it may be asked for while training.
  func fillUnits(_ probe: inout Probe) {
    let layout = network.layout
    let weighted = layout.parameterLayers.filter(\.carriesWeights)
    var tallies = weighted.indices.compactMap {
      Tally(weighted[$0], layout, isLast: $0 == weighted.count - 1)
    }
    guard !tallies.isEmpty else { return }
    predict(training, count: min(training.count, Self.askedExamples)) { _, _ in
      for index in tallies.indices { tallies[index].take(network.layerOutput(of: tallies[index].stage)) }
    }
    for tally in tallies {
      probe.values += [
        Float(tally.layer.number), Float(tally.isAlive.count), Float(tally.isAlive.count { !$0 }),
        tally.seen == 0 ? 0 : Float(tally.flat) / Float(tally.seen),
      ]
      probe.labels.append(tally.layer.title)
    }
    probe.shape = Shape(rows: tallies.count, columns: 4)
  }
}
