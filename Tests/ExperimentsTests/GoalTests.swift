import Testing

@testable import Experiments

@Suite struct GoalTextTests {
  @Test(arguments: [
    "accuracy >= 0.95", "loss <= 0.00001", "accuracy >= 0.96 mean 50 at 600",
    "gradient/1 dense >= 0.001 for 20 within 300", "loss <= -2.5 all", "accuracy >= 1 within 600 any",
    "accuracy >= 0.96 mean 50 within 600 keep activation=sigmoid depth>=10",
  ])
  func textRoundTrips(text: String) throws {
    let goal = try Goal(parsing: text)
    #expect(goal.description == text)
    #expect(try Goal(parsing: goal.description) == goal)
  }

  @Test(arguments: [
    ("accuracy above 0.9", "accuracy >= 0.9"), ("loss below 1e-3", "loss <= 0.001"),
    ("accuracy>0.9", "accuracy >= 0.9"), ("loss<=.5 for 3", "loss <= 0.5 for 3"),
    ("  loss   <  2  ", "loss <= 2"), ("accuracy ≥ 0.5", "accuracy >= 0.5"),
  ])
  func otherSpellings(text: String, canonical: String) throws {
    #expect(try Goal(parsing: text).description == canonical)
  }

  @Test func everyPartIsRead() throws {
    let goal = try Goal(
      parsing: "accuracy >= 0.96 mean 50 for 3 within 600 all keep depth>=10 activation=sigmoid")
    let expected = Goal(
      meter: "accuracy", .atLeast, 0.96, within: 600, mean: 50, hold: 3, lanes: .all,
      keep: [Setting("depth", ">=10"), Setting("activation", "sigmoid")])
    #expect(goal == expected)
  }

  @Test(arguments: [
    ("accuracy", "compares nothing"), ("", "compares nothing"), (">= 3", "names no meter"),
    ("loss <=", "needs a number after \"<=\""), ("loss <= low", "needs a number"),
    ("loss <= nan", "needs a number"), ("loss <= 1 witin 3", "did you mean \"within\"?"),
    ("loss <= 1 within", "\"within\" needs a whole number"),
    ("loss <= 1 mean 0", "whole number of steps from 1"),
    ("loss <= 1 mean 99999999", "at most"), ("loss <= 1 keep", "\"keep\" needs settings"),
    ("loss <= 1 keep depth", "is not a setting"), ("acuracy >= 1", "did you mean \"accuracy\"?"),
  ])
  func errorsSayWhatIsWrong(text: String, part: String) {
    do {
      let goal = try Goal(parsing: text, meters: ["loss", "accuracy"])
      Issue.record("accepted as \(goal)")
    } catch {
      #expect(error.description.contains(part), "\(error)")
    }
  }
}

@Suite struct GoalMonitorTests {
  /// Feeds the values from step 0 on; returns the states after each.
  private func states(_ text: String, _ values: [Float]) throws -> [GoalStatus.State] {
    var monitor = GoalMonitor(try Goal(parsing: text), owner: 0, laneCount: 1)
    return values.enumerated().map { step, value in
      monitor.observe(value, lane: 0, step: step)
      return monitor.status.state
    }
  }

  @Test func isMetOnceAndStaysMet() throws {
    #expect(try states("a >= 1", [0, 1, 0]) == [.open, .met(step: 1), .met(step: 1)])
  }

  @Test func withinIncludesItsStep() throws {
    #expect(try states("a >= 1 within 2", [0, 0, 1]).last == .met(step: 2))
    #expect(try states("a >= 1 within 1", [0, 0, 1]) == [.open, .missed(step: 1), .missed(step: 1)])
  }

  @Test func atJudgesItsStepOnly() throws {
    #expect(try states("a >= 1 at 1", [1, 1]) == [.open, .met(step: 1)])
    #expect(try states("a >= 1 at 1", [1, 0, 1]) == [.open, .missed(step: 1), .missed(step: 1)])
  }

  @Test func meanNeedsItsWholeWindow() throws {
    #expect(try states("a >= 1 mean 3", [9, 9, 0]) == [.open, .open, .met(step: 2)])
    #expect(try states("a >= 1 mean 2", [0, 1, 1]) == [.open, .open, .met(step: 2)])
  }

  @Test func aNaNLeavesTheWindowAgain() throws {
    #expect(try states("a >= 1 mean 2", [.nan, 1, 1]) == [.open, .open, .met(step: 2)])
  }

  @Test func holdNeedsAnUnbrokenRun() throws {
    #expect(try states("a <= 0 for 3", [0, 0, 1, 0, 0, 0]).lastIndex(of: .open) == 4)
  }

  @Test func currentIsTheValueCompared() throws {
    var monitor = GoalMonitor(try Goal(parsing: "a >= 5 mean 2"), owner: 0, laneCount: 1)
    #expect(monitor.status.current.isNaN)
    monitor.observe(1, lane: 0, step: 0)
    monitor.observe(3, lane: 0, step: 1)
    #expect(monitor.status.current == 2)
  }

  @Test func aStepJudgedTwiceCountsOnce() throws {
    var monitor = GoalMonitor(try Goal(parsing: "a >= 1 for 2"), owner: 0, laneCount: 1)
    for _ in 0..<3 { monitor.observe(1, lane: 0, step: 0) }
    #expect(monitor.status.state == .open)
  }

  @Test func anyLaneIsEnoughForAny() throws {
    var monitor = GoalMonitor(try Goal(parsing: "a >= 1 any"), owner: 0, laneCount: 2)
    monitor.observe(0, lane: 0, step: 0)
    monitor.observe(1, lane: 1, step: 0)
    #expect(monitor.status.state == .met(step: 0))
  }

  @Test func allLanesAreNeededForAll() throws {
    var monitor = GoalMonitor(try Goal(parsing: "a >= 1 all"), owner: 0, laneCount: 2)
    monitor.observe(1, lane: 1, step: 0)
    #expect(monitor.status.state == .open)
    monitor.observe(1, lane: 0, step: 4)
    #expect(monitor.status.state == .met(step: 4))
  }

  @Test func aLaneThatEndsLosesItsGoal() throws {
    var all = GoalMonitor(try Goal(parsing: "a >= 1 all"), owner: 0, laneCount: 2)
    all.end(lane: 1, step: 3)
    #expect(all.status.state == .missed(step: 3))
    var any = GoalMonitor(try Goal(parsing: "a >= 1 any"), owner: 0, laneCount: 2)
    any.end(lane: 1, step: 3)
    #expect(any.status.state == .open)
    var first = GoalMonitor(try Goal(parsing: "a >= 1"), owner: 0, laneCount: 2)
    first.end(lane: 1, step: 3)
    #expect(first.status.state == .open)
  }

  @Test func aChangedSettingBars() throws {
    let experiment = Experiment(layers: [
      LayerChoice(size: 4, activation: "tanh", repeat: 3), LayerChoice(size: 1),
    ])
    for (kept, isBarred) in [
      ("depth>=3", false), ("depth>=4", true), ("depth<=3", false), ("activation=tanh", false),
      ("seed=2", true),
      ("rate=0.10", false), ("init=xavier-uniform", false), ("init=he", true),
    ] {
      var monitor = GoalMonitor(try Goal(parsing: "a >= 1 keep \(kept)"), owner: 0, laneCount: 1)
      monitor.check(experiment)
      #expect((monitor.status.state != .open) == isBarred, "\(kept)")
    }
  }
}
