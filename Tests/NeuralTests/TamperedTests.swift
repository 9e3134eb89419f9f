import Testing

@testable import Neural

@Suite struct TamperedTests {
  private func learner(_ change: BackwardChange? = nil, outputs: Int = 3) throws -> SupervisedLearner {
    let inputs: [Float] = [0.5, -1, 0.25, 0.75, -0.5, 1]
    let examples = Examples(
      inputShape: .vector(2), inputs: inputs, targets: [1, 0, 1], problem: .binary)
    let none = Examples(inputShape: .vector(2), inputs: [], targets: [], problem: .binary)
    let hidden = Tanh(.vector(outputs))
    return try SupervisedLearner(
      SupervisedConfiguration(
        stages: [
          Stage(Dense(.vector(2), outputs: outputs)),
          change.map { Stage(hidden.tampered($0)) } ?? Stage(hidden),
          Stage(Dense(.vector(outputs), outputs: 1)),
        ], loss: BinaryCrossEntropy(), optimizer: SGD(), rate: 0.1,
        splits: Splits(training: examples, validation: none, test: none)))
  }

  private func fill(_ name: String, _ learner: SupervisedLearner) -> Probe {
    var probe = Probe(name)
    learner.fill(&probe)
    return probe
  }

  /// A weights file has the running statistics of a frozen normalization as well.
  @Test func whatBelongsToALayerKeepsItsName() throws {
    let names = try [false, true].map { isFrozen in
      let norm = BatchNormalization(.vector(3))
      let layer: any Layer = isFrozen ? norm.tampered(.frozen) : norm
      var plan = MemoryPlan()
      _ = try NetworkLayout([Stage(Dense(.vector(2), outputs: 3)), Stage(layer)], maximalBatch: 4, in: &plan)
      return plan.stateSlots.map(\.name)
    }
    #expect(names[0] == names[1] && names[0] == ["2.running_mean", "2.running_var"])
  }

  /// Looking changes nothing: the same run with and without, byte by byte; and the step's gradients stand.
  @Test func lookingDisturbsNothing() throws {
    let (watched, alone) = (try learner(), try learner())
    let readings = Memory.readings(watched.meters.count)
    for step in 0..<20 {
      watched.step(step, readings: readings.workspace)
      let before = fill("gradients/1", watched).values
      #expect(watched.turn("example", to: Float(step % 5 + 1)))
      _ = (fill("forward", watched), fill("backward", watched))
      #expect(fill("gradients/1", watched).values == before)
      alone.step(step, readings: readings.workspace)
    }
    #expect(watched.memory.persistent.array == alone.memory.persistent.array)
  }

  @Test func withoutLearningNoWeightMoves() throws {
    let learner = try learner()
    let before = learner.memory.persistent.array
    let readings = Memory.readings(learner.meters.count)
    #expect(learner.turn("learning", to: 0))
    for step in 0..<100 { learner.step(step, readings: readings.workspace) }
    #expect(learner.memory.persistent.array == before)
    #expect(learner.turn("learning", to: 1))
    learner.step(100, readings: readings.workspace)
    #expect(learner.memory.persistent.array != before)
  }

  /// ∂loss/∂output of a stage, as the probe `backward` has it.
  private func deltas(_ stage: Float, _ learner: SupervisedLearner) -> [Float] {
    let values = fill("backward", learner).values
    return stride(from: 0, to: values.count, by: 6).filter { values[$0] == stage && values[$0 + 2] == 0 }
      .map { values[$0 + 5] }
  }

  /// A tampered layer answers as before and sends something else back.
  @Test func tamperingShowsOnTheWayBackOnly() throws {
    let right = try learner()
    let flipped = try learner(.flipped)
    let flat = try learner(.withoutSlope)
    #expect(fill("forward", right).values == fill("forward", flipped).values)
    let sums = deltas(1, right)
    #expect(sums.count == 3 && sums.allSatisfy { $0 != 0 })
    #expect(deltas(1, flipped) == sums.map { -$0 })
    #expect(deltas(2, flipped) == deltas(2, right))
    #expect(deltas(1, flat) == deltas(2, right) && deltas(1, flat) != sums)
  }

  @Test func frozenAndBiaslessLayersKeepWhatTheyHave() throws {
    let dense = Dense(.vector(2), outputs: 2)
    let frozen = dense.tampered(.frozen)
    #expect(type(of: frozen).name == "dense" && frozen.claims == dense.claims)
    for (layer, movesWeights) in [(dense.tampered(.withoutBias), true), (frozen, false)] {
      let examples = Examples(
        inputShape: .vector(2), inputs: [1, 2], targets: [1, 0], targetWidth: 2, problem: .regression)
      let none = Examples(
        inputShape: .vector(2), inputs: [], targets: [], targetWidth: 2, problem: .regression)
      let learner = try SupervisedLearner(
        SupervisedConfiguration(
          stages: [Stage(layer)], loss: MeanSquaredError(), optimizer: SGD(), rate: 0.1,
          splits: Splits(training: examples, validation: none, test: none)))
      let before = fill("weights/1", learner).values
      let readings = Memory.readings(learner.meters.count)
      for step in 0..<5 { learner.step(step, readings: readings.workspace) }
      #expect((fill("weights/1", learner).values != before) == movesWeights)
      #expect(fill("biases/1", learner).values == [0, 0])
    }
  }
}

extension Memory {
  /// Room for readings.
  fileprivate static func readings(_ count: Int) -> Memory {
    var plan = MemoryPlan()
    _ = plan.reserveWorkspace(count)
    return Memory(plan)
  }
}
