import Neural

/// One run of a race while it lives: its learner, what was recorded of it, and how it ended.
final class LaneRun {
  /// A loss above this counts as diverged, long before floats overflow.
  static let lossLimit: Float = 1_000_000

  let name: String
  /// With the live knobs as they stand at the present step.
  var experiment: Experiment
  /// As it was at the origin of the history.
  let firstExperiment: Experiment
  let learner: any Learner
  let meters: [Meter]
  /// Steps performed so far; also the index of the next one.
  var step = 0
  /// The most steps that were ever performed; more than `step` after a journey back in time.
  var farthest = 0
  /// How the run ended; nil while it can go on.
  var outcome: Phase?
  var marks: [Mark] = []
  /// The live knobs that were turned, and when; those of a replay are known before their step comes.
  var turns: [Turn]
  /// What the run has behind it: its own beginning, or of a branch that changed nothing else the trunk's. Nil where no
  /// single run leads here.
  var past: (experiment: Experiment, turns: [Turn], touches: [Touch])?
  /// What was done by hand, and when; that of a replay is known before its step comes.
  var touches: [Touch]
  /// How many of those a branch took over from its trunk.
  var inheritedTouches = 0
  /// What pictures show at a person's wish.
  var showings: [Showing] = []
  var history: History
  /// The run pauses by itself when so many steps are done.
  private(set) var budget: Int
  var recorders: [CurveRecorder]
  /// The parts of a step; nil where it cannot be followed part by part.
  let outline: StepOutline?
  var examiner = Examiner()
  /// What the hidden units gave when they were asked last.
  var units: [Observation.Units] = []
  /// When that was.
  var unitsStep = 0
  let hasUnits: Bool
  let hasModes: Bool
  /// How many clouds a generator's data have; 0 until it was asked.
  var modeCount = 0
  let sightPlaces: ObservationPlaces
  var knownAutopsy: Autopsy?
  /// Steps between two passes over the whole splits, once the first steps are over.
  private let measureInterval: Int
  private let measuresAtFirst: Bool
  private let room: Memory
  private let readings: Floats
  private let checkpoint: Floats

  /// - Parameters:
  ///   - historyRoom: the floats that checkpoints may take.
  ///   - origin: the step at which this run begins; above 0 for a branch of another run.
  init(_ lane: Lane, learner: any Learner, historyRoom: Int = 0, origin: Int = 0) {
    name = lane.name
    experiment = lane.experiment
    firstExperiment = lane.experiment
    (turns, touches) = (lane.turns, lane.touches)
    past = (lane.experiment, [], [])
    history = History(room: historyRoom, size: learner.memory.persistent.count, origin: origin)
    step = origin
    farthest = origin
    self.learner = learner
    meters = learner.meters
    budget = lane.experiment.steps
    outline = (learner as? any Dissected)?.outline(of: 0)
    hasUnits = learner.probes.contains("units")
    hasModes = learner.probes.contains("modes")
    sightPlaces = ObservationPlaces(
      learner.meters, learner: lane.experiment.learner, layers: lane.experiment.layers)
    recorders = Array(repeating: CurveRecorder(start: origin), count: meters.count)
    measureInterval = learner.measureInterval ?? max(5, learner.stepsPerEpoch / 4)
    measuresAtFirst = learner.measureInterval == nil
    var plan = MemoryPlan()
    let forReadings = plan.reserveWorkspace(meters.count)
    let forCheckpoint = plan.reserveWorkspace(learner.memory.persistent.count)
    room = Memory(plan)
    readings = room.workspace[forReadings]
    checkpoint = room.workspace[forCheckpoint]
    readings.fill(.nan)
    takeTurns(at: step)
    takeTouches(at: step)
  }

  /// The last readings, index by index with the meters.
  func reading(_ index: Int) -> Float { readings[index] }
  var lastReadings: [Float] { readings.array }
  var curves: [Curve] { recorders.map(\.curve) }
  /// How many readings each meter has: the next is of this step.
  var recordedEnd: Int { recorders.first?.end ?? step }

  /// Whole passes cost more than a step, so they are made at each of the first steps and then now and again, or exactly
  /// when the learner asks for them.
  var isMeasured: Bool { measuresAtFirst && step < 20 || step % measureInterval == 0 }

  /// Performs one step; its readings belong to the state before it.
  func advance() {
    perform()
    judge(step - 1)
    examine()
    if outcome == nil, step >= budget { outcome = .finished }
  }

  /// One step without a judgement: as `advance` does it, and as a replay repeats it.
  func perform() {
    history.keep(learner.memory.persistent, step: step)
    if isMeasured { learner.measure(readings: readings) }
    learner.train(step, readings: readings)
    record(step)
    step += 1
    farthest = max(farthest, step)
    if !turns.isEmpty { takeTurns(at: step) }
    if !touches.isEmpty { takeTouches(at: step) }
  }

  /// Reads the present state without changing it: performs the next step and takes it back.
  ///
  /// A step is a function of the memory and its index, so the step that follows later writes the same readings again.
  func look(measuring: Bool = false) {
    guard outcome == nil || outcome == .finished else { return }
    keep()
    if measuring || isMeasured || outcome == .finished { learner.measure(readings: readings) }
    learner.train(step, readings: readings)
    takeBack()
    record(step)
    judge(step, isLook: true)
    if divergence != nil { examine() }
  }

  /// Keeps the state, so that `takeBack` can return to it.
  func keep() { checkpoint.copy(from: learner.memory.persistent) }

  private func takeBack() { learner.memory.persistent.copy(from: checkpoint) }

  /// Undoes the step just performed; its readings stand, as they belong to the state that is back.
  func undoLastStep() {
    takeBack()
    step -= 1
    farthest -= 1
    if outcome == .finished || outcome == .settled { outcome = nil }
  }

  private func record(_ index: Int) {
    guard recordedEnd == index else { return }
    for i in recorders.indices { recorders[i].append(readings[i]) }
  }

  private func judge(_ index: Int, isLook: Bool = false) {
    guard !meters.isEmpty else { return }
    let loss = readings[0]
    if !loss.isFinite || loss > Self.lossLimit {
      outcome = .diverged(Divergence(step: index, meter: meters[0].name, value: loss))
      mark("diverged", .divergence, at: index, detail: "diverged: the loss was \(Numeral.text(loss))")
    } else if !isLook, learner.isSettled {
      outcome = .settled
    }
  }

  /// Moves the end of the run.
  func setBudget(_ steps: Int) {
    budget = steps
    if outcome == .finished, step < budget { outcome = nil }
  }

  /// Lets a finished run go on for so many steps more.
  func extend(by count: Int) {
    guard outcome == .finished else { return }
    budget = step + max(1, count)
    outcome = nil
  }

  func mark(_ text: String, _ kind: Mark.Kind = .turn) {
    marks.append(Mark(step: step, text: text, kind: kind))
  }

  /// A mark of what happened by itself; the same once more, after a journey back, is not marked again.
  func mark(_ text: String, _ kind: Mark.Kind, at step: Int, detail: String) {
    let mark = Mark(step: step, text: text, kind: kind, detail: detail)
    if !marks.contains(mark) { marks.append(mark) }
  }
}
