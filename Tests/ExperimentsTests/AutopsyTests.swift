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

  /// A learner driven to its end: the layer that is named (none where only the loss is beyond a million), and what saves it from the last good state, where anything but
  /// a much smaller rate does.
  struct End: Sendable, CustomTestStringConvertible {
    var name: String
    var experiment: Experiment
    var layer: String
    var hasExample: Bool
    var remedy: Setting

    var testDescription: String { name }
  }

  private static func network(
    _ data: DataChoice, _ layers: [LayerChoice], loss: String, rate: Float, learner: String = "supervised"
  ) -> Experiment {
    Experiment(
      learner: learner, data: data, layers: layers, initializer: Initializer(.heNormal), loss: loss,
      optimizer: OptimizerChoice(rate: rate), batch: 32, order: .sequential, steps: 600)
  }

  static func ends() throws -> [End] {
    let image: [LayerChoice] = [
      LayerChoice(kind: "convolution", size: 4, activation: "relu", options: ["kernel": 3]),
      LayerChoice(kind: "max-pooling", size: 2), LayerChoice(size: 10),
    ]
    let smaller = Setting("rate", "0.01")
    return [
      End(
        name: "convolution",
        experiment: network(
          DataChoice(name: "digits8"), image, loss: "categorical-cross-entropy", rate: 10_000),
        layer: "2 dense", hasExample: true, remedy: smaller),
      End(
        name: "recurrent",
        experiment: network(
          DataChoice(name: "adding"),
          [LayerChoice(kind: "rnn", size: 8, activation: "relu"), LayerChoice(size: 1)],
          loss: "mean-squared-error", rate: 100, learner: "sequence"),
        layer: "1 rnn", hasExample: true, remedy: smaller),
      End(
        name: "game", experiment: try GenerativeLearnerTests.ring(["rate=10", "discriminator-rate=10"]),
        layer: " of the ", hasExample: false, remedy: Setting("rate", "0.001")),
      End(
        name: "autoencoder",
        experiment: try GenerativeLearnerTests.digits(
          GenerativeLearnerTests.chain(2, output: nil), ["optimizer=sgd", "rate=1000"]),
        layer: "coder", hasExample: true, remedy: smaller),
      End(
        name: "regression",
        experiment: network(
          DataChoice(name: "surface"), [LayerChoice(size: 16, activation: "tanh"), LayerChoice(size: 1)],
          loss: "mean-squared-error", rate: 1000),
        layer: "", hasExample: true, remedy: smaller),
    ]
  }

  @Test(arguments: try ends())
  func everyLearnerStopsAndNamesThePlace(_ end: End) throws {
    let run = loop(end.experiment)
    let found = try autopsy(run)
    let fault = try #require(found.fault)
    #expect((fault.operation == .loss) == end.layer.isEmpty, "\(fault)")
    #expect(end.layer.isEmpty || fault.layer.contains(end.layer), "\(fault)")
    #expect(!(fault.value.magnitude <= 1e6))
    #expect((fault.example != nil) == (end.hasExample && fault.row != nil))
    let rate = Wording.number(found.rate)
    let step = found.isScaled ? "by about the rate, \(rate)" : "rate \(rate) × gradient"
    #expect(found.reason.contains(step), "\(found.reason)")
    #expect(found.isScaled == (end.experiment.optimizer.name == "adam"))
    // Back to the last good state, which is exactly what a run that went no further has.
    let good = try #require(found.lastGood)
    run.seek(to: good)
    let fresh = loop(end.experiment)
    fresh.advance(good)
    let bytes = [run, fresh].map { $0.learners[0]?.memory.persistent.array.map(\.bitPattern) }
    #expect(bytes[0] == bytes[1])
    #expect(run.snapshot().lanes[0].autopsy == nil)
    run.turn(end.remedy)
    if end.experiment.learner == "gan" { run.turn(Setting("discriminator-rate", "0.002")) }
    run.advance(100)
    let lane = run.snapshot().lanes[0]
    #expect(lane.step == good + 100 && lane.autopsy == nil)
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
