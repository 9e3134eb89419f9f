import Experiments
import TerminalUI

/// Running, restarting and turning.
extension LessonScreen {
  mutating func drive(_ action: Action, _ world: World) -> Outcome {
    guard hasExperiment else { return .ignored }
    if action == .run || action == .step, let question = openQuestion(world), isGated(world) {
      pinned = question.name
      focus = .text
      isZoomed = false
      message = Message(
        text: "Predict first: press 1-\(question.choices.count), then Space runs.", ink: .warning)
      return .done
    }
    let isRunning = world.snapshot.phase == .running
    switch action {
    case .run: return .asking(.bench(isRunning ? .pause : .run(stepsPerSecond: pace)))
    case .step: return stepForward(world)
    case .restart:
      message = Message(text: "Step 0 again, seed \(seed).")
      return reloaded([workbench.restart()], isRunning)
    case .reseed: return reseed(isRunning)
    default: return changePace(faster: action == .faster, isRunning)
    }
  }

  /// What was done to the run before no longer belongs to its ledger.
  private mutating func noteRestart() {
    deeds = [Mark(step: 0, text: "restarted", kind: .restart, detail: "begun anew with seed \(seed)")]
    lastStep = nil
    if isAutopsyOpen { instrument = nil }
  }

  var seed: UInt64 { workbench.experiment?.seed ?? 0 }

  /// Loading stops the run; one that was going on goes on.
  mutating func reloaded(_ commands: [Command], _ isRunning: Bool) -> Outcome {
    if commands.contains(where: \.isLoad) { noteRestart() }
    let all = commands + (isRunning ? [.run(stepsPerSecond: pace)] : [])
    return Outcome(isHandled: true, effects: all.map { .bench($0) })
  }

  private mutating func reseed(_ isRunning: Bool) -> Outcome {
    do throws(SettingError) {
      let (commands, _) = try workbench.set(Setting("seed", String(seed &+ 1)), isLive: false)
      message = Message(text: "Step 0 with seed \(seed).")
      return reloaded(commands, isRunning)
    } catch {
      message = Message(text: error.description, ink: .warning)
      return .done
    }
  }

  private mutating func changePace(faster: Bool, _ isRunning: Bool) -> Outcome {
    pace = PaceLadder.next(from: pace, faster: faster)
    message = Message(text: PaceLadder.words(pace).capitalizedFirst + ".", endsWithRun: isRunning)
    return isRunning ? .asking(.bench(.run(stepsPerSecond: pace))) : .done
  }

  /// Turns the selected knob; what cannot go on with the same learner begins anew with the same seed.
  mutating func turn(up: Bool, _ world: World) -> Outcome {
    guard !knobs.isEmpty else { return .ignored }
    let knob = knobs[min(selectedKnob, knobs.count - 1)]
    do throws(SettingError) {
      let (commands, isNew) =
        workbench.forks.isEmpty
        ? try workbench.turn(knob, up: up) : try workbench.turnSelected(knob, up: up)
      if isNew {
        message = Message(text: "\(knob.label) \(workbench.value(of: knob)): a new run, same seed.")
      }
      return reloaded(commands, isNew && world.snapshot.phase == .running)
    } catch {
      message = Message(text: error.description, ink: .warning)
      return .done
    }
  }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension Command {
  fileprivate var isLoad: Bool {
    if case .load = self { return true }
    return false
  }
}
