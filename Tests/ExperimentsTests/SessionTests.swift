import Glibc
import Neural
import Synchronization
import Testing

@testable import Experiments

/// Polls until the newest snapshot satisfies the condition; fails after ten seconds.
@discardableResult
private func wait(
  _ session: Session, _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation,
  until condition: (Snapshot) -> Bool
) throws -> Snapshot {
  let clock = ContinuousClock()
  let deadline = clock.now + .seconds(10)
  while clock.now < deadline {
    let snapshot = session.latest()
    if condition(snapshot) { return snapshot }
    sched_yield()
  }
  let last = session.latest()
  try #require(
    condition(last), "\(what); got \(last.phase) at serial \(last.serial)", sourceLocation: sourceLocation)
  return last
}

@Suite struct SessionTests {
  private func session(_ experiments: Experiment..., goals: [String] = []) throws -> Session {
    let parsed = try goals.map { try Goal(parsing: $0) }
    let lanes = experiments.enumerated().map {
      Lane(name: "\($0)", experiment: $1, goals: $0 == 0 ? parsed : [])
    }
    return Session(lanes: lanes, make: makeBowl)
  }

  @Test func aNewSessionIsReadyAndShowsStepZero() throws {
    let session = try session(bowl())
    let snapshot = try wait(session, "ready") { !$0.lanes.isEmpty }
    #expect(snapshot.phase == .ready)
    #expect(snapshot.lanes[0].step == 0)
    #expect(snapshot.lanes[0].reading("loss") == 1)
    session.close()
  }

  @Test func itRunsItsBudgetAndRestsThere() throws {
    let session = try session(bowl(steps: 5000))
    session.send(.run(stepsPerSecond: nil))
    let snapshot = try wait(session, "finished") { $0.phase == .finished }
    #expect(snapshot.lanes[0].step == 5000)
    #expect(snapshot.stepsPerSecond == 0)
    session.send(.run(stepsPerSecond: nil))
    try wait(session, "once more") { $0.phase == .finished && $0.lanes[0].step == 10_000 }
    session.close()
  }

  @Test func pausingStopsAndRunningGoesOn() throws {
    let session = try session(bowl(rate: 0, steps: 1_000_000_000))
    session.send(.run(stepsPerSecond: nil))
    try wait(session, "moving") { $0.phase == .running && $0.lanes[0].step > 10 }
    session.send(.pause)
    let paused = try wait(session, "paused") { $0.phase == .paused }
    let later = session.latest()
    #expect(later.lanes[0].step == paused.lanes[0].step)
    #expect(later.serial == paused.serial)
    session.send(.run(stepsPerSecond: nil))
    try wait(session, "moving again") { $0.lanes[0].step > paused.lanes[0].step }
    session.close()
  }

  @Test func singleStepsAreCounted() throws {
    let session = try session(bowl(steps: 3))
    session.send(.step(2))
    try wait(session, "two steps") { $0.phase == .paused && $0.lanes[0].step == 2 }
    session.send(.step(1))
    session.send(.step(1))
    try wait(session, "steps beyond the budget") { $0.lanes[0].step >= 3 && $0.phase == .finished }
    session.close()
  }

  @Test func knobsTurnWhileItRuns() throws {
    let session = try session(bowl(rate: 0, steps: 1_000_000_000))
    session.send(.run(stepsPerSecond: nil))
    session.send(.turn(Setting("rate", "0.25"), lane: nil))
    // On a busy machine the run is diagnosed before the turn arrives, which leaves a mark of its own.
    let snapshot = try wait(session, "turned") {
      $0.lanes.first?.marks.contains { $0.text.hasPrefix("rate") } ?? false
    }
    #expect(snapshot.lanes[0].experiment.optimizer.rate == 0.25)
    session.close()
  }

  @Test func aPaceIsKept() throws {
    let session = try session(bowl(rate: 0, steps: 1_000_000_000))
    session.send(.run(stepsPerSecond: 200))
    let snapshot = try wait(session, "some steps") { ($0.lanes.first?.step ?? 0) >= 20 }
    #expect(snapshot.pace == 200)
    #expect(snapshot.lanes[0].step < 1000)
    session.close()
  }

  @Test func probesComeAfterTheyAreAskedFor() throws {
    let session = try session(bowl())
    session.send(.show(["weights/*"]))
    try wait(session, "weights") { $0.lanes.first?.probes["weights/1"]?.values == [1] }
    session.close()
  }

