import Experiments
import Lessons

/// Lanes that went on from a moment of another lane.
extension Workbench {
  /// All lanes as they run, forks last.
  var allLanes: [Lane] { lanes + forks }

  var selectedName: String { allLanes.indices.contains(selected) ? allLanes[selected].name : "" }

  /// Forks the selected lane; the knobs turn the fork from now on.
  mutating func fork(at step: Int) -> Command {
    let source = allLanes.indices.contains(selected) ? selected : 0
    let letter = "BCDEFGHI".first { letter in !allLanes.contains { $0.name.hasPrefix("\(letter) @") } }
    let name = letter.map { "\($0) @\(Figure.count(step))" } ?? "fork"
    forks.append(Lane(name: name, experiment: allLanes[source].experiment))
    selected = allLanes.count - 1
    return .fork(lane: source, name: name, changes: [])
  }

  mutating func chooseNextLane() { selected = (selected + 1) % max(allLanes.count, 1) }

  /// Takes the selected fork back, or the newest if none is selected.
  mutating func dropFork() -> Command? {
    guard !forks.isEmpty else { return nil }
    let index = selected >= lanes.count ? selected : allLanes.count - 1
    forks.remove(at: index - lanes.count)
    selected = forks.isEmpty ? 0 : min(index, allLanes.count - 1)
    return .drop(lane: index)
  }

  /// Turns a knob of the selected lane alone; a fork that has to be made anew is forked again from where it stands.
  mutating func turnSelected(_ knob: Knob, up: Bool) throws(SettingError) -> (
    commands: [Command], isNew: Bool
  ) {
    let before = value(of: knob)
    let after = knob.next(from: before, up: up)
    guard after != before else { throw SettingError("\(knob.label) is at its end: \(before)") }
    return try setSelected(Setting(knob.key, after), isLive: knob.isLive)
  }

  /// Makes a setting: in all lanes, or once there are forks in the selected one alone.
  mutating func adopt(_ setting: Setting, isLive: Bool) throws(SettingError) -> (
    commands: [Command], isNew: Bool
  ) {
    forks.isEmpty ? try set(setting, isLive: isLive) : try setSelected(setting, isLive: isLive)
  }

  /// Makes one setting of the selected lane alone.
  mutating func setSelected(_ setting: Setting, isLive: Bool) throws(SettingError) -> (
    commands: [Command], isNew: Bool
  ) {
    let changed = try allLanes[selected].experiment.setting(setting)
    if isLive {
      replaceSelected(with: changed)
      return ([.turn(setting, lane: selected)], false)
    }
    guard selected >= lanes.count else { return try set(setting, isLive: false) }
    let old = selected
    let name = allLanes[old].name
    forks.remove(at: old - lanes.count)
    forks.append(Lane(name: name, experiment: changed))
    selected = allLanes.count - 1
    return ([.fork(lane: old, name: name, changes: [setting]), .drop(lane: old)], false)
  }

  private mutating func replaceSelected(with experiment: Experiment) { replace(selected, with: experiment) }

  private mutating func replace(_ lane: Int, with experiment: Experiment) {
    if lane < lanes.count {
      lanes[lane].experiment = experiment
      (lanes[lane].turns, lanes[lane].touches) = ([], [])
    } else {
      forks[lane - lanes.count].experiment = experiment
    }
  }

  /// Changes a setting of one lane alone, where it stands if the setting is live, else in a new run.
  mutating func mend(_ setting: Setting, lane: Int) throws(SettingError) -> (commands: [Command], isNew: Bool)
  {
    guard allLanes.indices.contains(lane) else { return ([], false) }
    let isLive = allLanes[lane].experiment.knob(for: setting.key)?.isLive == true
    guard isLive, allLanes.count > 1 else { return try set(setting, isLive: isLive) }
    replace(lane, with: try allLanes[lane].experiment.setting(setting))
    return ([.turn(setting, lane: lane)], false)
  }

  /// What a restart forgets; a lane of the race stays the one that is shown.
  mutating func forgetForks() {
    forks = []
    if selected >= lanes.count { selected = 0 }
  }
}
