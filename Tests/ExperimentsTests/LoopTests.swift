import Datasets
import Experiments
import Neural
import TestSupport
import Testing

@Suite struct LoopTests {
  private func loop(_ experiments: Experiment..., goals: [String] = []) throws -> Loop {
    let parsed = try goals.map { try Goal(parsing: $0) }
    let lanes = experiments.enumerated().map { index, experiment in
      Lane(name: "\(index)", experiment: experiment, goals: index == 0 ? parsed : [])
    }
    return Loop(lanes: lanes, make: makeBowl)
  }

  @Test func aStepReadsTheStateBeforeIt() throws {
    let loop = try loop(bowl(rate: 0.25))
    loop.advance(1)
    let lane = loop.snapshot().lanes[0]
    #expect(lane.step == 1)
    #expect(lane.reading("loss") == 1)
    loop.advance(1)
    #expect(loop.snapshot().lanes[0].reading("w") == 0.5)
  }

  @Test func lookingShowsThePresentStateAndChangesNothing() throws {
    let quiet = try loop(bowl())
    let curious = try loop(bowl())
    curious.look()
    #expect(curious.snapshot().lanes[0].step == 0)
    #expect(curious.snapshot().lanes[0].reading("loss") == 1)
    for _ in 0..<20 {
      quiet.advance(3)
      curious.advance(3)
      curious.look()
      curious.look()
    }
    #expect(curious.learners[0]?.memory.persistent.array == quiet.learners[0]?.memory.persistent.array)
    #expect(
      curious.snapshot().lanes[0].curve("w")?.recent.dropLast()
        == quiet.snapshot().lanes[0].curve("w")?.recent[...])
    #expect(curious.snapshot().lanes[0].curve("w")?.recentEnd == 61)
  }

  @Test func theBudgetEndsTheRunAndMayBeExtended() throws {
    let loop = try loop(bowl(steps: 10))
    #expect(loop.snapshot().phase == .ready)
    #expect(loop.advance(100) == 10)
    #expect(loop.snapshot().phase == .finished)
    #expect(loop.advance(1) == 0)
    loop.extend(by: 5)
    #expect(loop.snapshot().phase == .paused)
    #expect(loop.advance(100) == 5)
    loop.extend()
    #expect(loop.advance(100) == 10)
  }

  @Test func lanesGoInLockstepAndEndOneByOne() throws {
    let loop = try loop(bowl(steps: 5), bowl(steps: 8), bowl(steps: 8, options: ["nan": 2]))
    loop.advance(4)
    #expect(loop.snapshot().lanes.map(\.step) == [4, 4, 3])
    #expect(loop.snapshot(isRunning: true).phase == .running)
    #expect(loop.advance(100) == 4)
    #expect(loop.snapshot().lanes.map(\.step) == [5, 8, 3])
    #expect(loop.snapshot().phase == .finished)
  }

  @Test func aBrokenLossDivergesAtItsStep() throws {
    let loop = try loop(bowl(options: ["nan": 7]), goals: ["w >= 5"])
    loop.advance(50)
    let lane = loop.snapshot().lanes[0]
    guard case .diverged(let divergence) = lane.phase else {
      Issue.record("\(lane.phase)")
      return
    }
    #expect(divergence.step == 7)
    #expect(divergence.meter == "loss")
    #expect(divergence.value.isNaN)
    #expect(lane.curve("loss")?.buckets.last?.broken == 1)
    #expect(lane.goals[0].state == .missed(step: 7))
    loop.extend()
    #expect(loop.advance(1) == 0)
  }

  @Test func aLossAboveAMillionDivergesBeforeItOverflows() throws {
    let loop = try loop(bowl(options: ["jump": 3]))
    loop.advance(50)
    let lane = loop.snapshot().lanes[0]
    guard case .diverged(let divergence) = lane.phase else {
      Issue.record("\(lane.phase)")
      return
    }
    #expect(divergence.step == 4)
    #expect(divergence.value > 1e6 && divergence.value.isFinite)
  }

  @Test func aLearnerWithNothingLeftToChangeSettles() throws {
    let loop = try loop(bowl(options: ["settle": 6]))
    #expect(loop.advance(50) == 6)
    #expect(loop.snapshot().phase == .settled)
  }

  @Test func whatCannotBeBuiltFailsAlone() throws {
    var missing = bowl()
    missing.data.name = "missing"
    let loop = try loop(missing, bowl(steps: 3), goals: ["w >= 0"])
    #expect(loop.advance(10) == 3)
    let snapshot = loop.snapshot()
    #expect(snapshot.lanes[0].phase == .failed("there are no data \"missing\"; did you mean \"bowl\"?"))
    #expect(snapshot.lanes[0].goals[0].state == .missed(step: 0))
    #expect(snapshot.lanes[1].step == 3)
    #expect(snapshot.phase == .finished)
  }

  @Test func aTurnedKnobTakesEffectAndIsMarked() throws {
    let loop = try loop(bowl(rate: 0.1), bowl(rate: 0.1))
    loop.advance(4)
    loop.turn(Setting("rate", "0.5"), lane: 1)
    loop.advance(1)
    let lanes = loop.snapshot().lanes
    #expect(lanes[0].marks.isEmpty)
    #expect(lanes[1].marks == [Mark(step: 4, text: "rate 0.1 → 0.5")])
    #expect(lanes[1].experiment.optimizer.rate == 0.5)
    #expect(loop.learners[1]?.memory.parameters[0] == 0)
    loop.turn(Setting("rate", "0.2"))
    #expect(loop.snapshot().lanes.map(\.experiment.optimizer.rate) == [0.2, 0.2])
  }

  @Test func anImpossibleTurnIsMarkedWithItsReason() throws {
    let loop = try loop(bowl())
    loop.turn(Setting("rate", "-1"))
    loop.turn(Setting("gain", "2"))
    let lane = loop.snapshot().lanes[0]
    #expect(lane.marks.count == 2)
    #expect(lane.marks[0].text.contains("out of range"))
    #expect(lane.marks[1].text.contains("gain cannot be turned while training"))
    #expect(lane.experiment == bowl())
  }

  @Test func turningTheStepsMovesTheBudget() throws {
    let loop = try loop(bowl(steps: 5))
    loop.advance(10)
    loop.turn(Setting("steps", "8"))
    #expect(loop.advance(10) == 3)
  }

  @Test func measuredMetersAreReadBeforeTheFirstStepAndAtTheEnd() throws {
    var slow = bowl(rate: 0.01, steps: 33)
    slow.batch = 40
    let loop = try loop(slow)
    loop.advance(32)
    let lane = loop.snapshot().lanes[0]
    let curve = try #require(lane.curve("validation/loss")?.recent)
    let losses = try #require(lane.curve("loss")?.recent)
    for step in 0..<20 { #expect(curve[step] == losses[step] + 1) }
    for step in 20..<30 { #expect(curve[step] == losses[20] + 1) }
    for step in 30..<32 { #expect(curve[step] == losses[30] + 1) }
    loop.advance(1)
    loop.look()
    let end = loop.snapshot().lanes[0]
    #expect(end.reading("validation/loss") == end.reading("loss").map { $0 + 1 })
  }

  @Test func onlyShownProbesAreFilled() throws {
    let loop = try loop(bowl())
    #expect(loop.snapshot().lanes[0].probes.isEmpty)
    loop.show(["weights/*"])
    #expect(Set(loop.snapshot().lanes[0].probes.keys) == ["weights/1"])
    loop.show(["field"])
    #expect(loop.snapshot().lanes[0].probes["field"]?.values == [1])
  }

  @Test func goalsStopTheLoopInTheStateThatMetThem() throws {
    let loop = try loop(bowl(rate: 0.25), goals: ["w <= 0.3"])
    let plain = try self.loop(bowl(rate: 0.25), goals: ["w <= 0.3"])
    loop.advance(100, stoppingAtGoals: true)
    let lane = loop.snapshot().lanes[0]
    #expect(lane.goals[0].state == .met(step: 2))
    #expect(lane.step == 2)
    #expect(loop.learners[0]?.memory.parameters[0] == 0.25)
    plain.advance(10)
    #expect(plain.snapshot().lanes[0].goals[0].state == .met(step: 2))
  }

  @Test func aKeptSettingThatIsTurnedBarsTheGoal() throws {
    let loop = try loop(bowl(), goals: ["w <= 0.5 keep rate=0.1"])
    loop.advance(1)
    loop.turn(Setting("rate", "0.4"))
    loop.advance(20)
    #expect(loop.snapshot().lanes[0].goals[0].state == .barred(Setting("rate", "0.1")))
  }

  @Test func steppingAllocatesNothing() throws {
    let loop = try loop(
      bowl(steps: 100_000), bowl(steps: 100_000), goals: ["w <= -1 mean 20", "w <= -2 all"])
    loop.advance(1000)
    let allocations = countAllocations { loop.advance(2000) }
    #expect(allocations == 0)
  }

  @Test func theSameLanesGiveTheSameBytes() throws {
    let first = try loop(bowl(rate: 0.013))
    let second = try loop(bowl(rate: 0.013))
    first.advance(77)
    for _ in 0..<77 { second.advance(1) }
    #expect(first.snapshot().lanes[0].curves == second.snapshot().lanes[0].curves)
  }
}
