import Experiments
import Lessons
import TerminalUI

/// Back and forth in time, and several courses from one moment.
extension LessonScreen {
  private func epoch(_ world: World) -> Int { world.snapshot.lanes.first?.stepsPerEpoch ?? 1 }

  /// A step of the chosen grain; where this step was performed before, it is shown again.
  func stepForward(_ world: World) -> Outcome {
    .asking(.bench(.step(grain.steps(inEpoch: epoch(world)))))
  }

  mutating func travel(_ action: Action, _ world: World) -> Outcome {
    guard hasExperiment, let lane = world.snapshot.lanes.first else { return .ignored }
    if action == .grain {
      grain = grain.next(inEpoch: epoch(world))
      message = Message(text: grain.words(inEpoch: epoch(world)))
      return .done
    }
    // The readings of a diverged state are of no use: the last finite one is shown.
    if case .diverged(let end) = world.snapshot.phase, world.snapshot.lanes.count == 1 {
      message = Message(text: "The last state before it diverged. Turn a knob, then Space goes on.")
      return .asking(.bench(.seek(max(0, end.step - 1))))
    }
    guard lane.step > 0 else { return .ignored }
    return .asking(.bench(.back(grain.steps(inEpoch: epoch(world)))))
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
