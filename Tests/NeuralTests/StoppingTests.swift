import Neural
import TestSupport
import Testing

@Suite struct StoppingTests {
  @Test(
    arguments: [
      (1, 0, [5, 4, 4.5, 3, 3.5], 1, 2), (2, 0, [5, 4, 4.5, 3, 3.5, 3.6], 3, 5), (3, 0, [5, 4, 3], 2, -1),
      (1, 0.5, [5, 4.8, 4], 0, 1), (0, 0, [1, 2, 3], 0, -1), (2, 0, [.nan, .nan, 1], -1, 1),
    ] as [(Int, Float, [Float], Int, Int)])
  func rehearsalTellsWhereItWouldStop(
    patience: Int, delta: Float, losses: [Float], best: Int, stop: Int
  ) {
    let verdict = StoppingRule(patience: patience, minimalDelta: delta).rehearse(losses)
    #expect(verdict.best ?? -1 == best)
    #expect(verdict.stop ?? -1 == stop)
  }

  /// A net that soon learns its twenty examples by heart.
  private func overfitting(_ rule: StoppingRule?) -> SupervisedConfiguration {
    var configuration = SupervisedConfiguration(
      stages: stages([2, 16, 1], activation: { Tanh($0) }), initializer: Initializer(.xavierNormal, gain: 2),
      loss: BinaryCrossEntropy(), optimizer: Adam(), rate: 0.05,
      splits: ToyData.splits(
        ToyData.moons(20, noise: 0.4, seed: 1), validation: ToyData.moons(40, noise: 0.4, seed: 50)))
    configuration.stopping = rule
    return configuration
  }

  @Test(arguments: [true, false])
  func stopsWhereTheRehearsalSays(restores: Bool) throws {
    let free = try Run(overfitting(StoppingRule(interval: 5)))
    var evaluations: [Float] = []
    var bytes: [[Float]] = []
    for index in 0..<600 {
      if index % 5 == 0 { bytes.append(free.learner.memory.parameters.array) }
      free.step(index)
      if index % 5 == 0 { evaluations.append(free["validation/loss"]) }
    }
    let rule = StoppingRule(patience: 6, restores: restores, interval: 5)
    let verdict = rule.rehearse(evaluations)
    let (best, stop) = (try #require(verdict.best), try #require(verdict.stop))

    let run = try Run(overfitting(rule))
    var steps = 0
    while !run.learner.isSettled, steps < 600 {
      run.step(steps)
      steps += 1
    }
    #expect(steps - 1 == 5 * stop)
    #expect(run["best/validation/loss"] == evaluations[best])
    #expect(run["best-step"] == Float(5 * best))
    #expect(run["patience-left"] == 0)
    #expect(run.learner.memory.parameters.array == bytes[restores ? best : stop])
    #expect(run["validation/loss"] == evaluations[restores ? best : stop])
    run.steps(steps..<steps + 3)
    #expect(run.learner.memory.parameters.array == bytes[restores ? best : stop])
  }

  /// Errors, score and loss of every split belong to the weights that came back.
  @Test func allReadingsAreThoseOfTheKeptWeights() throws {
    var configuration = overfitting(StoppingRule(patience: 6, interval: 5))
    configuration.loss = MeanSquaredError()
    configuration.splits.training.problem = .regression
    configuration.splits.validation.problem = .regression
    let run = try Run(configuration)
    var steps = 0
    while !run.learner.isSettled, steps < 600 {
      run.step(steps)
      steps += 1
    }
    let read = run.readings
    let meters = run.learner.meters.map(\.name)
    #expect(meters.contains("validation/rmse"))
    run.measure()
    for (meter, pair) in zip(meters, zip(read, run.readings)) where meter.contains("/") || meter == "rmse" {
      #expect(pair.0 == pair.1, "\(meter)")
    }
    #expect(run["rmse"] > 0)
  }

  @Test func watchingChangesNothingAndAllocatesNothing() throws {
    let plain = try Run(overfitting(nil))
    let watched = try Run(overfitting(StoppingRule(patience: 1000, interval: 1)))
    plain.steps(0..<40)
    watched.steps(0..<10)
    #expect(countAllocations { watched.steps(10..<40) } == 0)
    #expect(plain.learner.memory.parameters.array == watched.learner.memory.parameters.array)
    #expect(watched.learner.measureInterval == 1)
    #expect(plain.learner.measureInterval == nil)
  }

  @Test func checkpointHoldsTheWatch() throws {
    let run = try Run(overfitting(StoppingRule(patience: 6, interval: 5)))
    run.steps(0..<23)
    let checkpoint = run.learner.memory.persistent.array
    run.steps(23..<300)
    let end = run.learner.memory.persistent.array
    run.learner.memory.persistent.copy(from: checkpoint)
    run.steps(23..<300)
    #expect(run.learner.memory.persistent.array == end)
  }

  @Test func patienceNeedsValidationExamples() {
    var configuration = overfitting(StoppingRule(patience: 3))
    configuration.splits = ToyData.splits(ToyData.moons(20, seed: 1))
    #expect(throws: NetworkFault.self) { try SupervisedLearner(configuration) }
  }

  @Test func noiseOnInputsIsAFunctionOfTheStep() throws {
    var configuration = overfitting(nil)
    let plain = try Run(configuration).losses(20)
    configuration.inputNoise = 0.3
    let noisy = try Run(configuration)
    let losses = noisy.losses(20)
    #expect(losses != plain)
    #expect(try Run(configuration).losses(20) == losses)
    #expect(countAllocations { noisy.steps(20..<40) } == 0)
  }

  @Test func bodyIsAdoptedAndHeadStays() throws {
    let teacher = try SupervisedLearner(overfitting(nil))
    var other = overfitting(nil)
    other.seed = 9
    let learner = try SupervisedLearner(other)
    let head = learner.memory.slots.filter { $0.layer == 2 }.map { learner.memory.parameters[$0.range].array }
    #expect(learner.adoptBody(of: teacher))
    for slot in learner.memory.slots where slot.layer == 1 {
      #expect(learner.memory.parameters[slot.range].array == teacher.memory.parameters[slot.range].array)
    }
    #expect(
      learner.memory.slots.filter { $0.layer == 2 }.map { learner.memory.parameters[$0.range].array } == head)
  }
}
