import Datasets
import Experiments
import Neural
import Testing

/// The gradient check on demand.
@Suite struct GradientCheckTests {
  private func examine(_ loop: Loop) -> GradientCheck? {
    loop.show([Loop.checkProbe])
    return loop.snapshot().lanes[0].check
  }

  private func loop(_ name: String) throws -> Loop {
    let experiment = try #require(MagnificationTests.cases[name])
    return Loop(lanes: [Lane(name: "A", experiment: experiment)], library: .standard)
  }

  @Test(arguments: ["sgd", "adam", "momentum with L2", "batch norm", "rnn", "lstm", "gru", "convolution"])
  func rightGradientsAgree(name: String) throws {
    let loop = try loop(name)
    for _ in 0..<3 {
      let check = try #require(examine(loop))
      #expect(check.refusal == nil && check.isGood, "\(name): \(check.rows)")
      #expect(check.rows.count > 1 && check.rows[0].title == "all layers")
      loop.advance(15)
    }
  }

  @Test(arguments: ["sgd", "adam", "batch norm", "lstm", "convolution"])
  func nothingChanges(name: String) throws {
    let (checked, alone) = (try loop(name), try loop(name))
    for _ in 0..<3 {
      checked.advance(5)
      alone.advance(5)
      _ = examine(checked)
      #expect(checked.learners[0]?.memory.persistent.array == alone.learners[0]?.memory.persistent.array)
    }
    #expect(
      checked.snapshot().lanes[0].readings.map(\.bitPattern)
        == alone.snapshot().lanes[0].readings.map(\.bitPattern))
  }

  @Test(arguments: [BackwardChange.flipped, .frozen, .withoutBias])
  func aWrongGradientIsFound(change: BackwardChange) throws {
    let experiment = try #require(MagnificationTests.cases["sgd"])
    let whole = try LearnerCatalog.make(experiment, library: .standard)
    let honest = try #require(whole as? SupervisedLearner)
    var stages = honest.network.layout.stages
    let last = stages.count - 1
    let dense = try #require(stages[last].layer as? Dense)
    stages[last] = Stage(dense.tampered(change))
    let splits = try DataLibrary.standard.dataset(for: experiment.data, seed: 1).splits
    let learner = try SupervisedLearner(
      SupervisedConfiguration(
        stages: stages, loss: BinaryCrossEntropy(), optimizer: SGD(), rate: 0.1, splits: splits))
    let check = learner.checkGradients(step: 0)
    #expect(!check.isGood)
    #expect(check.sentence.contains(change == .flipped ? "1 dense" : "dense"))
  }

  @Test func theCheckStaysWhileTheRunGoesOn() throws {
    let loop = try loop("sgd")
    loop.advance(10)
    #expect(examine(loop)?.step == 10)
    loop.advance(10)
    #expect(loop.snapshot().lanes[0].check?.step == 10)
    loop.show([])
    #expect(loop.snapshot().lanes[0].check == nil)
  }
}
