import Testing

@testable import Neural

@Suite struct SpreadProbeTests {
  private func configuration(_ initializer: Initializer, depth: Int = 6) -> SupervisedConfiguration {
    SupervisedConfiguration(
      stages: stages([2] + Array(repeating: 32, count: depth) + [1], activation: { ReLU($0) }),
      initializer: initializer, loss: BinaryCrossEntropy(), optimizer: SGD(), rate: 0.1,
      splits: ToyData.splits(ToyData.moons(seed: 1)), seed: 1)
  }

  /// Row after row: spread of activations, size of errors.
  private func spread(_ configuration: SupervisedConfiguration) throws -> [(signal: Float, error: Float)] {
    let values = try Run(configuration).probe("spread").values
    return stride(from: 0, to: values.count, by: 2).map { (values[$0], values[$0 + 1]) }
  }

  @Test func heKeepsWhatSmallWeightsLose() throws {
    let level = try spread(configuration(Initializer(.heNormal)))
    #expect(level.count == 7)
    #expect(level[5].signal > 0.3 * level[0].signal && level[5].signal < 3 * level[0].signal)
    #expect(level[0].error > 0.3 * level[5].error && level[0].error < 3 * level[5].error)
    let small = try spread(configuration(Initializer(.normal, gain: 0.01)))
    #expect(small[5].signal < 1e-5 * small[0].signal)
    #expect(small[0].error < 1e-5 * small[5].error)
  }

  @Test func nothingComesThroughZeros() throws {
    let rows = try spread(configuration(Initializer(.zero)))
    #expect(rows.dropLast().allSatisfy { $0.signal == 0 && $0.error == 0 })
    // The output answers 0.5 to everything: each error is ±½.
    #expect(abs(rows[6].error - 0.5) < 1e-6)
  }

  /// Looking changes nothing: neither gradients nor a single byte of what is trained.
  @Test func leavesTheLearnerAlone() throws {
    let learner = try SupervisedLearner(configuration(Initializer(.heNormal)))
    let run = Run(learner)
    run.steps(0..<3)
    let before = (learner.memory.persistent.array, learner.memory.gradients.array)
    #expect(run.probe("spread").shape == Shape(rows: 7, columns: 2))
    #expect(learner.memory.persistent.array == before.0)
    #expect(learner.memory.gradients.array == before.1)
  }
}
