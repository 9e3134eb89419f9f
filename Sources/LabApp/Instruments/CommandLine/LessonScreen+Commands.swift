import Experiments
import Lessons
import Panels
import TerminalUI

/// What commands do that no key does.
extension LessonScreen {
  /// Whether a run may go on: no prediction is open, and no lane is broken.
  func isFree(_ world: World) -> Bool { hasExperiment && !isGated(world) && !hasEnded(world) }

  mutating func set(_ setting: Setting, _ world: World) throws(SettingError) -> Outcome {
    guard hasExperiment, let experiment = workbench.experiment else {
      throw SettingError("this page runs no experiment")
    }
    let changed = try experiment.setting(setting)
    let knob = experiment.knob(for: setting.key)
    let key = knob?.key ?? setting.key
    guard changed != experiment else {
      message = Message(text: "\(knob?.label ?? key) is \(changed.value(of: key) ?? setting.value) already.")
      return .done
    }
    let (commands, isNew) = try workbench.change(setting, isLive: knob?.isLive ?? false)
    let value = workbench.experiment?.value(of: key) ?? setting.value
    message = Message(text: "\(knob?.label ?? key) \(value)\(isNew ? ": a new run, same seed" : "").")
    return reloaded(commands, isNew && world.snapshot.phase == .running)
  }

  mutating func showLane(_ name: String?, _ world: World) throws(SettingError) -> Outcome {
    let names = workbench.allLanes.map(\.name)
    guard names.count > 1 else { throw SettingError("there is one lane only; fork makes another") }
    guard let name else { return perform(.chooseLane, key: .enter, in: world) }
    guard let index = names.firstIndex(of: name) ?? names.firstIndex(where: { $0.hasPrefix(name) }) else {
      throw SettingError("there is no lane \"\(name)\"; \(Spelling.advice(for: name, among: names))")
    }
    workbench.selected = index
    message = Message(text: "The panels show \(names[index]).")
    return .done
  }

  /// Adds a panel behind those of the page, or takes away one that was added.
  mutating func addPanel(_ name: String, _ world: World) throws(SettingError) -> Outcome {
    guard hasExperiment else {
      throw SettingError("this page runs no experiment, so a panel has nothing to show")
    }
    guard let panel = world.panels.panel(named: name) else {
      let names = world.panels.panels.map { $0.name }
      throw SettingError("there is no panel \"\(name)\"; \(Spelling.advice(for: name, among: names))")
    }
    guard shownLane(world)?.suits(panel) ?? true else {
      throw SettingError("the panel \(name) has nothing to show of this learner; Tab shows which have")
    }
    var added = addedPanels[pageIndex] ?? []
    if let index = added.firstIndex(where: { $0.name == name }) {
      added.remove(at: index)
      addedPanels[pageIndex] = added
      selectedPanel = min(selectedPanel, max(page.panels.count - 1, 0))
      message = Message(text: "The panel \(name) is taken away.")
      return .asking(showProbes(world))
    }
    if let index = page.panels.firstIndex(where: { $0.name == name }) {
      selectedPanel = index
    } else {
      addedPanels[pageIndex] = added + [PanelChoice(name)]
      selectedPanel = page.panels.count - 1
    }
    focus = .panels
    return .asking(showProbes(world))
  }

  /// Opens `LESSON` or `LESSON/PAGE`.
  func open(_ place: String, _ world: World) throws(SettingError) -> Outcome {
    let parts = place.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let ids = world.shelf.lessons.map(\.id)
    guard let id = parts.first, let lesson = world.shelf.find(id) else {
      let name = parts.first ?? place
      let near = Spelling.nearest(to: name, among: ids).map { "did you mean \"\($0)\"?" }
      throw SettingError("there is no lesson \"\(name)\"; \(near ?? "Tab shows what there is")")
    }
    guard parts.count < 3, let page = parts.count == 2 ? Int(parts[1]) : 1,
      (1...max(lesson.pages.count, 1)).contains(page)
    else { throw SettingError("\(lesson.id) has the pages 1 to \(lesson.pages.count)") }
    return .asking(.open(lesson: lesson.id, page: page - 1))
  }
}

extension Workbench {
  /// Changes one setting: of the lane that is shown once there are forks, else of the experiment and its lanes.
  mutating func change(_ setting: Setting, isLive: Bool) throws(SettingError) -> (
    commands: [Command], isNew: Bool
  ) {
    forks.isEmpty ? try set(setting, isLive: isLive) : try setSelected(setting, isLive: isLive)
  }
}