  @Test func loadingTheSameLanesGivesTheSameBytes() throws {
    let lanes = [Lane(name: "a", experiment: bowl(rate: 0.0017, steps: 3000))]
    let session = Session(lanes: lanes, make: makeBowl)
    session.send(.run(stepsPerSecond: nil))
    let first = try wait(session, "finished") { $0.phase == .finished }
    session.send(.load(lanes))
    try wait(session, "loaded") { $0.phase == .ready && $0.serial > first.serial }
    // A rest on the way; a second `run` that came after the end would add another budget.
    session.send(.step(1000))
    session.send(.run(stepsPerSecond: nil))
    let second = try wait(session, "finished again") { $0.phase == .finished }
    #expect(second.lanes[0].step == 3000)
    let areCurvesEqual = first.lanes[0].curves == second.lanes[0].curves
    #expect(areCurvesEqual)
    #expect(first.lanes[0].readings == second.lanes[0].readings)
    session.close()
  }

  @Test func everySnapshotRingsTheBell() throws {
    let count = Tally()
    let session = Session(lanes: [Lane(name: "a", experiment: bowl())], make: makeBowl) { count.add() }
    try wait(session, "first") { $0.serial >= 1 }
    session.send(.step(1))
    try wait(session, "second") { $0.lanes.first?.step == 1 }
    session.close()
    #expect(count.value >= 2)
  }

  @Test func closingWhileRunningEndsTheThread() throws {
    let session = try session(bowl(rate: 0, steps: 1_000_000_000), bowl(rate: 0, steps: 1_000_000_000))
    session.send(.run(stepsPerSecond: nil))
    try wait(session, "moving") { ($0.lanes.first?.step ?? 0) > 0 }
    session.close()
    session.close()
    let step = session.latest().lanes[0].step
    #expect(session.latest().lanes[0].step == step)
  }

  @Test func manyReadersAndWritersAtOnce() throws {
    let session = try session(bowl(rate: 0, steps: 1_000_000_000))
    for round in 0..<200 {
      session.send(.run(stepsPerSecond: round % 2 == 0 ? nil : 1000))
      session.send(.turn(Setting("rate", round % 2 == 0 ? "0.1" : "0.2"), lane: 0))
      session.send(.show(["weights/*", "field"]))
      _ = session.latest()
      session.send(.step(2))
      session.send(.pause)
    }
    try wait(session, "all turned") { $0.phase != .running && ($0.lanes.first?.marks.count ?? 0) >= 199 }
    session.close()
  }

  @Test func aSessionWithoutLanesIsQuiet() throws {
    let session = Session(lanes: [], make: makeBowl)
    session.send(.run(stepsPerSecond: nil))
    let snapshot = try wait(session, "published") { $0.serial > 0 }
    #expect(snapshot.phase == .ready)
    session.close()
  }
}

private final class Tally: Sendable {
  private let count = Atomic(0)
  func add() { count.add(1, ordering: .relaxed) }
  var value: Int { count.load(ordering: .relaxed) }
}

@Suite struct PaceTests {
  @Test func stepsAreExactOverTime() {
    var pace = Pace(stepsPerSecond: 3, now: 10)
    var total = 0
    for tick in 1...1000 {
      let now = 10 + Double(tick) * 0.01
      let due = pace.due(at: now)
      total += due
      pace.perform(due, at: now)
    }
    #expect((29...30).contains(total))
  }

  @Test func waitingReachesTheNextStep() {
    var pace = Pace(stepsPerSecond: 2, now: 0)
    #expect(pace.due(at: 0.4) == 0)
    #expect(pace.wait(at: 0.4) == 0.1 || abs(pace.wait(at: 0.4) - 0.1) < 1e-9)
    pace.perform(1, at: 0.5)
    #expect(abs(pace.wait(at: 0.5) - 0.5) < 1e-9)
  }

  @Test func whatIsMissedIsNotCaughtUp() {
    var pace = Pace(stepsPerSecond: 100, now: 0)
    #expect(pace.due(at: 10) == 1000)
    pace.perform(1, at: 10)
    #expect(pace.due(at: 10) <= 1)
    #expect(pace.due(at: 10.1) <= 11)
  }

  @Test(arguments: [0.0001, 0.001, 0.005]) func picturesTakeNoMoreThanTheirShare(_ cost: Double) {
    var allowance = ShowingAllowance()
    var (now, shown, spent) = (0.0, 0, 0.0)
    while now < 10 {
      if allowance.permits(at: now) {
        now += cost
        allowance.spend(cost, until: now)
        (shown, spent) = (shown + 1, spent + cost)
      }
      now += 0.001
    }
    #expect(shown > 20)
    #expect(spent <= 10 * ShowingAllowance.share * 1.1)
  }

  @Test func onePictureThatWasHeldUpDoesNotStopTheOthers() {
    var allowance = ShowingAllowance()
    allowance.spend(3, until: 3)
    #expect(!allowance.permits(at: 3.1))
    #expect(allowance.permits(at: 3.3))
  }

  @Test func theSpeedIsThatOfTheLastSecond() {
    var meter = Speedometer(now: 0)
    for tick in 1...100 { meter.add(5, at: Double(tick) * 0.1) }
    #expect(abs(meter.stepsPerSecond(at: 10) - 50) < 5)
    #expect(meter.stepsPerSecond(at: 13) < 20)
  }
}
