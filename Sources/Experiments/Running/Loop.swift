public import Neural

/// Makes the learner of an experiment, or throws one sentence.
public typealias LearnerFactory = @Sendable (Experiment) throws -> any Learner

/// Several runs stepped in lockstep: everything a session does, without its thread.
public final class Loop {
  /// What a lane has become: a run, or the sentence that says why there is none.
  private enum Entry {
    case run(LaneRun)
    case failed(Lane, String)
  }

  private var entries: [Entry]
  private(set) var runs: [LaneRun?]
  private let make: LearnerFactory
  /// Floats that each lane's checkpoints may take; 0: nobody will go back in time.
  private let historyRoom: Int
  private var monitors: [GoalMonitor] = []
  /// For each monitor and lane the place of its meter; −1 where the lane has no such meter.
  private var meterPlaces: [[Int]] = []
  private(set) var probes: Set<String> = []
  /// How far one has looked into the next step; nil: not at all.
  var walk: Walk?
  private var weights: ArchivedWeights?
  private var checks: [ObjectIdentifier: GradientCheck] = [:]
  private var searches = Searches()
  private var searchedLane = 0

  /// Floats of all checkpoints of a race that can go back in time: 24 megabytes.
  public static let journeyRoom = 3 << 20

  /// - Parameter historyRoom: the floats that the checkpoints of all lanes together may take.
  public init(lanes: [Lane], make: @escaping LearnerFactory, historyRoom: Int = 0) {
    self.make = make
    let room = historyRoom / max(lanes.count, 1)
    self.historyRoom = room
    entries = lanes.map { lane in
      do {
        return .run(LaneRun(lane, learner: try make(lane.experiment), historyRoom: room))
      } catch {
        return .failed(lane, "\(error)")
      }
    }
    runs = entries.map { entry in
      if case .run(let run) = entry { return run }
      return nil
    }
    for (owner, lane) in lanes.enumerated() {
      for goal in lane.goals { add(goal, owner: owner, laneCount: lanes.count) }
    }
    checkKept()
    for (index, run) in runs.enumerated() where run == nil { endGoals(of: index, step: 0) }
  }

  private func add(_ goal: Goal, owner: Int, laneCount: Int) {
    monitors.append(GoalMonitor(goal, owner: owner, laneCount: laneCount))
    meterPlaces.append(runs.map { $0?.meters.firstIndex { $0.name == goal.meter } ?? -1 })
  }

  // MARK: stepping

  /// True while some lane can go on by itself.
  public var canAdvance: Bool { runs.contains { $0 != nil && $0?.outcome == nil } }

  /// Performs up to `count` steps of every lane that can go on; returns how many there were.
  ///
  /// - Parameter stoppingAtGoals: stops as soon as every goal is met, in the very state that met the last of them.
  @discardableResult
  public func advance(_ count: Int, stoppingAtGoals: Bool = false) -> Int {
    walk = nil
    for done in 0..<max(0, count) {
      guard canAdvance else { return done }
      if stoppingAtGoals {
        if areGoalsMet { return done }
        stepReversibly()
      } else {
        for index in runs.indices { _ = step(index) }
      }
    }
    return max(0, count)
  }

  /// One step of one lane; false if the lane stands still.
  private func step(_ index: Int) -> Bool {
    guard let run = runs[index], run.outcome == nil else { return false }
    run.advance()
    observe(index, step: run.step - 1)
    return true
  }

  private func stepReversibly() {
    for run in runs { run?.keep() }
    var moved: [Int] = []
    for index in runs.indices where step(index) { moved.append(index) }
    if areGoalsMet { for index in moved { runs[index]?.undoLastStep() } }
  }

  /// Reads the present state of every lane, without training; what a screen shows while nothing moves.
  public func look() {
    for (index, run) in runs.enumerated() {
      guard let run else { continue }
      run.look()
      observe(index, step: run.step)
    }
  }

  /// Lets finished lanes go on: for `count` steps, or for as many as their experiment has.
  public func extend(by count: Int? = nil) {
    for run in runs { run?.extend(by: count ?? run?.experiment.steps ?? 1) }
  }

  // MARK: goals

  public var areGoalsMet: Bool {
    guard !monitors.isEmpty else { return false }
    for monitor in monitors {
      guard case .met = monitor.status.state else { return false }
    }
    return true
  }

  private func observe(_ index: Int, step: Int) {
    guard let run = runs[index] else { return }
    for place in monitors.indices where meterPlaces[place][index] >= 0 {
      let wasOpen = monitors[place].isOpen
      monitors[place].observe(run.reading(meterPlaces[place][index]), lane: index, step: step)
      if wasOpen { noteMeeting(of: place) }
    }
    if case .diverged = run.outcome { endGoals(of: index, step: step) }
  }

  /// Marks a goal that has just been met on the curves of the lane that owns it.
  private func noteMeeting(of place: Int) {
    let status = monitors[place].status
    guard case .met(let step) = status.state else { return }
    runs[monitors[place].owner]?.mark("task met", .task, at: step, detail: "task met: \(status.goal)")
  }

