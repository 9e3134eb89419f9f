import Experiments
import TerminalUI

/// When the box that explains a divergence opens, and what its remedies do.
extension LessonScreen {
  var isAutopsyOpen: Bool { instrument is AutopsyInstrument }

  /// The lane whose autopsy `a` shows: the one the panels show, or else the first that diverged.
  func explainedLane(_ world: World) -> Int? {
    let lanes = world.snapshot.lanes
    if lanes.indices.contains(workbench.selected), lanes[workbench.selected].autopsy != nil {
      return workbench.selected
    }
    return lanes.firstIndex { $0.autopsy != nil }
  }

  private func found(_ world: World) -> AutopsyInstrument? {
    guard hasExperiment, let lane = explainedLane(world), let autopsy = world.snapshot.lanes[lane].autopsy
    else { return nil }
    return AutopsyInstrument(autopsy, lane: lane)
  }

  /// Opens the box when nothing can go on any more, once for each divergence, unless another instrument is in use;
  /// puts it away when the run is elsewhere.
  mutating func noteDivergence(_ world: World) {
    if isAutopsyOpen, instrument?.isClosed == true { instrument = nil }
    guard let found = found(world) else {
      seenAutopsy = nil
      return
    }
    guard case .diverged = world.snapshot.phase, found.autopsy != seenAutopsy, instrument == nil else {
      return
    }
    (instrument, seenAutopsy) = (found, found.autopsy)
  }

  mutating func switchAutopsy(_ world: World) -> Outcome {
    guard !isAutopsyOpen else {
      instrument = nil
      return .done
    }
    guard let found = found(world) else { return .ignored }
    return take(found, world)
  }

  /// Goes back in time and turns what the remedy turns; a setting that is not live begins a new run.
  mutating func take(_ remedy: Remedy, lane: Int) -> Outcome {
    do throws(SettingError) {
      var commands = [Command.seek(remedy.step)]
      var text = "Step \(Figure.count(remedy.step)) again"
      if let setting = remedy.setting {
        let mended = try workbench.mend(setting, lane: lane)
        commands = mended.isNew ? mended.commands : commands + mended.commands
        text = "\(mended.isNew ? "A new run" : text), \(setting.key) \(setting.value)"
      }
      message = Message(text: "\(text). Space goes on from here.")
      return Outcome(isHandled: true, effects: commands.map { .bench($0) })
    } catch {
      message = Message(text: error.description, ink: .warning)
      return .done
    }
  }
}
