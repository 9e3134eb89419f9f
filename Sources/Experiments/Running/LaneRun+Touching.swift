public import Neural

/// What was done by hand before the step of this index was performed.
public struct Touch: Sendable, Hashable, Codable {
  public var step: Int
  public var intervention: Intervention

  public init(step: Int, intervention: Intervention) {
    self.step = step
    self.intervention = intervention
  }
}

/// Interventions: done between two steps, repeated at their steps by a replay.
///
/// Those that write into the memory are part of every later checkpoint; those that stand beside it are set up again
/// whenever a checkpoint is restored.
extension LaneRun {
  /// Does it and marks it on the curves; what cannot be done is marked with its reason and changes nothing.
  ///
  /// At a step of the past it gives the run another future: what was recorded from here on is forgotten.
  func touch(_ intervention: Intervention) {
    do throws(NetworkFault) {
      try learner.check(intervention)
    } catch {
      return mark("\(error)")
    }
    let isResting = recordedEnd > step || outcome == .settled
    forgetFuture(withPresent: true)
    history.forget(from: step)
    learner.intervene(intervention)
    touches.append(Touch(step: step, intervention: intervention))
    mark(intervention.words)
    if outcome == .settled { outcome = nil }
    if isResting { look(measuring: true) }
  }

  /// Repeats what was done at this step; what a replay repeats for the first time is marked.
  func takeTouches(at step: Int) {
    for touch in touches where touch.step == step {
      learner.intervene(touch.intervention)
      let words = touch.intervention.words
      if !marks.contains(where: { $0.step == step && $0.text == words }) {
        marks.append(Mark(step: step, text: words))
      }
    }
  }

  /// Sets up what stands beside the memory at `step`.
  func restoreTouches(at step: Int) {
    guard !touches.isEmpty else { return }
    learner.forgetInterventions()
    for touch in touches where touch.step <= step && touch.intervention.isStanding {
      learner.intervene(touch.intervention)
    }
  }

  /// A branch takes over what stands; the rest is in the memory it took over already.
  func adoptTouches(of other: LaneRun) {
    touches = other.touches.filter { $0.step <= other.step && $0.intervention.isStanding }
    inheritedTouches = touches.count
    for touch in touches { learner.intervene(touch.intervention) }
  }

  /// What stands at the present step, in its order.
  var standing: [Intervention] {
    touches.filter { $0.step <= step && $0.intervention.isStanding }.map(\.intervention)
  }
}
