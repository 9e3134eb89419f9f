import Neural
import TestSupport
import Testing

/// 2-16-…-1 with one activation; the last layer is linear.
func stages(
  _ widths: [Int], activation: (Shape) -> any Layer, normalization: ((Shape) -> any Layer)? = nil,
  skip: Bool = false
) -> [Stage] {
  var stages: [Stage] = []
  for i in 1..<widths.count {
    let start = stages.count
    stages.append(Stage(Dense(.vector(widths[i - 1]), outputs: widths[i])))
    if i == widths.count - 1 { break }
    if let normalization { stages.append(Stage(normalization(.vector(widths[i])))) }
    let isResidual = skip && widths[i] == widths[i - 1]
    stages.append(Stage(activation(.vector(widths[i])), skipFrom: isResidual ? start : nil))
  }
  return stages
}

/// A learner with room for its readings.
final class Run {
  let learner: any Learner
  private(set) var readings: [Float]

  init(_ learner: any Learner) {
    self.learner = learner
    readings = Array(repeating: .nan, count: learner.meters.count)
  }

  convenience init(_ configuration: SupervisedConfiguration) throws {
    try self.init(SupervisedLearner(configuration))
  }

  /// Puts the parameters of a reference run into the slots, in their order.
  func begin(with parameters: [[Float]]) {
    let memory = learner.memory
    #expect(memory.slots.count == parameters.count)
    for (slot, values) in zip(memory.slots, parameters) {
      memory.parameters[slot.range].copy(from: values)
    }
  }

  func step(_ index: Int) {
    readings.withUnsafeMutableBufferPointer {
      learner.step(index, readings: Floats($0.baseAddress!, count: $0.count))
    }
  }

  func steps(_ range: Range<Int>) {
    for index in range { step(index) }
  }

  func measure() {
    readings.withUnsafeMutableBufferPointer {
      learner.measure(readings: Floats($0.baseAddress!, count: $0.count))
    }
  }

  /// What these meters read in each of the first ten steps: one list a meter.
  func firstTen(_ meters: String...) -> [[Float]] {
    var readings = [[Float]](repeating: [], count: meters.count)
    for index in 0..<10 {
      step(index)
      for (place, meter) in meters.enumerated() { readings[place].append(self[meter]) }
    }
    return readings
  }

  /// Expects the parameters of a reference run in the slots, in their order.
  func expectParameters(
    _ values: [[Double]], floor: Double = 1e-30, within tolerance: Double, file: String = #fileID
  ) {
    let memory = learner.memory
    for (slot, expected) in zip(memory.slots, values) {
      let found = memory.parameters[slot.range].array
      #expect(worstError(found, expected, floor: floor, file: file) < tolerance, "\(slot.name)")
    }
  }

  /// The loss before each of the first `count` updates.
  func losses(_ count: Int) -> [Float] {
    (0..<count).map { index in
      step(index)
      return readings[0]
    }
  }

  subscript(name: String) -> Float {
    learner.meters.firstIndex { $0.name == name }.map { readings[$0] } ?? .nan
  }

  func probe(_ name: String) -> Probe {
    var probe = Probe(name)
    learner.fill(&probe)
    return probe
  }
}

@Suite struct SupervisedTests {
  private func moons(
    order: SampleOrder = .shuffled, batch: Int? = 32, clip: Float? = nil, seed: UInt64 = 1
  ) -> SupervisedConfiguration {
    SupervisedConfiguration(
      stages: stages([2, 8, 8, 1], activation: { Tanh($0) }), initializer: Initializer(.xavierNormal),
      loss: BinaryCrossEntropy(), optimizer: SGD(), rate: 0.3, batch: batch, order: order,
      splits: ToyData.splits(
        ToyData.moons(100, seed: seed), validation: ToyData.moons(30, seed: 50),
        test: ToyData.moons(70, seed: 60)),
      seed: seed, clip: clip)
  }

