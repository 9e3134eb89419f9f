import Datasets
import Experiments
import Neural
import Testing

/// What the panel of the optimizer shows: what it keeps, and the step that is really taken next.
@Suite struct MomentProbeTests {
  private static let planar = [
    "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adadelta", "adam", "adamw",
  ]

  private func loop(_ experiment: Experiment) throws -> Loop {
    let loop = Loop(lanes: [Lane(name: "A", experiment: experiment)], library: .standard)
    if case .failed(let sentence) = loop.snapshot().lanes[0].phase { throw SettingError(sentence) }
    return loop
  }

  private func probe(_ name: String, _ loop: Loop) -> Probe {
    var probe = Probe(name)
    loop.learners[0]?.fill(&probe)
    return probe
  }

  /// Planes by their names.
  private func planes(_ layer: Int, _ loop: Loop) -> [String: [Float]] {
    let probe = probe("moments/\(layer)", loop)
    let count = probe.shape.rows * probe.shape.columns
    #expect(probe.labels.count == probe.shape.channels && probe.values.count == count * probe.shape.channels)
    return Dictionary(
      uniqueKeysWithValues: probe.labels.enumerated().map { place, name in
        (name, Array(probe.values[place * count..<(place + 1) * count]))
      })
  }

  /// At rest the step that is shown is the one that the next update takes.
  private func expectTheStepIsTaken(_ loop: Loop, layers: [Int], _ name: String) {
    loop.advance(7)
    loop.look()
    let shown = layers.map { planes($0, loop)["step"] ?? [] }
    let before = layers.map { probe("weights/\($0)", loop).values }
    loop.advance(1)
    for (place, layer) in layers.enumerated() {
      let after = probe("weights/\(layer)", loop).values
      #expect(!after.isEmpty && shown[place].count == after.count)
      let largest = shown[place].map { abs($0) }.max() ?? 0
      #expect(largest > 0, "\(name): layer \(layer) stands still")
      for (step, weights) in zip(shown[place], zip(before[place], after)) {
        #expect(abs(step - (weights.1 - weights.0)) <= 1e-3 * largest + 1e-7, "\(name), layer \(layer)")
      }
    }
  }

  @Test(arguments: planar) func theShownStepIsTaken(optimizer: String) throws {
    let experiment = Experiment(
      data: DataChoice(name: "two-moons", count: 60),
      layers: [LayerChoice(size: 4, activation: "tanh"), LayerChoice(size: 1)],
      optimizer: OptimizerChoice(name: optimizer, rate: optimizer == "adadelta" ? 1 : 0.05), batch: 16)
    try expectTheStepIsTaken(loop(experiment), layers: [1, 2], optimizer)
  }

  @Test(arguments: [("autoencoder", "two-moons", 4), ("gan", "ring", 6), ("sequence", "recall", 2)])
  func otherLearnersShowItToo(learner: String, data: String, layers: Int) throws {
    let choice = StartingPoint.choice(of: try DatasetCatalog.entry(named: data), for: learner)
    let start = try StartingPoint(learner: learner, data: choice, seed: 1, library: .standard)
    var experiment = start.experiment(seed: 1)
    experiment.options["clip"] = nil
    try expectTheStepIsTaken(loop(experiment), layers: Array(1...layers), learner)
  }

  @Test func whatIsKeptHasItsName() throws {
    for (optimizer, names) in [
      ("sgd", []), ("momentum", ["velocity"]), ("rmsprop", ["mean g²"]), ("adam", ["m", "v"]),
    ] as [(String, [String])] {
      let experiment = Experiment(
        data: DataChoice(name: "two-moons", count: 60), layers: [LayerChoice(size: 1)],
        optimizer: OptimizerChoice(name: optimizer, rate: 0.05), batch: 16)
      let loop = try loop(experiment)
      loop.advance(5)
      loop.look()
      #expect(probe("moments/1", loop).labels == ["gradient"] + names + ["step"])
    }
  }
}
