import Experiments
import Lessons
import Panels
import TerminalUI

/// Focus, scrolling and panels.
extension LessonScreen {
  /// What Tab goes through.
  func stops(_ world: World) -> [Focus] {
    Focus.allCases.filter { stop in
      switch stop {
      case .text: !isZoomed
      case .panels: !page.panels.isEmpty
      case .knobs: !knobs.isEmpty
      }
    }
  }

  mutating func move(_ action: Action, _ world: World) -> Outcome {
    switch action {
    case .focusNext: focus = nextStop(world) ?? focus
    case .focusPrevious: focus = nextStop(by: -1, world) ?? focus
    case .zoom: zoom()
    case .log: switchScale(world)
    case .scale: switchMeasure(world)
    case .left, .right: moveSideways(by: action == .right ? 1 : -1)
    case .up, .down: moveUpright(by: action == .down ? 1 : -1, world)
    case .scrollUp: scroll(by: -pageRows(world), world)
    case .scrollDown: scroll(by: pageRows(world), world)
    case .first: scroll(by: -1_000_000, world)
    case .last: scroll(by: 1_000_000, world)
    default: return .ignored
    }
    return .done
  }

  /// Where Tab goes from here, or back.
  func nextStop(by count: Int = 1, _ world: World) -> Focus? {
    let stops = stops(world)
    guard stops.count > 1 else { return stops.first }
    let place = stops.firstIndex(of: focus) ?? 0
    return stops[(place + count + stops.count) % stops.count]
  }

  private mutating func zoom() {
    guard !page.panels.isEmpty else { return }
    isZoomed.toggle()
    if isZoomed, focus == .text { focus = .panels }
  }

  private mutating func moveSideways(by count: Int) {
    if focus == .panels || knobs.isEmpty {
      selectPanel(by: count)
    } else {
      selectedKnob = min(max(selectedKnob + count, 0), knobs.count - 1)
      if !isZoomed { focus = .knobs }
    }
  }

  mutating func selectPanel(by count: Int) {
    guard !page.panels.isEmpty else { return }
    selectedPanel = min(max(selectedPanel + count, 0), page.panels.count - 1)
  }

  private mutating func moveUpright(by count: Int, _ world: World) {
    if focus == .panels { return selectPanel(by: count) }
    if let question = openQuestion(world), isInView(question.name, world),
      question.choices.indices.contains(cursor + count)
    {
      cursor += count
      pinned = question.name
    } else {
      scroll(by: count, world)
    }
  }

  // MARK: text

  /// The text with the rows that are in view.
  struct TextWindow {
    var text: PageText
    var first: Int
    /// Rows of text; one less than the area where a line in it says how much more there is.
    var height: Int

    /// What is said about the rest, from long to short; nothing where there is none.
    var more: [String] {
      guard text.lines.count > height else { return [] }
      let hidden = text.lines.count - first - height
      guard hidden > 0 else { return ["↑ PgUp"] }
      return ["↓ \(hidden) more line\(hidden == 1 ? "" : "s"), PgDn", "↓ \(hidden), PgDn", "↓ \(hidden)"]
    }
  }

  func pageText(_ world: World, width: Int, form: PageText.Form) -> PageText {
    let met = Set(page.tasks.map(\.name).filter { world.journal[lesson.id].tasks[$0] != nil })
    return PageText(
      page, width: width, look: world.look, questions: questions(world), metTasks: met, form: form)
  }

  func textWindow(_ world: World, in layout: LessonLayout) -> TextWindow {
    let area = layout.text
    let form = textForm(world, isStacked: layout.isStacked, goalRows: layout.goalRows)
    var text = pageText(world, width: area.width, form: form)
    if text.lines.count > area.height, layout.goals.height >= layout.goalRows, layout.goalRows > 0 {
      // What is to be done stands below as well.
      text = pageText(
        world, width: area.width, form: PageText.Form(hasTitle: form.hasTitle, hasTasks: false))
    }
    let isCut = text.lines.count > area.height
    let height = max(area.height - (isCut && !layout.hasRuleBelowText ? 1 : 0), 0)
    var scroll = scrolls[pageIndex] ?? Scroll()
    if let pinned, let rows = text.questions[pinned] {
      // Of a box higher than the window its end counts: the choices, then the reason.
      let part = max(rows.lowerBound, rows.upperBound - height)..<rows.upperBound
      scroll.reveal(part, of: text.lines.count, in: height)
    }
    return TextWindow(text: text, first: scroll.first(of: text.lines.count, in: height), height: height)
  }

