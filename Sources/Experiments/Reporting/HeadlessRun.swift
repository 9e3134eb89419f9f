public import Neural

/// A run without a screen, as `gradlab run` performs it.
public struct HeadlessRun {
  /// The readings of the state after `step` updates.
  public struct Row: Sendable {
    public var step: Int
    public var epoch: Float
    public var meters: [Meter]
    public var readings: [Float]
  }

  public enum Ending: String, Sendable { case done, diverged, goal }

  /// The last row and what is to be said about the whole run.
  public struct Summary: Sendable {
    public var row: Row
    public var ending: Ending
    public var seconds: Double
    public var stepsPerSecond: Double
    public var parameterCount: Int
    public var receipt: Receipt
    public var probes: [Probe]
    /// Of the goal, if there was one.
    public var goal: GoalStatus?
    /// What holds at the end, the most serious first.
    public var findings: [Finding] = []
  }

  private let experiment: Experiment
  private let turns: [Turn]
  private let touches: [Touch]
  /// Where a replay ends, whatever the experiment says.
  private let end: Int?
  private let interval: Int
  private let loop: Loop
  private let stopsAtGoal: Bool

  /// Repeats the run of a receipt up to its reading; without one, the whole run. Otherwise as the other initializer.
  public init(
    replaying receipt: Receipt, interval: Int? = nil, probes: [String] = [], make: @escaping LearnerFactory
  ) throws(SettingError) {
    try self.init(
      receipt.experiment, turns: receipt.turns, touches: receipt.touches, end: receipt.reading?.step,
      interval: interval, until: nil,
      probes: probes, make: make)
  }

  /// Makes the learner.
  ///
  /// - Parameters:
  ///   - interval: steps between two rows; nil: so many that there are about 20.
  ///   - until: the text of a goal that ends the run.
  ///   - probes: names, or beginnings such as `weights/*`, of what the summary shows.
  /// - Throws: one sentence: why the run cannot be made, an unknown meter or probe.
  public init(
    _ experiment: Experiment, interval: Int? = nil, until: String? = nil, probes: [String] = [],
    make: @escaping LearnerFactory
  ) throws(SettingError) {
    try self.init(
      experiment, turns: [], touches: [], end: nil, interval: interval, until: until, probes: probes,
      make: make)
  }

  private init(
    _ experiment: Experiment, turns: [Turn], touches: [Touch], end: Int?, interval: Int?, until: String?,
    probes: [String], make: @escaping LearnerFactory
  ) throws(SettingError) {
    self.experiment = experiment
    (self.turns, self.touches) = (turns, touches)
    self.end = end
    self.interval = max(1, interval ?? (end ?? experiment.steps) / 20)
    stopsAtGoal = until != nil
    let trial = Loop(
      lanes: [Lane(name: "", experiment: experiment, turns: turns, touches: touches)], make: make)
    let lane = trial.snapshot().lanes[0]
    if case .failed(let sentence) = lane.phase { throw SettingError(sentence) }
    try Self.check(probes, known: trial.learners[0]?.probes ?? [])
    if let until {
      let goal = try Goal(parsing: until, meters: lane.meters.map(\.name))
      loop = Loop(lanes: [Lane(name: "", experiment: experiment, goals: [goal])], make: make)
    } else {
      loop = trial
    }
    loop.show(Set(probes))
  }

  private static func check(_ probes: [String], known: [String]) throws(SettingError) {
    for probe in probes {
      let isKnown =
        probe.hasSuffix("*") ? known.contains { $0.hasPrefix(probe.dropLast()) } : known.contains(probe)
      guard isKnown else {
        throw SettingError("there is no probe \"\(probe)\"; \(Spelling.advice(for: probe, among: known))")
      }
    }
  }

  /// What learns; for weights that are loaded before the run or saved after it.
  public var learner: (any Learner)? { loop.learners[0] }

  /// Trains to the end; each row but the last is handed over as soon as it is there.
  ///
  /// - Parameter now: seconds of a clock that only goes forward.
  public func run(now: () -> Double, row: (Row) throws -> Void) rethrows -> Summary {
    var elapsed = 0.0
    loop.look()
    while canGoOn {
      let present = loop.snapshot().lanes[0]
      if present.step % interval == 0 { try row(Self.row(present)) }
      let begin = now()
      let stretch = min(interval - present.step % interval, (end ?? .max) - present.step)
      loop.advance(stretch, stoppingAtGoals: stopsAtGoal)
      elapsed += now() - begin
      loop.look()
    }
    return summary(elapsed)
  }

  private var canGoOn: Bool {
    if stopsAtGoal, loop.areGoalsMet { return false }
    guard let end else { return loop.canAdvance }
    let step = loop.snapshot().lanes[0].step
    guard step < end else { return false }
    // The run that is repeated went on after its budget.
    if !loop.canAdvance { loop.extend(by: end - step) }
    return loop.canAdvance
  }

  private func summary(_ seconds: Double) -> Summary {
    let lane = loop.snapshot().lanes[0]
    var row = Self.row(lane)
    var ending = stopsAtGoal && loop.areGoalsMet ? Ending.goal : .done
    if case .diverged(let divergence) = lane.phase {
      // The learner has performed one step more than the state whose loss is shown.
      row.epoch *= lane.step > 0 ? Float(divergence.step) / Float(lane.step) : 1
      row.step = divergence.step
      ending = .diverged
    }
    return Summary(
      row: row, ending: ending, seconds: seconds,
      stepsPerSecond: seconds > 0 ? Double(lane.step) / seconds : 0, parameterCount: lane.parameterCount,
      receipt: Receipt(experiment, turns: turns, touches: touches, reading: Self.reading(row)),
      probes: lane.probes.values.sorted { $0.name < $1.name },
      goal: lane.goals.first, findings: lane.findings)
  }

  private static func reading(_ row: Row) -> Receipt.Reading? {
    guard let meter = row.meters.first, let value = row.readings.first else { return nil }
    return Receipt.Reading(step: row.step, meter: meter.name, value: value)
  }

  private static func row(_ lane: LaneSnapshot) -> Row {
    Row(step: lane.step, epoch: lane.epoch, meters: lane.meters, readings: lane.readings)
  }
}
