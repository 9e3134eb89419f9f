extension SupervisedLearner {
  /// Examples that the spreads are taken over.
  private static let spreadExamples = 128

  /// How signals and errors are spread at each depth, with the parameters as they stand: one row for each layer that
  /// carries weights, input first; columns: standard deviation of its activations over units and examples, and root
  /// mean square of ∂loss/∂z of a single example at its units.
  ///
  /// A twin of the network makes the two passes, so that neither gradients nor running averages of the learner change.
  func fillSpread(_ probe: inout Probe) {
    let count = min(training.count, Self.spreadExamples)
    var plan = MemoryPlan()
    guard count > 0,
      let layout = try? NetworkLayout(configuration.stages, maximalBatch: count, in: &plan)
    else { return }
    let twin = Network(layout, memory: Memory(plan))
    twin.parameters.copy(from: network.parameters)
    let output = twin.forward(training.inputs(0..<count), batch: count, isTraining: true)
    _ = configuration.loss.evaluate(
      output, against: training.targets(0..<count), batch: count, gradient: twin.outputGradient)
    twin.backward()
    let weighted = layout.parameterLayers.filter(\.carriesWeights)
    probe.shape = Shape(rows: weighted.count, columns: 2)
    for (index, layer) in weighted.enumerated() {
      let next = index + 1 < weighted.count ? weighted[index + 1].stage : layout.stages.count
      // The loss is a mean over the examples: its gradient times their number is that of one example.
      let delta = twin.gradient(of: layer.stage)
      probe.values.append(twin.output(of: next - 1).deviation)
      probe.values.append(
        Float(count) * (Float(delta.sumOfSquares) / Float(max(delta.count, 1))).squareRoot())
      probe.labels.append(layer.title)
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
