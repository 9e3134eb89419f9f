import Datasets
import Experiments
import Neural
import TestSupport
import Testing

/// Going back, replaying, taking another course, forking.
@Suite struct TimeTravelTests {
  private func loop(_ experiments: Experiment..., make: @escaping LearnerFactory = makeBowl) -> Loop {
    let lanes = experiments.enumerated().map { Lane(name: "\($0)", experiment: $1) }
    return Loop(lanes: lanes, make: make, historyRoom: Loop.journeyRoom)
  }

  private func network(steps: Int = 3000) throws -> Experiment {
    let text = [
      Setting("data.name", "two-moons"), Setting("width", "4"), Setting("optimizer", "adam"),
      Setting("rate", "0.01"), Setting("batch", "16"), Setting("steps", String(steps)),
    ]
    return try Experiment(layers: [LayerChoice(size: 4, activation: "tanh"), LayerChoice(size: 1)])
      .setting(text)
  }

  private func bytes(_ loop: Loop, lane: Int = 0) -> [Float] {
    loop.learners[lane]?.memory.persistent.array ?? []
  }

  @Test(arguments: [0, 1, 37, 511, 512, 700, 1999])
  func everyStepOfThePastComesBackByteByByte(step: Int) throws {
    let make = LearnerCatalog.factory(.standard)
    let run = loop(try network(), make: make)
    run.advance(step)
    let then = bytes(run)
    run.advance(2000 - step)
    let now = bytes(run)
    let curves = run.snapshot().lanes[0].curves
    run.seek(to: step)
    #expect(bytes(run) == then)
    #expect(run.snapshot().lanes[0].step == step)
    #expect(run.snapshot().lanes[0].farthest == 2000)
    run.seek(to: 2000)
    #expect(bytes(run) == now)
    #expect(run.snapshot().lanes[0].curves[0].buckets.prefix(400) == curves[0].buckets.prefix(400))
  }

  @Test func goingOnFromThePastRepeatsTheRun() {
    let run = loop(bowl(rate: 0.01, steps: 400))
    run.advance(300)
    let now = bytes(run)
    let curve = run.snapshot().lanes[0].curve("w")
    run.seek(to: 100)
    run.advance(200)
    #expect(bytes(run) == now)
    #expect(run.snapshot().lanes[0].curve("w") == curve)
  }

  @Test func turnsAreRepeatedAtTheirSteps() {
    let run = loop(bowl(rate: 0.01, steps: 400))
    run.advance(50)
    run.turn(Setting("rate", "0.1"))
    run.advance(50)
    let now = bytes(run)
    run.seek(to: 20)
    #expect(run.snapshot().lanes[0].experiment.optimizer.rate == 0.01)
    run.seek(to: 100)
    #expect(bytes(run) == now)
    #expect(run.snapshot().lanes[0].experiment.optimizer.rate == 0.1)
  }

  @Test(arguments: [60, 700, 1500])
  func aKnobTurnedInThePastForgetsTheFuture(step: Int) {
    let run = loop(bowl(rate: 0.001, steps: 5000))
    run.advance(1800)
    run.seek(to: step)
    run.turn(Setting("rate", "0.002"))
    let lane = run.snapshot().lanes[0]
    #expect(lane.farthest == step)
    #expect(lane.curve("w")?.recentEnd == step + 1)
    run.advance(200)

    let straight = loop(bowl(rate: 0.001, steps: 5000))
    straight.advance(step)
    straight.turn(Setting("rate", "0.002"))
    straight.advance(200)
    #expect(bytes(run) == bytes(straight))
    let buckets = run.snapshot().lanes[0].curve("w")?.buckets
    #expect(buckets?.contains { $0.broken > 0 } == false)
    #expect(run.snapshot().lanes[0].curve("w")?.recentEnd == step + 200)
    #expect(run.snapshot().lanes[0].marks.map(\.step) == [step])
  }

  @Test func aRunThatDivergedGoesBackToItsLastFiniteState() {
    let run = loop(bowl(steps: 100, options: ["nan": 30]))
    run.advance(100)
    run.seek(to: 29)
    let lane = run.snapshot().lanes[0]
    #expect(lane.step == 29 && lane.phase == .paused)
    #expect(lane.reading("loss")?.isFinite == true)
    run.advance(5)
    guard case .diverged(let end) = run.snapshot().lanes[0].phase else {
      Issue.record("it diverges again")
      return
    }
    #expect(end.step == 30)
  }

  @Test func aForkGoesOnWithTheSameNumbers() throws {
    let run = loop(try network(), make: LearnerCatalog.factory(.standard))
    run.advance(600)
    try run.fork(0, name: "fork")
    #expect(bytes(run, lane: 1) == bytes(run))
    run.advance(300)
    #expect(bytes(run, lane: 1) == bytes(run))
    let lanes = run.snapshot().lanes
    #expect(lanes[1].step == 900)
    #expect(lanes[1].curve("loss")?.recent == lanes[0].curve("loss")?.recent)
  }

  @Test func aForkMayChangeWhatTheNetworkIsTrainedWith() throws {
    let run = loop(try network(), make: LearnerCatalog.factory(.standard))
    run.advance(100)
    try run.fork(0, name: "sgd", changes: [Setting("optimizer", "sgd"), Setting("rate", "0.5")])
    let parameters = run.learners.map { $0?.memory.parameters.array }
    #expect(parameters[0] == parameters[1])
    run.advance(1)
    #expect(run.learners[0]?.memory.parameters.array != run.learners[1]?.memory.parameters.array)
    run.seek(to: 40)
    #expect(run.snapshot().lanes.map(\.step) == [40, 100])
  }

  @Test func lanesAreDroppedAndLimited() throws {
    let run = loop(bowl())
    run.advance(10)
    for index in 1..<Loop.mostLanes { try run.fork(0, name: "\(index)") }
    #expect(throws: SettingError.self) { try run.fork(0, name: "too many") }
    run.drop(2)
    run.drop(0)
    #expect(run.snapshot().lanes.map(\.name) == ["0", "1", "3", "4", "5"])
    run.advance(5)
    #expect(run.snapshot().lanes.allSatisfy { $0.step == 15 })
  }

  @Test func aMissedGoalIsOpenAgainWhenThePastChanges() throws {
    let goal = try Goal(parsing: "w <= 0.1 within 20")
    let run = Loop(
      lanes: [Lane(name: "0", experiment: bowl(rate: 0.001), goals: [goal])], make: makeBowl,
      historyRoom: Loop.journeyRoom)
    run.advance(30)
    #expect(run.snapshot().lanes[0].goals[0].state == .missed(step: 20))
    run.seek(to: 5)
    run.turn(Setting("rate", "0.4"))
    run.advance(10)
    guard case .met = run.snapshot().lanes[0].goals[0].state else {
      Issue.record("met on the new course")
      return
    }
  }

  @Test func stepsWithAHistoryAllocateNothing() {
    let run = loop(bowl(steps: 100_000))
    run.advance(2000)
    #expect(countAllocations { run.advance(5000) } == 0)
  }
}
