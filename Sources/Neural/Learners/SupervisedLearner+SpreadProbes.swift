extension SupervisedLearner {
  /// Examples that the spreads are taken over.
  private static let spreadExamples = 128

  /// How signals and errors are spread at each depth, with the parameters as they stand: one row for each layer that
  /// carries weights, input first; columns: standard deviation of its activations over units and examples, and root
  /// mean square of ∂loss/∂z of a single example at its units.
  func fillSpread(_ probe: inout Probe) {
    let layers = spreads { $0.parameters.copy(from: network.parameters) }
    probe.shape = Shape(rows: layers.count, columns: 2)
    probe.values = layers.flatMap { [$0.signal, $0.error] }
    probe.labels = layers.map(\.title)
  }

  /// The same for fresh weights of every initializer with this seed, whatever was learned: two planes of a row for each
  /// initializer and a column for each layer, signals first. The labels name the initializers.
  func fillStarts(_ probe: inout Probe) {
    let starts = startSpreads
    guard let count = starts.first?.layers.count, count > 0 else { return }
    probe.shape = Shape(rows: starts.count, columns: count, channels: 2)
    probe.values =
      starts.flatMap { $0.layers.map(\.signal) } + starts.flatMap { $0.layers.map(\.error) }
    probe.labels = starts.map(\.name)
  }

  typealias LayerSpread = (title: String, signal: Float, error: Float)

  func measureStarts() -> [(name: String, layers: [LayerSpread])] {
    Initializer.Kind.allCases.map { kind in
      // Those that do not look at the fans have no size of their own.
      let hasSize = [.normal, .uniform, .constant].contains(kind)
      let own = configuration.initializer
      let initializer = own.kind == kind ? own : Initializer(kind, gain: hasSize ? 0.1 : 1)
      let name = kind.rawValue + (hasSize ? " \(initializer.gain)" : "")
      return (name, spreads { $0.initialize(seed: configuration.seed, by: initializer) })
    }
  }

  /// A twin of the network makes the two passes, so that neither gradients nor running averages of the learner change.
  private func spreads(_ prepare: (Network) -> Void) -> [LayerSpread] {
    let count = min(training.count, Self.spreadExamples)
    var plan = MemoryPlan()
    guard count > 0,
      let layout = try? NetworkLayout(configuration.stages, maximalBatch: count, in: &plan)
    else { return [] }
    let twin = Network(layout, memory: Memory(plan))
    prepare(twin)
    let output = twin.forward(training.inputs(0..<count), batch: count, isTraining: true)
    _ = configuration.loss.evaluate(
      output, against: training.targets(0..<count), batch: count, gradient: twin.outputGradient)
    twin.backward()
    let weighted = layout.parameterLayers.filter(\.carriesWeights)
    return weighted.enumerated().map { index, layer in
      let next = index + 1 < weighted.count ? weighted[index + 1].stage : layout.stages.count
      // The loss is a mean over the examples: its gradient times their number is that of one example.
      let delta = twin.gradient(of: layer.stage)
      let error = Float(count) * (Float(delta.sumOfSquares) / Float(max(delta.count, 1))).squareRoot()
      return (layer.title, twin.output(of: next - 1).deviation, error)
    }
  }
}

extension Floats {
  /// √(mean (xᵢ − mean x)²), in one pass around the first value.
  fileprivate var deviation: Float {
    guard count > 0 else { return 0 }
    let origin = Double(base[0])
    var sum = 0.0
    var squares = 0.0
    for i in 0..<count {
      let difference = Double(base[i]) - origin
      sum += difference
      squares += difference * difference
    }
    let mean = sum / Double(count)
    return Float(max(squares / Double(count) - mean * mean, 0).squareRoot())
  }
}