  @Test func metersStandInTheirOrder() throws {
    let learner = try SupervisedLearner(moons())
    #expect(
      learner.meters.map(\.name) == [
        "loss", "accuracy", "max-error", "validation/loss", "validation/accuracy", "test/loss",
        "test/accuracy",
        "gradient/1 dense", "gradient/2 dense", "gradient/3 dense", "delta/1 dense", "delta/2 dense",
        "delta/3 dense", "gradient-norm", "rate",
      ])
    #expect(learner.stepsPerEpoch == 4)
  }

  @Test(arguments: SampleOrder.allCases)
  func stepsAllocateNothing(order: SampleOrder) throws {
    let run = try Run(moons(order: order, clip: 0.1))
    run.steps(0..<5)
    #expect(countAllocations { run.steps(5..<105) } == 0)
  }

  @Test(arguments: SampleOrder.allCases)
  func sameSeedSameBytes(order: SampleOrder) throws {
    let first = try Run(moons(order: order))
    let second = try Run(moons(order: order))
    #expect(first.losses(30) == second.losses(30))
    #expect(first.learner.memory.persistent.array == second.learner.memory.persistent.array)
    #expect(try Run(moons(order: order, seed: 2)).losses(30) != first.losses(30))
  }

  @Test func probesDoNotChangeTraining() throws {
    let plain = try Run(moons())
    let probed = try Run(moons())
    for index in 0..<12 {
      plain.step(index)
      probed.step(index)
      probed.measure()
      for name in probed.learner.probes { #expect(!probed.probe(name).values.isEmpty, "\(name)") }
    }
    #expect(plain.learner.memory.persistent.array == probed.learner.memory.persistent.array)
    #expect(plain["loss"] == probed["loss"])
  }

  @Test func checkpointReplaysToTheSameBytes() throws {
    let run = try Run(moons())
    run.steps(0..<7)
    let checkpoint = run.learner.memory.persistent.array
    run.steps(7..<40)
    let end = run.learner.memory.persistent.array
    run.learner.memory.persistent.copy(from: checkpoint)
    run.steps(7..<40)
    #expect(run.learner.memory.persistent.array == end)
  }

  /// Moments and running statistics are part of the checkpoint.
  @Test func checkpointHoldsMomentsAndRunningStatistics() throws {
    var settings = moons()
    settings.stages = stages([2, 8, 1], activation: { Tanh($0) }, normalization: { BatchNormalization($0) })
    settings.optimizer = Adam()
    let run = try Run(settings)
    run.steps(0..<7)
    let checkpoint = run.learner.memory.persistent.array
    run.steps(7..<40)
    run.measure()
    let (end, loss) = (run.learner.memory.persistent.array, run["test/loss"])
    let fresh = try Run(settings)
    fresh.learner.memory.persistent.copy(from: checkpoint)
    fresh.steps(7..<40)
    fresh.measure()
    #expect(fresh.learner.memory.persistent.array == end && fresh["test/loss"] == loss)
    #expect(countAllocations { fresh.steps(40..<80) } == 0)
    #expect(run.learner.meters.contains { $0.name == "gradient/2 batch-normalization" })
    #expect(!run.learner.meters.contains { $0.name == "delta/2 batch-normalization" })
  }

  @Test func momentumTurnsWithItsVelocity() throws {
    var settings = moons()
    settings.optimizer = Momentum()
    let (turned, other) = (try Run(settings), try Run(settings))
    turned.steps(0..<10)
    other.steps(0..<10)
    #expect(turned.learner.turn("momentum", to: 0.5))
    #expect(!turned.learner.turn("momentum", to: 7), "out of range")
    #expect(!turned.learner.turn("beta1", to: 0.5))
    turned.steps(10..<12)
    other.steps(10..<12)
    #expect(turned["loss"] != other["loss"])
  }

  @Test func severalClassesAreCounted() throws {
    var examples = ToyData.moons(90, seed: 3)
    examples.problem = .classes(3)
    for i in 0..<90 where examples.inputs[2 * i] > 0.8 { examples.targets[i] = 2 }
    examples.classNames = ["a", "b", "c"]
    let run = try Run(
      SupervisedConfiguration(
        stages: stages([2, 16, 3], activation: { Tanh($0) }), loss: CategoricalCrossEntropy(),
        optimizer: Adam(),
        rate: 0.02, batch: 30, splits: ToyData.splits(examples, test: examples)))
    run.steps(0..<600)
    run.measure()
    #expect(run["test/accuracy"] > 0.9)
    let confusion = run.probe("confusion")
    #expect(confusion.shape == Shape(rows: 3, columns: 3) && confusion.values.reduce(0, +) == 90)
    let right = confusion.values[0] + confusion.values[4] + confusion.values[8]
    #expect(abs(right / 90 - run["test/accuracy"]) < 1e-6)
    let field = run.probe("field")
    #expect(field.shape == Shape(rows: 64, columns: 96, channels: 2))
    #expect(field.values.prefix(64 * 96).allSatisfy { $0 == 0 || $0 == 1 || $0 == 2 })
    #expect(field.values.suffix(64 * 96).allSatisfy { $0 >= 0.33 && $0 <= 1 })
  }

  @Test func probesHaveTheirShapes() throws {
    let run = try Run(moons())
    run.steps(0..<3)
    #expect(run.probe("field").shape == Shape(rows: 64, columns: 96))
    #expect(run.probe("field").values.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(run.probe("points").shape == Shape(rows: 200, columns: 5))
    #expect(run.probe("weights/2").shape == Shape(rows: 8, columns: 8))
    #expect(run.probe("gradients/1").shape == Shape(rows: 8, columns: 2))
    #expect(run.probe("biases/3").values.count == 1)
    #expect(run.probe("activations/1").shape == Shape(rows: 100, columns: 8))
    #expect(run.probe("activations/1").values.allSatisfy { abs($0) < 1 })
    #expect(run.probe("hidden-plane").shape == Shape(rows: 100, columns: 4))
    #expect(run.probe("predictions").shape == Shape(rows: 100, columns: 4))
    #expect(run.probe("weights/9").values.isEmpty)
    let hidden = run.probe("hidden-plane").values
    #expect(Array(run.probe("activations/2").values.prefix(2)) == Array(hidden.prefix(2)))
  }

  @Test func normsAreThoseOfTheGradients() throws {
    let learner = try SupervisedLearner(moons())
    let run = Run(learner)
    run.step(0)
    var squares: Float = 0
    for layer in learner.network.layout.parameterLayers {
      let square = learner.memory.gradients[layer.range].array.reduce(0) { $0 + $1 * $1 }
      #expect(abs(run["gradient/\(layer.title)"] - square.squareRoot()) < 1e-5)
      squares += square
    }
    #expect(abs(run["gradient-norm"] - squares.squareRoot()) < 1e-5)
    let delta = learner.network.gradient(of: 4).array.reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect(abs(run["delta/3 dense"] - delta) < 1e-6)
    #expect(run["rate"] == 0.3)
  }

  @Test func clippingScalesTheWholeGradient() throws {
    let free = try SupervisedLearner(moons())
    let clipped = try SupervisedLearner(moons(clip: 0.05))
    let (a, b) = (Run(free), Run(clipped))
    a.step(0)
    b.step(0)
    #expect(a["gradient-norm"] == b["gradient-norm"], "the reading is the norm before clipping")
    let norm = clipped.memory.gradients.array.reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect(abs(norm - 0.05) < 1e-6)
    let scale = 0.05 / a["gradient-norm"]
    for i in 0..<free.memory.gradients.count {
      #expect(abs(clipped.memory.gradients[i] - scale * free.memory.gradients[i]) < 1e-7)
    }
  }

  @Test func everyEpochVisitsEachExampleOnce() throws {
    // One weight, target = number of the example: the gradient of MSE at zero rate tells which examples came.
    let examples = ToyData.examples(
      (0..<10).map { _ in [1] }, (0..<10).map { Float(1 << $0) }, problem: .regression)
    let run = try Run(
      SupervisedConfiguration(
        stages: [Stage(Dense(.vector(1), outputs: 1))], initializer: Initializer(.zero),
        loss: MeanSquaredError(),
        optimizer: SGD(), rate: 0, batch: 4, splits: ToyData.splits(examples), seed: 5))
    #expect(run.learner.stepsPerEpoch == 3)
    var epochs: [[Float]] = []
    for epoch in 0..<3 {
      var sums: [Float] = []
      for (i, size) in [4, 4, 2].enumerated() {
        run.step(3 * epoch + i)
        sums.append((-run.learner.memory.gradients[0] * Float(size) / 2).rounded())
      }
      #expect(sums.reduce(0, +) == 1023)
      epochs.append(sums)
    }
    #expect(epochs[0] != epochs[1])
    var random = RandomStream(seed: 5, .batches, position: 9)
    let second = random.permutation(10)
    #expect(epochs[1][0] == second.prefix(4).reduce(0) { $0 + Float(1 << $1) })
  }

  @Test func knobsTurnWhileTraining() throws {
    let run = try Run(moons())
    let before = run.learner.memory.parameters.array
    #expect(run.learner.turn("rate", to: 0))
    run.steps(0..<5)
    #expect(run.learner.memory.parameters.array == before)
    #expect(run["rate"] == 0)
    #expect(run.learner.turn("clip", to: 1e-3))
    #expect(!run.learner.turn("depth", to: 3))
  }

  @Test func nothingTrapsOnceNumbersAreNotFinite() throws {
    let run = try Run(moons())
    _ = run.learner.turn("rate", to: .infinity)
    run.steps(0..<5)
    run.measure()
    #expect(run["loss"].isNaN)
    #expect(run["accuracy"] == 0)
    #expect(run["max-error"].isNaN)
    for name in run.learner.probes { _ = run.probe(name) }
  }

  @Test func regressionMeasuresExplainedVariance() throws {
    let run = try Run(
      SupervisedConfiguration(
        stages: stages([2, 16, 1], activation: { Tanh($0) }), initializer: Initializer(.xavierNormal),
        loss: MeanSquaredError(), optimizer: SGD(), rate: 0.1,
        splits: ToyData.splits(ToyData.surface(seed: 1), test: ToyData.surface(seed: 2))))
    #expect(run.learner.meters.map(\.name).prefix(4) == ["loss", "r2", "test/loss", "test/r2"])
    run.steps(0..<1)
    #expect(run["r2"].isNaN)
    run.steps(1..<2000)
    run.measure()
    #expect(run["r2"] > 0.8 && run["r2"] < 1)
    #expect(run["test/r2"] > 0.7 && run["test/loss"] < 0.1)
  }

  @Test func faultsAreSentences() throws {
    var wrong = moons()
    wrong.stages = stages([3, 1], activation: { Tanh($0) })
    #expect(fault(wrong) == "The first layer takes 3 inputs, but the data has 2.")
    wrong.stages = stages([2, 2], activation: { Tanh($0) })
    #expect(fault(wrong) == "The last layer gives 2 outputs, but the data needs 1.")
    wrong = moons()
    wrong.splits.training.problem = .classes(2)
    wrong.splits.training.targets[3] = 2
    wrong.stages = stages([2, 2], activation: { Tanh($0) })
    #expect(fault(wrong) == "Target 2.0 is not a class number from 0 to 1.")
    wrong.splits.training.targets = []
    #expect(fault(wrong) == "There are no training examples to learn from.")
  }

  private func fault(_ configuration: SupervisedConfiguration) -> String {
    do {
      _ = try SupervisedLearner(configuration)
      return ""
    } catch { return error.description }
  }
}
