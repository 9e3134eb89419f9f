import Datasets
import Neural
import Testing

@testable import Experiments

@Suite struct SweepTests {
  private static let make = LearnerCatalog.factory(.standard)

  @Test func aBowlBlowsUpWhereTheoryHasIt() throws {
    let rates: [Float] = [0.001, 0.01, 0.3, 0.9, 1.1, 3]
    let sweep = try RateSweep.copies(bowl(), rates: rates, steps: 30, make: makeBowl)
    #expect(sweep.points.map(\.isDiverged) == [false, false, false, false, true, true])
    #expect(sweep.limit == 0.9 || sweep.limit == 1.1)
    let suggestion = try #require(sweep.suggestion)
    #expect(suggestion > 0.01 && suggestion < 1)
    #expect(!sweep.reason.isEmpty)
  }

  @Test func aRisingRunEndsWhereItExplodes() throws {
    let experiment = LearnerCatalogTests.planar("two-moons", hidden: 16)
    let sweep = try RateSweep.rising(experiment, to: 3000, make: Self.make)
    #expect(try RateSweep.rising(experiment, to: 3000, make: Self.make) == sweep)
    #expect(sweep.points.count < 300)
    #expect(sweep.points.last?.isDiverged == true)
    let limit = try #require(sweep.limit)
    #expect(try #require(sweep.suggestion) < limit)
  }

  @Test func aGridHasARowForEachValueAndSeed() throws {
    var experiment = LearnerCatalogTests.planar("two-moons", hidden: 4)
    experiment.steps = 30
    let grid = try GridSweep.run(
      experiment, key: "rate", values: ["0.001", "0.5"], seeds: [1, 2], make: Self.make)
    #expect(grid.rows.map(\.value) == ["0.001", "0.001", "0.5", "0.5"])
    #expect(grid.rows.map(\.seed) == [1, 2, 1, 2])
    #expect(grid.rows.allSatisfy { $0.steps == 30 && $0.loss.isFinite })
    #expect(grid.best == "0.5")
    #expect(throws: SettingError.self) {
      try GridSweep.run(experiment, key: "rat", values: ["1"], seeds: [1], make: Self.make)
    }
  }

  @Test func earlyStoppingSettlesTheRunAndMeasuresExactly() throws {
    var experiment = LearnerCatalogTests.planar("two-moons", hidden: 32, rate: 0.05)
    experiment.data.noise = 0.4
    experiment.data.validation = 0.5
    experiment.optimizer.name = "adam"
    experiment.steps = 3000
    experiment.options = ["patience": 5, "measure-every": 10]
    let loop = Loop(lanes: [Lane(name: "", experiment: experiment)], library: .standard)
    loop.advance(3000)
    let lane = loop.snapshot().lanes[0]
    #expect(lane.phase == .settled)
    #expect((lane.step - 1) % 10 == 0)
    #expect(lane.reading("validation/loss") == lane.reading("best/validation/loss"))
    #expect(lane.reading("best-step") == Float(lane.step - 1 - 50))
  }

  @Test func warmStartLearnsOtherDataFirst() throws {
    var experiment = LearnerCatalogTests.planar("two-moons", hidden: 8)
    let cold = try LearnerCatalog.make(experiment, library: .standard)
    experiment = try experiment.setting([
      Setting("warm-start", "spirals turns=0.5"), Setting("warm-start-steps", "20"), Setting("freeze", "1"),
    ])
    let warm = try LearnerCatalog.make(experiment, library: .standard)
    let again = try LearnerCatalog.make(experiment, library: .standard)
    #expect(warm.memory.parameters.array == again.memory.parameters.array)
    let (first, head) = (warm.memory.slots[0].range, warm.memory.slots[2].range)
    #expect(warm.memory.parameters[first].array != cold.memory.parameters[first].array)
    #expect(warm.memory.parameters[head].array == cold.memory.parameters[head].array)
    let before = warm.memory.parameters[first].array
    let readings = Readings(warm)
    for step in 0..<5 { warm.step(step, readings: readings.floats) }
    #expect(warm.memory.parameters[first].array == before)
    #expect(warm.memory.parameters[head].array != cold.memory.parameters[head].array)
    experiment.choices["warm-start"] = "dics"
    #expect(throws: SettingError.self) { try LearnerCatalog.make(experiment, library: .standard) }
  }

  @Test func aDescentNeedsNoData() throws {
    var experiment = Experiment(
      learner: "descent", optimizer: OptimizerChoice(name: "adagrad", rate: 1), steps: 40)
    experiment = try experiment.setting(Setting("surface", "bowl"))
    let loop = Loop(lanes: [Lane(name: "", experiment: experiment)], library: .standard)
    loop.advance(40)
    #expect(loop.snapshot().lanes[0].reading("loss") ?? 1 < 1e-3)
    do {
      _ = try experiment.setting(Setting("surface", "beal"))
      Issue.record("accepted")
    } catch {
      #expect(error.description.contains("did you mean \"beale\"?"))
    }
  }

  @Test func runningStatisticsAreSavedAndMayBeMissing() throws {
    var experiment = LearnerCatalogTests.planar("disc", hidden: 4)
    experiment.layers[0].batchNorm = true
    let learners = try (0..<2).map { _ in try LearnerCatalog.make(experiment, library: .standard) }
    let readings = Readings(learners[0])
    for step in 0..<5 { learners[0].step(step, readings: readings.floats) }
    #expect(learners[0].memory.stateSlots.map(\.name) == ["2.running_mean", "2.running_var"])
    try Archive.load(Archive.bytes(of: learners[0].memory), into: learners[1].memory)
    for slot in learners[0].memory.stateSlots {
      #expect(learners[0].memory.state[slot.range].array == learners[1].memory.state[slot.range].array)
    }
  }
}
