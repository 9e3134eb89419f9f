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
    case .step: return step(world)
    case .stepBack: return stepBack(world)
    case .grain: return chooseGrain(world)
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

  /// The lane that the panels show.
  private func shown(_ world: World) -> (lane: LaneSnapshot, index: Int)? {
    let lanes = world.snapshot.lanes
    let index = lanes.indices.contains(workbench.selected) ? workbench.selected : 0
    return lanes.isEmpty ? nil : (lanes[index], index)
  }

  private func walk(isForward: Bool, _ world: World) -> Command? {
    shown(world).flatMap { grain.walk(isForward: isForward, $0.lane, index: $0.index) }
  }

  private func step(_ world: World) -> Outcome {
    if let walk = walk(isForward: true, world) { return .asking(.bench(walk)) }
    let stepsPerEpoch = world.snapshot.lanes.first?.stepsPerEpoch ?? 1
    return .asking(.bench(.step(grain.steps(inEpoch: stepsPerEpoch) ?? 1)))
  }

  private func stepBack(_ world: World) -> Outcome {
    if case .diverged(let end) = world.snapshot.phase, world.snapshot.lanes.count == 1 {
      return .asking(.bench(.seek(max(0, end.step - 1))))
    }
    if let walk = walk(isForward: false, world) { return .asking(.bench(walk)) }
    let stepsPerEpoch = world.snapshot.lanes.first?.stepsPerEpoch ?? 1
    return .asking(.bench(.back(grain.steps(inEpoch: stepsPerEpoch) ?? 1)))
  }

  private mutating func chooseGrain(_ world: World) -> Outcome {
    guard let lane = shown(world)?.lane else { return .ignored }
    grain = grain.next(lane)
    message = grain.words(lane)
    return .done
  }

  /// The part of a step that one looks at, in words.
  func stepWords(_ world: World) -> StepWords? {
    guard hasExperiment, let lane = shown(world)?.lane, let part = lane.part else { return nil }
    return StepWords(part: part, number: lane.step + 1, grain: grain)
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