  private func isInView(_ question: String, _ world: World) -> Bool {
    let window = textWindow(world, in: layout(world))
    guard let rows = window.text.questions[question] else { return false }
    return rows.overlaps(window.first..<window.first + max(window.height, 1))
  }

  /// A line of the last screenful stays in view.
  private func pageRows(_ world: World) -> Int {
    let layout = layout(world)
    return max(layout.text.height - (layout.hasRuleBelowText ? 1 : 2), 1)
  }

  mutating func scroll(by rows: Int, _ world: World) {
    let window = textWindow(world, in: layout(world))
    var scroll = Scroll(offset: window.first)
    scroll.move(by: rows, of: window.text.lines.count, in: window.height)
    scrolls[pageIndex] = scroll
    pinned = nil
  }

  // MARK: panels

  func panelType(_ index: Int, _ world: World) -> (any Panel.Type)? {
    page.panels.indices.contains(index) ? world.panels.panel(named: page.panels[index].name) : nil
  }

  func view(of index: Int) -> PanelView {
    var options = Set(page.panels.indices.contains(index) ? page.panels[index].options : [])
    if let isLogarithmic = scales[index] {
      options.subtract(["log", "linear"])
      options.insert(isLogarithmic ? "log" : "linear")
    }
    var view = PanelView(
      lane: workbench.selected, options: options, hasFocus: focus == .panels && index == selectedPanel,
      scale: measures[index])
    view.expected = expected
    return view
  }

  /// The next measure of the panel's colours or bars: per layer, whole net, fixed.
  private mutating func switchMeasure(_ world: World) {
    guard let panel = panelType(selectedPanel, world), panel.scales.count > 1 else {
      message = Message(
        text: "This panel has one scale; s changes those that go across layers.", ink: .warning)
      return
    }
    let place = measures[selectedPanel].flatMap { panel.scales.firstIndex(of: $0) } ?? 0
    let next = panel.scales[(place + 1) % panel.scales.count]
    measures[selectedPanel] = next
    message = Message(text: "Scale: \(next.rawValue).")
  }

  private mutating func switchScale(_ world: World) {
    guard let panel = panelType(selectedPanel, world) else { return }
    let isLogarithmic =
      scales[selectedPanel] ?? panel.title(world.snapshot, view(of: selectedPanel)).contains("log")
    scales[selectedPanel] = !isLogarithmic
  }

  mutating func describe(_ world: World) -> Outcome {
    guard instrument != nil || panelType(selectedPanel, world) != nil else { return .ignored }
    isDescribing = true
    return .done
  }

  /// A panel in a sentence; where it begins with the name of a lane, that stays as it is written.
  func words(of panel: any Panel.Type, _ index: Int, _ world: World) -> String {
    let words = panel.describe(world.snapshot, view(of: index))
    return world.snapshot.lanes.count > 1 ? words : words.capitalizedFirst
  }

  /// What is laid over the panels, or else the part of a step that is looked at, the selected panel and what the lab has
  /// noticed, in words, while that is asked for.
  func description(_ world: World) -> Message? {
    if isDescribing, let sentence = instrument?.sentence(on: self, in: world) {
      return Message(text: sentence, ink: .text)
    }
    guard isDescribing, let panel = panelType(selectedPanel, world) else { return nil }
    let noticed = ToldFinding.all(world, of: lesson, lane: workbench.selected).map {
      $0.sentence.capitalizedFirst + "."
    }
    let sentences = [stepWords(world)?.sentence, words(of: panel, selectedPanel, world)] + noticed
    return Message(text: sentences.compactMap { $0 }.joined(separator: " "), ink: .text, isWhole: true)
  }
}
