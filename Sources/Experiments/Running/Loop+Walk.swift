public import Neural

/// How far one has looked into the step that a lane takes next.
struct Walk {
  var lane: Int
  /// Counted from 1 in the outline of the step.
  var place: Int
}

/// Looking into a step: nothing is trained until the last part was seen.
extension Loop {
  /// Looks one part on or back; behind the last part every lane performs the step, before the first every lane takes the
  /// last step back and shows its last part.
  public func walk(_ stride: StepStride, isForward: Bool, lane: Int) {
    guard runs.indices.contains(lane), let run = runs[lane], let learner = run.learner as? any Dissected
    else { return }
    let place = walk?.lane == lane ? walk?.place ?? 0 : 0
    if isForward {
      enter(learner.outline(of: run.step).place(after: place, stride), lane, run)
    } else if place > 0 {
      let before = learner.outline(of: run.step).place(before: place, stride)
      walk = before > 0 ? Walk(lane: lane, place: before) : nil
    } else if run.step > run.history.origin {
      seek(to: run.step - 1)
      walk = Walk(lane: lane, place: learner.outline(of: run.step).count)
    }
    look()
  }

  /// - Parameter place: nil: the step is over.
  private func enter(_ place: Int?, _ lane: Int, _ run: LaneRun) {
    switch run.outcome {
    case nil, .finished: break
    default: return
    }
    if let place { return walk = Walk(lane: lane, place: place) }
    if !canAdvance { extend(by: 1) }
    advance(1)
  }

  /// The part that one looks at, in numbers.
  func part(of lane: Int) -> StepPart? {
    guard let walk, walk.lane == lane, let run = runs[lane], let learner = run.learner as? any Dissected
    else { return nil }
    return learner.part(walk.place, of: run.step, probes: shownProbes(of: learner))
  }
}