  private func endGoals(of index: Int, step: Int) {
    for place in monitors.indices { monitors[place].end(lane: index, step: step) }
  }

  /// Bars goals whose kept settings no longer stand.
  private func checkKept() {
    for place in monitors.indices where !monitors[place].status.goal.keep.isEmpty {
      guard let run = runs[monitors[place].owner] else { continue }
      monitors[place].check(run.experiment)
    }
  }

  // MARK: searches

  /// Searches among settings of a lane as it stands now, on fresh learners; no lane is touched.
  public func search(_ plan: SearchPlan, lane: Int, isCancelled: () -> Bool = { false }) {
    guard let experiment = experiment(of: lane) else { return }
    searchedLane = lane
    searches.perform(plan, around: experiment, make: make, isCancelled: isCancelled)
  }

  /// Takes over what was found before this loop took the place of another.
  public func keepSearches(of other: Loop) {
    (searches, searchedLane) = (other.searches, other.searchedLane)
  }

  private func experiment(of lane: Int) -> Experiment? {
    guard entries.indices.contains(lane) else { return nil }
    switch entries[lane] {
    case .run(let run): return run.experiment
    case .failed(let lane, _): return lane.experiment
    }
  }

  // MARK: time

  /// The present step of the lane that is furthest.
  public var step: Int { runs.compactMap { $0?.step }.max() ?? 0 }

  /// Moves every lane to the state after `step` updates, or to the nearest that it has reached.
  public func seek(to step: Int) {
    walk = nil
    for run in runs { run?.seek(to: step) }
  }

  /// Adds a lane that shares the past of another one and differs from now on by some settings.
  ///
  /// - Throws: one sentence when there is no room for a lane more, or the changed experiment cannot be run.
  public func fork(_ index: Int, name: String, changes: [Setting] = []) throws(SettingError) {
    walk = nil
    guard runs.indices.contains(index), let run = runs[index] else {
      throw SettingError("there is no run to fork")
    }
    guard runs.count < Self.mostLanes else {
      throw SettingError("\(Self.mostLanes) lanes are running; drop one before another is forked")
    }
    let experiment = try run.experiment.setting(changes)
    let lane = Lane(name: name, experiment: experiment)
    do {
      let branch = run.branch(lane, learner: try make(experiment), historyRoom: historyRoom)
      for change in changes { branch.mark("\(change.key) \(change.value)") }
      entries.append(.run(branch))
      runs.append(branch)
      for place in meterPlaces.indices { meterPlaces[place].append(-1) }
    } catch {
      throw SettingError("\(error)")
    }
  }

  /// Takes a lane out of the race; the first, whose goals count, stays.
  public func drop(_ index: Int) {
    guard index > 0, runs.indices.contains(index) else { return }
    walk = nil
    entries.remove(at: index)
    runs.remove(at: index)
    for place in meterPlaces.indices {
      meterPlaces[place].remove(at: index)
      monitors[place].drop(lane: index)
    }
  }

  /// The most lanes of a race.
  public static let mostLanes = 6

  // MARK: turning and showing

  /// Turns a live knob of one lane, or of all lanes, and marks it on their curves.
  public func turn(_ setting: Setting, lane: Int? = nil) {
    for index in runs.indices where lane == nil || lane == index {
      guard let run = runs[index] else { continue }
      run.turn(setting)
      for place in monitors.indices { monitors[place].forget(lane: index, after: run.farthest) }
    }
    checkKept()
  }

  /// Does something by hand to one lane, or to all, and marks it on their curves.
  public func touch(_ intervention: Intervention, lane: Int? = nil) {
    walk = nil
    for index in runs.indices where lane == nil || lane == index {
      guard let run = runs[index] else { continue }
      run.touch(intervention)
      for place in monitors.indices { monitors[place].forget(lane: index, after: run.farthest) }
    }
  }

  /// Obeys a command that changes the lanes as they stand; the others are the affair of whoever drives the loop.
  ///
  /// A fork that cannot be made is said where impossible turns are said: as a mark of its lane.
  public func obey(_ command: Command) {
    switch command {
    case .seek(let step): seek(to: step)
    case .back(let count): seek(to: max(0, step - count))
    case .walk(let stride, let isForward, let lane): walk(stride, isForward: isForward, lane: lane)
    case .drop(let lane): drop(lane)
    case .turn(let setting, let lane): turn(setting, lane: lane)
    case .touch(let intervention, let lane): touch(intervention, lane: lane)
    case .display(let showing, let lane):
      for index in runs.indices where lane == nil || lane == index { runs[index]?.show(showing) }
    case .archive(let lane, let ticket): archive(lane, ticket)
    case .fork(let lane, let name, let changes):
      do throws(SettingError) {
        try fork(lane, name: name, changes: changes)
      } catch {
        if runs.indices.contains(lane) { runs[lane]?.mark(error.description, .refusal) }
      }
    case .search(let plan, let lane): search(plan, lane: lane)
    case .run, .pause, .step, .show, .load, .close: break
    }
  }

