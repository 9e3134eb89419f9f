import Neural

/// Journeys to steps that were performed before, and branches from them.
extension LaneRun {
  /// Goes to the state after `wanted` updates, or to the nearest that was reached; exactly, byte by byte.
  func seek(to wanted: Int) {
    let target = min(max(wanted, history.origin), farthest)
    guard target != step else { return }
    outcome = nil
    travel(to: target)
    if step >= budget { outcome = .finished }
    look(measuring: true)
  }

  private func travel(to target: Int) {
    history.keep(learner.memory.persistent, step: step)
    if let checkpoint = history.state(atOrBefore: target), target < step || checkpoint.step > step {
      learner.memory.persistent.copy(from: checkpoint.state)
      step = checkpoint.step
      restoreKnobs(at: step)
      restoreTouches(at: step)
      repeatShowings()
    }
    while step < target { perform() }
  }

  /// Forgets what was recorded after the present step, because from here the run takes another course; and what a replay
  /// has still to repeat, for the same reason.
  ///
  /// - Parameter withPresent: what was read of the present state is forgotten too, because the state itself changes;
  ///   whoever changes it looks anew.
  func forgetFuture(withPresent: Bool = false) {
    let present = step
    turns.removeAll { $0.step > present }
    touches.removeAll { $0.step > present }
    guard farthest > step || withPresent && recordedEnd > step else { return }
    outcome = nil
    marks.removeAll { $0.step > present }
    examiner.forget(after: present)
    // Buckets of the curves that reach beyond the present are filled anew, by replaying what they hold of the past.
    let boundary = max(
      history.origin, recorders.first?.boundary(atOrBefore: present + (withPresent ? 0 : 1)) ?? present)
    for index in recorders.indices { recorders[index].cut(to: min(boundary, recorders[index].end)) }
    if boundary < present { travel(to: boundary) }
    travel(to: present)
    history.forget(after: present)
    farthest = present
    if step >= budget { outcome = .finished }
    if !withPresent { look(measuring: true) }
  }

  /// A second run that shares the past of this one and goes on from the present step.
  ///
  /// With the same network and optimizer it takes over every number; otherwise the parameters whose names and shapes
  /// agree.
  func branch(_ lane: Lane, learner: any Learner, historyRoom: Int) -> LaneRun {
    let branch = LaneRun(lane, learner: learner, historyRoom: historyRoom, origin: step)
    branch.takeState(from: self)
    let isSameRun = lane.experiment == experiment
    branch.past =
      isSameRun ? past.map { ($0.experiment, $0.turns + turnsSoFar, $0.touches + touchesSoFar) } : nil
    branch.adoptTouches(of: self)
    if branch.meters == meters {
      branch.recorders = recorders
      for index in recorders.indices { branch.recorders[index].cut(before: step) }
      branch.examiner = examiner
      branch.examiner.forget(after: step)
    }
    branch.marks = marks.filter { $0.step <= step }
    branch.mark("forked here", .fork)
    branch.setBudget(budget)
    branch.look(measuring: true)
    return branch
  }

  /// The turns that led to the present state.
  var turnsSoFar: [Turn] { turns.filter { $0.step <= step } }

  /// What was done by hand in this run on the way to the present state; what a branch took over belongs to its past.
  private var touchesSoFar: [Touch] { touches.dropFirst(inheritedTouches).filter { $0.step <= step } }

  /// What reproduces the run up to the present step, with what was turned and done by hand; nil for a branch that became
  /// another experiment where it forked.
  ///
  /// While a run goes on, its readings belong to the state before the step that was performed last.
  func receipt(isRunning: Bool) -> Receipt? {
    guard let past else { return nil }
    return Receipt(
      past.experiment, turns: past.turns + turnsSoFar, touches: past.touches + touchesSoFar,
      reading: lastReading(isRunning: isRunning))
  }

  private func lastReading(isRunning: Bool) -> Receipt.Reading? {
    guard let meter = meters.first else { return nil }
    if case .diverged(let end) = outcome {
      return Receipt.Reading(step: end.step, meter: end.meter, value: end.value)
    }
    let value = reading(0)
    return value.isNaN
      ? nil : Receipt.Reading(step: isRunning ? max(0, step - 1) : step, meter: meter.name, value: value)
  }

  private func takeState(from other: LaneRun) {
    let own = learner.memory
    let source = other.learner.memory
    let isSame =
      own.slots == source.slots && own.persistent.count == source.persistent.count
      && experiment.optimizer.name == other.experiment.optimizer.name
    if isSame { return own.persistent.copy(from: source.persistent) }
    for slot in own.slots {
      guard let twin = source.slots.first(where: { $0.name == slot.name && $0.claim == slot.claim }) else {
        continue
      }
      own.parameters[slot.range].copy(from: source.parameters[twin.range])
    }
  }
}
