import Experiments
import Panels
import TerminalUI

/// What Enter does on a panel that has the focus: searches, and settings that are adopted.
extension LessonScreen {
  /// Nil where Enter means nothing to the selected panel.
  func deed(_ world: World) -> PanelDeed? {
    guard hasExperiment, focus == .panels, let panel = panelType(selectedPanel, world) else { return nil }
    return panel.enter(world.snapshot, view(of: selectedPanel))
  }

  func deedHint(_ world: World) -> Hint {
    switch deed(world) {
    case .search: .named("search")
    case .adopt(let setting): .named("adopt \(setting.value)")
    case nil where focus == .knobs && !knobs.isEmpty: .named("type")
    case nil: answerShownByEnter(world) == nil ? .hidden : .named("show answer")
    }
  }

  mutating func press(_ world: World) -> Outcome {
    switch deed(world) {
    case .search(let plan): return search(plan, world)
    case .adopt(let setting): return adopt(setting, world)
    case nil:
      if focus == .knobs, knobs.indices.contains(selectedKnob) {
        return take(CommandLine("set \(knobs[selectedKnob].key) "), world)
      }
      if let waiting = answerShownByEnter(world) { return reveal(waiting) }
      return answer(cursor, world)
    }
  }

  private mutating func search(_ plan: SearchPlan, _ world: World) -> Outcome {
    if isGated(world) { return drive(.run, world) }
    if case .grid(_, let values, let seeds) = plan {
      message = Message(text: "\(values.count * seeds.count) runs, one after the other.")
    }
    return .asking(.bench(.search(plan, lane: workbench.selected)))
  }

  private mutating func adopt(_ setting: Setting, _ world: World) -> Outcome {
    let knob = workbench.experiment?.knob(for: setting.key)
    do throws(SettingError) {
      let (commands, isNew) = try workbench.adopt(setting, isLive: knob?.isLive ?? false)
      message = Message(
        text:
          "\(knob?.label ?? setting.key) \(setting.value)\(isNew ? ": a new run, same seed" : ", from here on")."
      )
      return Outcome(isHandled: true, effects: commands.map { .bench($0) })
    } catch {
      message = Message(text: error.description, ink: .warning)
      return .done
    }
  }
}