  private func archive(_ index: Int, _ ticket: Int) {
    guard runs.indices.contains(index), let run = runs[index] else { return }
    weights = ArchivedWeights(
      ticket: ticket, lane: run.name, step: run.step, file: Archive.bytes(of: run.learner.memory))
  }

  /// Names the probes that snapshots carry from now on; `weights/*` stands for all that begin with `weights/`.
  public func show(_ probes: Set<String>) {
    self.probes = probes
    checks = [:]
    guard probes.contains(Self.checkProbe) else { return }
    for run in runs {
      guard let run, let learner = run.learner as? any GradientChecked else { continue }
      checks[ObjectIdentifier(run)] = learner.checkGradients(step: run.step)
    }
  }

  /// Asked for among the probes, it checks the gradients of the present state, once.
  public static let checkProbe = "gradient-check"

  /// The learners, for saving and loading weights; nil for a lane that could not be made.
  public var learners: [(any Learner)?] { runs.map { $0?.learner } }

  // MARK: pictures

  /// The phase of the race: of the lanes that can go on, or of how the others ended.
  public func phase(isRunning: Bool) -> Phase {
    if canAdvance { return resting(runs.compactMap { $0?.step }.max() ?? 0, isRunning: isRunning) }
    let outcomes = entries.map(outcome)
    for phase in [Phase.finished, .settled] where outcomes.contains(phase) { return phase }
    return outcomes.first ?? .ready
  }

  private func outcome(of entry: Entry) -> Phase {
    switch entry {
    case .run(let run): run.outcome ?? .ready
    case .failed(_, let sentence): .failed(sentence)
    }
  }

  private func resting(_ step: Int, isRunning: Bool) -> Phase {
    isRunning ? .running : step == 0 ? .ready : .paused
  }

  /// Everything a screen may know, as a value; copies, and fills the probes that are shown.
  public func snapshot(
    serial: Int = 0, isRunning: Bool = false, stepsPerSecond: Double = 0, pace: Double? = nil
  ) -> Snapshot {
    let lanes = entries.indices.map { laneSnapshot($0, isRunning: isRunning) }
    var snapshot = Snapshot(
      serial: serial, lanes: lanes, phase: phase(isRunning: isRunning), stepsPerSecond: stepsPerSecond,
      pace: pace)
    snapshot.weights = weights
    if lanes.indices.contains(searchedLane) {
      snapshot.searches = searches.results(for: lanes[searchedLane].experiment)
    }
    return snapshot
  }

  private func laneSnapshot(_ index: Int, isRunning: Bool) -> LaneSnapshot {
    let goals = monitors.filter { $0.owner == index }.map(\.status)
    switch entries[index] {
    case .failed(let lane, let sentence):
      return LaneSnapshot(
        name: lane.name, experiment: lane.experiment, phase: .failed(sentence), goals: goals)
    case .run(let run):
      var snapshot = LaneSnapshot(
        name: run.name, experiment: run.experiment, step: run.step,
        epoch: Float(run.step) / Float(max(1, run.learner.stepsPerEpoch)),
        phase: run.outcome ?? resting(run.step, isRunning: isRunning), meters: run.meters,
        readings: run.lastReadings, curves: run.curves, probes: filledProbes(of: run), marks: run.marks,
        goals: goals, parameterCount: run.learner.memory.trainableCount, farthest: run.farthest)
      snapshot.standing = run.standing
      snapshot.stepsPerEpoch = max(1, run.learner.stepsPerEpoch)
      snapshot.offers = run.learner.probes
      snapshot.receipt = run.receipt(isRunning: isRunning && run.outcome == nil)
      snapshot.magnification = magnification(of: run)
      snapshot.outline = run.outline
      snapshot.part = part(of: index)
      if let probes = snapshot.part?.probes { snapshot.probes.merge(probes) { $1 } }
      snapshot.check = checks[ObjectIdentifier(run)]
      snapshot.findings = run.findings
      snapshot.autopsy = run.autopsy()
      return snapshot
    }
  }

  private func filledProbes(of run: LaneRun) -> [String: Probe] {
    var filled: [String: Probe] = [:]
    for name in shownProbes(of: run.learner) {
      var probe = Probe(name)
      run.learner.fill(&probe, before: run.step)
      if !probe.values.isEmpty { filled[name] = probe }
    }
    return filled
  }

  /// The probes of a learner that are asked for.
  func shownProbes(of learner: any Learner) -> [String] {
    learner.probes.filter { name in probes.contains { Self.matches($0, name) } }
  }

  /// The worked numbers that are asked for among the probes, for the state as it stands.
  private func magnification(of run: LaneRun) -> Magnification? {
    guard let sight = probes.lazy.compactMap({ Sight(probe: $0) }).first else { return nil }
    return (run.learner as? any Magnified)?.magnify(sight, step: run.step)
  }

  private static func matches(_ pattern: String, _ name: String) -> Bool {
    pattern.hasSuffix("*") ? name.hasPrefix(pattern.dropLast()) : pattern == name
  }
}
