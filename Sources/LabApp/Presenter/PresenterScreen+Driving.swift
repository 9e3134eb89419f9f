import Experiments
import Lessons
import TerminalUI

/// Running, stepping, forking and the one knob.
extension PresenterScreen {
  /// The knob that `[` and `]` turn.
  var knob: Knob? {
    guard let experiment = workbench.experiment else { return nil }
    return scene.knob.flatMap { experiment.knob(for: $0) } ?? workbench.knobs.first
  }

  mutating func drive(_ action: Action, _ world: World) -> Outcome {
    guard hasExperiment else { return .ignored }
    if action == .restart { return Outcome(isHandled: true, effects: load(world)) }
    // Until the prepared state is there a step would lead past it.
    guard !isPreparing else { return .done }
    let isRunning = world.snapshot.phase == .running
    switch action {
    case .run: return .asking(.bench(isRunning ? .pause : .run(stepsPerSecond: pace)))
    case .step: return .asking(.bench(.step(1)))
    case .stepBack: return stepBack(world)
    case .faster, .slower: return changePace(faster: action == .faster, isRunning)
    case .turnUp, .turnDown: return turn(up: action == .turnUp, isRunning)
    case .fork: return fork(world)
    case .chooseLane:
      workbench.chooseNextLane()
      message = "The panels show \(workbench.selectedName)."
      return .done
    case .dropFork: return workbench.dropFork().map { .asking(.bench($0)) } ?? .ignored
    default: return .ignored
    }
  }

  private func stepBack(_ world: World) -> Outcome {
    if case .diverged(let end) = world.snapshot.phase, world.snapshot.lanes.count == 1 {
      return .asking(.bench(.seek(max(0, end.step - 1))))
    }
    return .asking(.bench(.back(1)))
  }

  private mutating func changePace(faster: Bool, _ isRunning: Bool) -> Outcome {
    pace = PaceLadder.next(from: pace, faster: faster)
    message = PaceLadder.words(pace)
    return isRunning ? .asking(.bench(.run(stepsPerSecond: pace))) : .done
  }

  /// Turns the knob; what cannot go on with the same learner is prepared anew, with the same seed.
  private mutating func turn(up: Bool, _ isRunning: Bool) -> Outcome {
    guard let knob else { return .ignored }
    do throws(SettingError) {
      let (commands, isNew) =
        workbench.forks.isEmpty
        ? try workbench.turn(knob, up: up) : try workbench.turnSelected(knob, up: up)
      var effects = commands.map { Effect.bench($0) }
      if isNew {
        effects += preparation()
        if isRunning, !isPreparing { effects.append(.bench(.run(stepsPerSecond: pace))) }
      }
      return Outcome(isHandled: true, effects: effects)
    } catch {
      message = error.description
      return .done
    }
  }

  private mutating func fork(_ world: World) -> Outcome {
    guard let lane = world.snapshot.lanes.first, workbench.allLanes.count < Loop.mostLanes else {
      message = "No further fork: \(Loop.mostLanes) lanes are running."
      return .done
    }
    let command = workbench.fork(at: lane.step)
    message = "Forked: [ ] turns \(workbench.selectedName) alone."
    return .asking(.bench(command))
  }
}
