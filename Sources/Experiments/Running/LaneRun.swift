import Neural

/// One run of a race while it lives: its learner, what was recorded of it, and how it ended.
final class LaneRun {
  /// A loss above this counts as diverged, long before floats overflow.
  static let lossLimit: Float = 1_000_000

  let name: String
  private(set) var experiment: Experiment
  let learner: any Learner
  let meters: [Meter]
  /// Steps performed so far; also the index of the next one.
  private(set) var step = 0
  /// How the run ended; nil while it can go on.
  private(set) var outcome: Phase?
  private(set) var marks: [Mark] = []
  /// The run pauses by itself when so many steps are done.
  private var budget: Int
  private var recorders: [CurveRecorder]
  /// Steps between two passes over the whole splits, once the first steps are over.
  private let measureInterval: Int
  private let room: Memory
  private let readings: Floats
  private let checkpoint: Floats

  init(_ lane: Lane, learner: any Learner) {
    name = lane.name
    experiment = lane.experiment
    self.learner = learner
    meters = learner.meters
    budget = lane.experiment.steps
    recorders = Array(repeating: CurveRecorder(), count: meters.count)
    measureInterval = max(5, learner.stepsPerEpoch / 4)
    var plan = MemoryPlan()
    let forReadings = plan.reserveWorkspace(meters.count)
    let forCheckpoint = plan.reserveWorkspace(learner.memory.persistent.count)
    room = Memory(plan)
    readings = room.workspace[forReadings]
    checkpoint = room.workspace[forCheckpoint]
    readings.fill(.nan)
  }

  /// The last readings, index by index with the meters.
  func reading(_ index: Int) -> Float { readings[index] }
  var lastReadings: [Float] { readings.array }
  var curves: [Curve] { recorders.map(\.curve) }
  /// How many readings each meter has: the next is of this step.
  var recordedEnd: Int { recorders.first?.end ?? step }

  /// Whole passes cost more than a step, so they are made at each of the first steps and then now and again.
  private var isMeasured: Bool { step < 20 || step % measureInterval == 0 }

  /// Performs one step; its readings belong to the state before it.
  func advance() {
    if isMeasured { learner.measure(readings: readings) }
    learner.step(step, readings: readings)
    record(step)
    step += 1
    judge(step - 1)
    if outcome == nil, step >= budget { outcome = .finished }
  }

  /// Reads the present state without changing it: performs the next step and takes it back.
  ///
  /// A step is a function of the memory and its index, so the step that follows later writes the same readings again.
  func look() {
    guard outcome == nil || outcome == .finished else { return }
    keep()
    if isMeasured || outcome == .finished { learner.measure(readings: readings) }
    learner.step(step, readings: readings)
    takeBack()
    record(step)
    judge(step, isLook: true)
  }

  /// Keeps the state, so that `takeBack` can return to it.
  func keep() { checkpoint.copy(from: learner.memory.persistent) }

  private func takeBack() { learner.memory.persistent.copy(from: checkpoint) }

  /// Undoes the step just performed; its readings stand, as they belong to the state that is back.
  func undoLastStep() {
    takeBack()
    step -= 1
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
    } else if !isLook, learner.isSettled {
      outcome = .settled
    }
  }

  /// Lets a finished run go on for so many steps more.
  func extend(by count: Int) {
    guard outcome == .finished else { return }
    budget = step + max(1, count)
    outcome = nil
  }

  /// Turns a live knob and marks it on the curves; an impossible turn is marked with its reason.
  func turn(_ setting: Setting) {
    do throws(SettingError) {
      let changed = try experiment.setting(setting)
      guard apply(setting, changed) else {
        throw SettingError("\(setting.key) cannot be turned while training goes on; restart with it instead")
      }
      let before = experiment.value(of: setting.key) ?? "default"
      let after = changed.value(of: setting.key) ?? setting.value
      experiment = changed
      if before != after { mark("\(setting.key) \(before) → \(after)") }
    } catch {
      mark(error.description)
    }
  }

  /// False if the learner has no such knob.
  private func apply(_ setting: Setting, _ changed: Experiment) -> Bool {
    let key = SettingRule.aliases[setting.key] ?? setting.key
    if key == "steps" {
      budget = changed.steps
      outcome = outcome == .finished && step < budget ? nil : outcome
      return true
    }
    let value = changed.value(of: key).flatMap(Numeral.value).map { Float($0) } ?? 0
    return learner.turn(key, to: value)
  }

  func mark(_ text: String) { marks.append(Mark(step: step, text: text)) }
}
