import Experiments
import Lessons
import TerminalUI

/// Back and forth in time, and several courses from one moment.
extension LessonScreen {
  /// A step of the chosen grain; where this step was performed before, it is shown again.
  func stepForward(_ world: World) -> Outcome {
    if let walk = walk(isForward: true, world) { return .asking(.bench(walk)) }
    // A key that comes before the first snapshot is no lost key.
    let stepsPerEpoch = world.snapshot.lanes.first?.stepsPerEpoch ?? 1
    return .asking(.bench(.step(grain.steps(inEpoch: stepsPerEpoch) ?? 1)))
  }

  mutating func travel(_ action: Action, _ world: World) -> Outcome {
    guard hasExperiment, let lane = world.snapshot.lanes.first else { return .ignored }
    if action == .grain { return choose(grain.next(shownLane(world) ?? lane), world) }
    // The readings of a diverged state are of no use: the last finite one is shown.
    if case .diverged(let end) = world.snapshot.phase, world.snapshot.lanes.count == 1 {
      message = Message(text: "The last state before it diverged. Turn a knob, then Space goes on.")
      return .asking(.bench(.seek(max(0, end.step - 1))))
    }
    if let walk = walk(isForward: false, world) {
      return isWalking(world) || lane.step > 0 ? .asking(.bench(walk)) : .ignored
    }
    guard lane.step > 0 else { return .ignored }
    return .asking(.bench(.back(grain.steps(inEpoch: lane.stepsPerEpoch) ?? 1)))
  }

  mutating func choose(_ grain: Grain, _ world: World) -> Outcome {
    guard let lane = shownLane(world) else { return .ignored }
    self.grain = grain
    message = Message(text: grain.words(lane))
    return .done
  }

  /// The lane that the panels show.
  func shownLane(_ world: World) -> LaneSnapshot? {
    let lanes = world.snapshot.lanes
    return lanes.indices.contains(workbench.selected) ? lanes[workbench.selected] : lanes.first
  }

  /// Whether one looks at a part of a step.
  func isWalking(_ world: World) -> Bool { world.snapshot.lanes.contains { $0.part != nil } }

  /// The part of a step that one looks at, in words.
  func stepWords(_ world: World) -> StepWords? {
    guard hasExperiment, let lane = shownLane(world), let part = lane.part else { return nil }
    return StepWords(part: part, number: lane.step + 1, grain: grain)
  }

  /// What looks a part on or back at the chosen grain; nil where whole steps are taken.
  private func walk(isForward: Bool, _ world: World) -> Command? {
    let index = world.snapshot.lanes.indices.contains(workbench.selected) ? workbench.selected : 0
    return grain.walk(isForward: isForward, shownLane(world), index: index)
  }

  mutating func branch(_ action: Action, _ world: World) -> Outcome {
    switch action {
    case .fork: return fork(world)
    case .chooseLane:
      workbench.chooseNextLane()
      let turned = workbench.forks.isEmpty ? "" : ", and [ ] turns it"
      message = Message(text: "The panels show \(workbench.selectedName)\(turned).")
      return .done
    default:
      guard let command = workbench.dropFork() else { return .ignored }
      message = Message(text: "The fork is taken back.")
      return .asking(.bench(command))
    }
  }

  private mutating func fork(_ world: World) -> Outcome {
    guard hasExperiment, let lane = world.snapshot.lanes.first, !hasEnded(world) else { return .ignored }
    guard workbench.lanes.count + workbench.forks.count < Loop.mostLanes else {
      message = Message(text: "\(Loop.mostLanes) lanes are running; u takes a fork back.", ink: .warning)
      return .done
    }
    let command = workbench.fork(at: lane.step)
    message = Message(
      text: "Forked at step \(Figure.count(lane.step)): [ ] turns \(workbench.selectedName) alone. "
        + "x chooses the lane, u takes the fork back.")
    return .asking(.bench(command))
  }
}
