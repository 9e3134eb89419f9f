import Experiments
import Neural

/// Small nets at work, as their probes tell it.
extension Fixtures {
  private static func probes(
    _ layers: [(size: Int, activation: String?)], weights: [[Float]], inputs: [Float], target: Float
  ) -> [Probe] {
    do {
      var stages: [Stage] = []
      for layer in layers {
        let input = stages.last?.layer.output ?? .vector(inputs.count)
        stages.append(Stage(Dense(input, outputs: layer.size)))
        if let name = layer.activation {
          let activation = try ActivationCatalog.all.entry(named: name)
          stages.append(Stage(try activation.make(LayerRequest(input: .vector(layer.size)))))
        }
      }
      let examples = Examples(
        inputShape: .vector(inputs.count), inputs: inputs, targets: [target], problem: .regression)
      let none = Examples(
        inputShape: .vector(inputs.count), inputs: [], targets: [], problem: .regression)
      let learner = try SupervisedLearner(
        SupervisedConfiguration(
          stages: stages, loss: MeanSquaredError(), optimizer: SGD(), rate: 0.5,
          splits: Splits(training: examples, validation: none, test: none)))
      for (slot, values) in zip(learner.memory.slots, weights) {
        learner.memory.parameters[slot.range].copy(from: values)
      }
      return learner.probes.filter {
        $0.contains("ward") || $0.contains("weights/") || $0.contains("biases/")
      }.map { name in
        var probe = Probe(name)
        learner.fill(&probe)
        return probe
      }
    } catch {
      return []
    }
  }

  private static func snapshot(_ probes: [Probe], options: [String: Float] = [:]) -> Snapshot {
    var lane = lane("run", [("loss", [0.16])], probes: probes)
    lane.experiment.loss = "mean-squared-error"
    lane.experiment.options = options
    return Snapshot(lanes: [lane], phase: .paused)
  }

  /// 2-2-1, sigmoid throughout.
  static let worked = snapshot(
    probes(
      [(2, "sigmoid"), (1, "sigmoid")],
      weights: [[0.5, -0.3, -0.2, 0.8], [0.1, -0.1], [0.7, -0.6], [0.2]], inputs: [0.6, -0.4], target: 1))

  /// 1-1-1-1, sigmoid throughout.
  static let chained = snapshot(
    probes(
      [(1, "sigmoid"), (1, "sigmoid"), (1, "sigmoid")],
      weights: [[0.8], [0.1], [-1.2], [0.2], [1.5], [-0.3]], inputs: [0.5], target: 1))

  /// Twelve inputs and twenty units, of which the third is looked at.
  static let wide = snapshot(
    probes(
      [(20, "tanh"), (1, nil)],
      weights: [
        (0..<240).map { noise($0) }, [Float](repeating: 0, count: 20), (0..<20).map { noise($0 * 3) }, [0],
      ],
      inputs: (0..<12).map { noise($0 * 7 + 2) }, target: 1), options: ["unit": 3])
}
