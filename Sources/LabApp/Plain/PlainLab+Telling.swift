import Experiments
import Lessons
import Neural
import Panels
import TerminalUI

/// Knobs, panels, tasks.
extension PlainLab {
  mutating func tellKnobs() {
    guard let screen, !screen.knobs.isEmpty else { return say("This page has no knobs.") }
    for knob in screen.knobs {
      let live = knob.isLive ? "" : "; makes a new run"
      say("\(name(of: knob)) is \(screen.workbench.value(of: knob)); \(range(of: knob))\(live).", first: "  ")
    }
    say("Turn one with: set \(screen.knobs[0].key) VALUE.")
  }

  private func name(of knob: Knob) -> String {
    knob.label == knob.key ? knob.key : "\(knob.key) (\(knob.label))"
  }

  private func range(of knob: Knob) -> String {
    switch knob.kind {
    case .number(let range, _, _):
      "from \(Digits.short(range.lowerBound)) to \(Digits.short(range.upperBound))"
    case .choice(let choices): "one of \(choices.joined(separator: ", "))"
    case .toggle: "on or off"
    }
  }

  /// `rate 0.3`, or any number of `rate=0.3`.
  mutating func set(_ words: [String]) {
    guard let screen, screen.hasExperiment else {
      return say("This page has no experiment; \"next\" goes on.")
    }
    guard !words.isEmpty else { return tellKnobs() }
    do throws(SettingError) {
      var settings: [Setting] = []
      if words[0].contains("=") {
        for word in words { settings.append(try Setting(parsing: word)) }
      } else {
        guard words.count > 1 else { throw SettingError("say a value too, such as: set \(words[0]) VALUE") }
        settings = [Setting(words[0], words.dropFirst().joined(separator: " "))]
      }
      for setting in settings { try set(key(of: setting)) }
    } catch {
      say(error.description)
    }
  }

  /// The setting with the knob's key where its label was written.
  private func key(of setting: Setting) -> Setting {
    let labelled = screen?.knobs.first { $0.label.lowercased() == setting.key.lowercased() }
    return Setting(labelled?.key ?? setting.key, setting.value)
  }

  private mutating func set(_ setting: Setting) throws(SettingError) {
    guard var present = screen, let experiment = present.workbench.experiment else { return }
    let isLive = experiment.knob(for: setting.key)?.isLive ?? false
    let (commands, isNew) = try present.workbench.set(setting, isLive: isLive)
    screen = present
    apply(commands.map { .bench($0) })
    observe()
    let value = present.workbench.experiment?.value(of: setting.key) ?? setting.value
    say("\(setting.key) is \(value)\(isNew ? ": a new run at step 0, same seed" : " from now on").")
  }

  // MARK: panels

  /// All panels of the page, or the one of that number or name.
  mutating func tellPanels(_ wish: String) {
    guard let panels = screen?.page.panels, !panels.isEmpty else { return say("This page has no panels.") }
    guard !wish.isEmpty else { return tellAllPanels() }
    if let number = Int(wish), panels.indices.contains(number - 1) { return tell(number - 1) }
    if let index = panels.firstIndex(where: { $0.name == wish.lowercased() }) { return tell(index) }
    say("There is no panel \"\(wish)\"; \(Spelling.advice(for: wish, among: panels.map(\.name)))".sentence)
  }

  mutating func tellAllPanels() {
    for index in screen?.page.panels.indices ?? 0..<0 { tell(index) }
  }

  private mutating func tell(_ index: Int) {
    guard let screen, let panel = screen.panelType(index, world) else { return }
    let view = screen.view(of: index)
    let title = panel.title(world.snapshot, view)
    text.say("Panel \(index + 1), \(title): \(panel.describe(world.snapshot, view))".sentence)
  }

  // MARK: tasks

  mutating func tellTasks() {
    guard let screen, !screen.page.tasks.isEmpty else { return say("This page has no task.") }
    for entry in screen.goalEntries(world) { tell(entry) }
  }

  /// After a run: those that are still to be met.
  mutating func tellOpenTasks() {
    for entry in screen?.goalEntries(world) ?? [] where !entry.isMet { tell(entry) }
  }

  private mutating func tell(_ entry: GoalLines.Entry) {
    say("Task (\(standing(entry))): \(entry.task.say)")
  }

  private func standing(_ entry: GoalLines.Entry) -> String {
    if entry.isMet { return "met" }
    guard let status = entry.status else { return "open" }
    let meter = entry.task.goal.meter
    let now = status.current.isNaN ? "open" : "open, \(meter) is \(Figure.reading(status.current))"
    switch status.state {
    case .open, .met: return now
    case .missed: return "\(now), missed in this run, restart"
    case .barred(let setting): return "does not count, \(setting.key) has to stay \(setting.value)"
    }
  }

  mutating func tellHint() {
    guard var present = screen, let task = present.hintedTask(world) else {
      return say("No task here waits for a hint.")
    }
    _ = present.showHint(world)
    screen = present
    let number = present.hints[task.name] ?? 1
    guard task.hints.indices.contains(number - 1) else { return }
    say("Hint \(number) of \(task.hints.count): \(task.hints[number - 1])")
  }
}
