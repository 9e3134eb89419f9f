import Datasets
import Neural
import Testing

@testable import Experiments

/// Where the lab says a run broke, and that its remedies help.
@Suite struct AutopsyTests {
  private func loop(_ experiment: Experiment, make: LearnerFactory? = nil) -> Loop {
    Loop(
      lanes: [Lane(name: "", experiment: experiment)], make: make ?? LearnerCatalog.factory(.standard),
      historyRoom: Loop.journeyRoom)
  }

  private func tall(steps: Int = 600) -> Experiment {
    Experiment(
      data: DataChoice(name: "surface"),
      layers: [LayerChoice(size: 32, activation: "tanh", repeat: 15), LayerChoice(size: 1)],
      initializer: Initializer(.xavierNormal, gain: 3), loss: "mean-squared-error",
      optimizer: OptimizerChoice(rate: 0.05), order: .sequential, steps: steps)
  }

  private func slope(_ rate: Float) throws -> Experiment {
    try Experiment(learner: "descent", optimizer: OptimizerChoice(rate: rate), steps: 2000)
      .setting([Setting("surface", "bowl"), Setting("condition", "4")])
  }

  private func autopsy(_ loop: Loop) throws -> Autopsy {
    loop.advance(2000)
    return try #require(loop.snapshot().lanes[0].autopsy)
  }

  @Test func tellsLayerOperationAndExampleOfAnExplosion() throws {
    let run = loop(tall())
    let found = try autopsy(run)
    let fault = try #require(found.fault)
    #expect(found.divergence.step < 40)
    #expect(found.faultStep <= found.divergence.step)
    #expect(!(fault.value.magnitude <= 1e6))
    #expect(fault.operation != .loss || fault.layer.isEmpty)
    #expect(fault.operation == .loss || !fault.layer.isEmpty)
    #expect(found.losses.last == found.divergence.value)
    #expect(found.reason.contains("-fold at each"))
    let finite = try #require(found.lastFinite)
    let good = try #require(found.lastGood)
    #expect(good <= finite && finite < found.divergence.step)
    #expect(found.rate == 0.05)
    #expect(try #require(found.largest).norm > 100)
    // The same run tells the same, and looking has changed nothing.
    #expect(try autopsy(loop(tall())) == found)
    let plain = Loop(lanes: [Lane(name: "", experiment: tall())], library: .standard)
    plain.advance(2000)
    let bytes = [run, plain].map { $0.learners[0]?.memory.persistent.array.map(\.bitPattern) }
    #expect(bytes[0] == bytes[1])
  }

  @Test func theLastFiniteStateCanBeShown() throws {
    let run = loop(tall())
    let found = try autopsy(run)
    run.seek(to: try #require(found.lastFinite))
    let lane = run.snapshot().lanes[0]
    #expect(lane.autopsy == nil && lane.readings[0].isFinite)
    #expect(lane.phase == .paused)
    run.advance(100)
    #expect(run.snapshot().lanes[0].autopsy == found)
  }

  @Test(arguments: [Setting("clip", "1"), Setting("clip", "10")])
  func clippingFromTheLastGoodStateSavesTheRun(_ remedy: Setting) throws {
    let run = loop(tall())
    let found = try autopsy(run)
    run.seek(to: try #require(found.lastGood))
    run.turn(remedy)
    run.advance(300)
    let lane = run.snapshot().lanes[0]
    #expect(lane.autopsy == nil)
    #expect(lane.step == 300 + (found.lastGood ?? 0))
    #expect(lane.marks.map(\.kind).contains(.turn))
    #expect(!lane.marks.map(\.kind).contains(.divergence))
  }

  @Test func aSlopeTooSteepForTheRateIsStepwise() throws {
    let run = loop(try slope(0.7))
    let found = try autopsy(run)
    #expect(found.reason.contains("Every step went too far"), "\(found)")
    run.seek(to: try #require(found.lastGood))
    run.turn(Setting("rate", "0.35"))
    run.advance(100)
    #expect(run.snapshot().lanes[0].autopsy == nil)
    #expect(try #require(run.snapshot().lanes[0].readings.first) < 1e-3)
  }

  @Test func aNetworkThatBreaksAtOnceHasNoWayBack() throws {
    var experiment = tall()
    experiment.initializer = Initializer(.xavierNormal, gain: 1e20)
    experiment.layers = [LayerChoice(size: 32, repeat: 2), LayerChoice(size: 1)]
    let found = try autopsy(loop(experiment))
    #expect(found.divergence.step == 0)
    #expect(found.lastFinite == nil && found.lastGood == nil)
    #expect(found.fault?.operation == .forward && found.fault?.layer == "1 dense")
    #expect(found.reason.contains("very first pass"))
  }

  @Test func aLearnerThatTellsItsLossOnly() throws {
    let found = try autopsy(loop(bowl(options: ["nan": 7]), make: makeBowl))
    #expect(found.divergence.step == 7)
    #expect(found.fault?.operation == .loss)
    #expect(found.lastFinite == 6)
  }

  @Test func withoutAHistoryThereIsNone() {
    let run = Loop(lanes: [Lane(name: "", experiment: tall())], library: .standard)
    run.advance(100)
    #expect(run.snapshot().lanes[0].autopsy == nil)
    #expect(run.snapshot().lanes[0].marks.map(\.kind).contains(.divergence))
  }

  @Test func aTurnBeforeTheEndIsRepeatedWhenLookingForTheFault() throws {
    var experiment = tall()
    experiment.initializer = Initializer(.xavierNormal, gain: 1)
    let run = loop(experiment)
    run.advance(50)
    run.turn(Setting("rate", "50"))
    let found = try autopsy(run)
    #expect(found.divergence.step > 50)
    #expect(found.rate == 50)
    #expect(run.snapshot().lanes[0].experiment.optimizer.rate == 50)
  }
}
