import Datasets
import Experiments
import Lessons
import Neural
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
    if handsOverSettings {
      requested = setting
      return .done
    }
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

  /// Does something by hand to the lane that the panels show; what came of it is a mark of the run.
  func touch(_ intervention: Intervention, _ world: World) throws(SettingError) -> Outcome {
    guard hasExperiment, world.snapshot.lanes.indices.contains(workbench.selected) else {
      throw SettingError("this page runs no experiment")
    }
    return .asking(.bench(.touch(intervention, lane: workbench.selected)))
  }

  /// Searches for a rate, with the panel of the search in view.
  mutating func sweep(_ world: World) throws(SettingError) -> Outcome {
    guard isFree(world) else { throw SettingError("nothing runs here that could be swept now") }
    var outcome = Outcome.done
    if let index = page.panels.firstIndex(where: { $0.name == SweepPanel.name }) {
      (selectedPanel, focus) = (index, .panels)
    } else {
      outcome = try addPanel(SweepPanel.name, world)
    }
    outcome.effects.append(.bench(.search(.rates, lane: workbench.selected)))
    return outcome
  }

  /// Writes the experiment as it stands to a file that is not there yet.
  mutating func save(_ path: String, _ world: World) throws(SettingError) -> Outcome {
    guard let experiment = workbench.experiment else { throw SettingError("this page runs no experiment") }
    let name = path.contains(".") ? path : path + ".yaml"
    guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else {
      throw SettingError("the name of an experiment's file ends in .yaml")
    }
    guard !world.desk.exists(name) else { throw SettingError("a file \(name) exists; give another name") }
    let sketch: Sketch
    do throws(DataError) {
      sketch = try Sketch(experiment, library: world.desk.library)
    } catch {
      throw SettingError(error.description)
    }
    try world.desk.save(sketch.text(at: name), to: name)
    message = Message(
      text: "Saved. gradlab open \(name) brings it back, gradlab run \(name) runs it without a screen.",
      ink: .good)
    return .done
  }

  /// Opens what a file or a receipt holds.
  static func load(_ text: String, _ world: World) throws(SettingError) -> Outcome {
    do {
      if let sketch = try OwnWork.sketch(text, library: world.desk.library) { return .asking(.own(sketch)) }
    } catch {
      throw SettingError("\(error)")
    }
    throw SettingError("load opens a file ending in .yaml or .csv, or a receipt; open goes to a lesson")
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
    guard world.snapshot.suits(panel) else {
      throw SettingError("the panel \(name) has nothing to show of this run; Tab shows which have")
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
