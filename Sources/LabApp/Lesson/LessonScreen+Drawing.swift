import Experiments
import Lessons
import Panels
import TerminalUI

extension LessonScreen {
  func layout(_ world: World) -> LessonLayout {
    var needs = LessonLayout.Needs()
    needs.panelCount = hasExperiment ? page.panels.count : 0
    needs.knobRows = knobs.isEmpty ? 0 : 1
    needs.favoursPanel = focus != .text
    needs.isZoomed = isZoomed
    if !page.tasks.isEmpty {
      let width = LessonLayout(world.size, needs).goalWidth
      needs.goalRows = GoalLines.lines(goalEntries(world), width: width, in: world.look).count
    }
    if hasExperiment, world.size.width < LessonLayout.wideWidth {
      needTextRows(&needs, world)
      needs.panelRows = rows(of: selectedPanel, world, width: world.size.width - 2).map { $0 + 1 }
    } else if world.size.height >= 30 {
      // Few knobs have one line, many a second one before any is left out.
      let width = LessonLayout(world.size, needs).knobs.width
      needs.knobRows = min(KnobRow.rows(knobItems, of: knobOwner, selected: selectedKnob, width: width), 2)
    }
    return LessonLayout(world.size, needs)
  }

  private func needTextRows(_ needs: inout LessonLayout.Needs, _ world: World) {
    if let sheetRows { return needs.textRows = (sheetRows + 1) / 2 }
    let text = pageText(
      world, width: world.size.width - 2, form: textForm(world, isStacked: true, goalRows: needs.goalRows))
    let box = focus == .text ? pinned.flatMap { text.questions[$0] } : nil
    needs.textRows = box.map { min($0.count + 1, text.lines.count) } ?? text.lines.count
    needs.favoursText = box != nil
  }

  /// Where the text stands above everything, its title stands in the line above it, and what is to be done in the lines
  /// of the goals below, if they are seen whole.
  func textForm(_ world: World, isStacked: Bool, goalRows: Int) -> PageText.Form {
    guard isStacked else { return PageText.Form() }
    return PageText.Form(
      hasTitle: false, hasTasks: !hasExperiment || goalRows > LessonLayout.mostGoalRows(in: world.size))
  }

  func draw(_ world: World, on canvas: inout Canvas, in area: Rect) {
    let layout = layout(world)
    drawHeader(world, layout, on: &canvas)
    drawLines(layout, on: &canvas)
    drawText(world, layout, on: &canvas)
    drawPanels(world, on: &canvas, in: layout.panels, more: moreWords(world, layout))
    drawGoals(world, on: &canvas, in: layout.goals)
    KnobRow.draw(
      knobItems, of: knobOwner, selected: selectedKnob, hasFocus: focus == .knobs, on: &canvas,
      in: layout.knobs)
    drawStatus(world, layout, on: &canvas)
    instrument?.draw(over: self, layout, world, on: &canvas)
    drawHints(world, on: &canvas, in: layout.hints)
  }

  private func drawHeader(_ world: World, _ layout: LessonLayout, on canvas: inout Canvas) {
    let (marks, right) = headerParts(world, layout)
    Breadcrumb.draw(
      lesson, page: pageIndex, marks: marks, right: right, on: &canvas, in: layout.header)
  }

  /// The marks of the pages, and what stands at the right end.
  func headerParts(_ world: World, _ layout: LessonLayout) -> (marks: [String], right: String) {
    let marks = lesson.pages.indices.map { world.journal.standing(of: $0, in: lesson).mark }
    return (
      lesson.pages.count > 1 ? marks : [],
      hasExperiment && layout.shape == .wide ? speedAndSeed(world) : ""
    )
  }

  var knobItems: [KnobRow.Item] {
    knobs.map { KnobRow.Item(label: $0.label, value: workbench.value(of: $0)) }
  }

  var knobOwner: String { workbench.forks.isEmpty ? "knobs" : workbench.selectedName }

  func speedAndSeed(_ world: World) -> String {
    let speed =
      world.snapshot.phase == .running
      ? "▶ \(Figure.speed(world.snapshot.stepsPerSecond)) steps/s"
      : "pace \(pace.map { Figure.speed($0) + "/s" } ?? "flat out")"
    return "\(speed)   seed \(seed)"
  }

  /// The rules between header, columns, goals and status.
  func drawLines(_ layout: LessonLayout, on canvas: inout Canvas) {
    let width = canvas.size.width
    let title = layout.isStacked && layout.text.height > 0 && sheetRows == nil ? page.title : ""
    canvas.rule(x: 0, y: 1, width: width, title: Glyphs.plain(title, at: canvas.look.capability.glyphs))
    guard layout.shape == .wide, !isZoomed else { return }
    let bottom = layout.status.y - 1
    canvas.rule(x: 0, y: bottom, width: width)
    canvas.upright(x: layout.divider, y: 1, height: bottom)
    if layout.goals.height > 0 { canvas.rule(x: 0, y: layout.goals.y - 1, width: layout.divider + 1) }
    if layout.knobs.height > 0 {
      canvas.rule(x: layout.divider, y: layout.knobs.y - 1, width: width - layout.divider)
    }
  }

  private func drawText(_ world: World, _ layout: LessonLayout, on canvas: inout Canvas) {
    let area = layout.text
    guard !area.isEmpty else { return }
    let window = textWindow(world, in: layout)
    for (row, line) in window.text.lines.dropFirst(window.first).prefix(window.height).enumerated() {
      canvas.put(line, x: area.x, y: area.y + row, in: area)
    }
    if focus == .text, let question = openQuestion(world), let rows = window.text.questions[question.name] {
      canvas.cursor = Point(
        x: area.x, y: min(max(area.y + rows.lowerBound - window.first, area.y), area.maxY - 1))
    }
    guard layout.shape != .narrow, let words = window.more.first else { return }
    if layout.hasRuleBelowText {
      writeMore(words, end: layout.divider, y: layout.goals.y - 1, on: &canvas)
    } else {
      canvas.write(
        words, x: area.maxX - Width.of(words), y: area.maxY - 1, focus == .text ? .accent : .dim, in: area)
    }
  }

  /// Sets it into a line before column `end`.
  private func writeMore(_ words: String, end: Int, y: Int, on canvas: inout Canvas) {
    canvas.write(" \(words) ", x: end - Width.of(words) - 3, y: y, focus == .text ? .accent : .dim)
  }

  /// What is said in the line between text and panel about the rest of the text.
  private func moreWords(_ world: World, _ layout: LessonLayout) -> [String] {
    layout.shape == .narrow && !layout.text.isEmpty ? textWindow(world, in: layout).more : []
  }

  private func drawGoals(_ world: World, on canvas: inout Canvas, in area: Rect) {
    let lines = GoalLines.lines(goalEntries(world), width: area.width, in: world.look)
    for (row, line) in lines.prefix(area.height).enumerated() {
      canvas.put(line, x: area.x, y: area.y + row, in: area)
    }
  }

  // MARK: panels

  /// - Parameter more: what is said at the right end of the first line, the longest form that fits first.
  func drawPanels(_ world: World, on canvas: inout Canvas, in area: Rect, more: [String] = []) {
    guard !area.isEmpty else { return }
    if let problem = problem(world) { return drawProblem(problem, on: &canvas, in: area) }
    for place in panelPlaces(world, in: area) {
      if place.area.x > area.x {
        canvas.upright(x: place.area.x - 1, y: place.area.y, height: place.area.height + 1)
      }
      drawPanel(place, world, on: &canvas, more: more)
    }
  }

  /// Which panels are in view, and where.
  func panelPlaces(_ world: World, in area: Rect) -> [PanelStack.Place] {
    let needs = page.panels.indices.map { index in
      PanelStack.Need(least: panelType(index, world)?.minimum ?? Size(width: 20, height: 1)) {
        rows(of: index, world, width: $0 - 2)
      }
    }
    let isAlone = isZoomed || world.size.width < LessonLayout.wideWidth
    return PanelStack.places(needs, selected: selectedPanel, alone: isAlone, in: area)
  }

  /// How many rows the picture of a panel can use; nil: all there are.
  private func rows(of index: Int, _ world: World, width: Int) -> Int? {
    panelType(index, world)?.rows(world.snapshot, view(of: index), width: width)
  }

  /// What a place leaves for the picture.
  static func room(in area: Rect) -> Rect { area.inset(left: 1, top: 1, right: 1) }

  /// The picture of a place, beside what an instrument keeps there.
  func room(of place: PanelStack.Place) -> Rect {
    let area = Self.room(in: place.area)
    guard place.index == selectedPanel, page.panels[place.index].name == LatentPanel.name else { return area }
    return area.inset(right: min(sideWidth, max(area.width - LatentPanel.minimum.width, 0)))
  }

  private func drawPanel(
    _ place: PanelStack.Place, _ world: World, on canvas: inout Canvas, more: [String]
  ) {
    let area = place.area
    let view = view(of: place.index)
    guard let panel = panelType(place.index, world) else {
      let name = page.panels[place.index].name
      canvas.rule(x: area.x - 1, y: area.y, width: area.width + 1, title: name, titleInk: .warning)
      canvas.write("There is no panel \"\(name)\".", x: area.x + 1, y: area.y + 1, .warning, in: area)
      return
    }
    let isOnlyOne = page.panels.count == 1
    let isAlone = place.area.width == canvas.size.width
    let number = isOnlyOne ? "" : "\(place.index + 1)\(isAlone ? "/\(page.panels.count)" : "") "
    let title = number + Glyphs.plain(panel.title(world.snapshot, view), at: world.look.capability.glyphs)
    let left = area.x == 0 ? 0 : area.x - 1
    let words = more.first { Width.of(title) + Width.of($0) + 9 <= area.width } ?? more.last ?? ""
    let room = area.width - 6 - (words.isEmpty ? 0 : Width.of(words) + 3)
    canvas.rule(
      x: left, y: area.y, width: area.maxX - left, title: title.clipped(to: room),
      titleInk: view.hasFocus ? .selection : .title)
    if !words.isEmpty { writeMore(words, end: area.maxX, y: area.y, on: &canvas) }
    if view.hasFocus { canvas.cursor = Point(x: area.x + 2, y: area.y) }
    panel.draw(world.snapshot, view, on: &canvas, in: self.room(of: place))
  }

  /// Why no lane can be shown.
  private func problem(_ world: World) -> String? {
    if let problem = workbench.problem { return problem }
    guard case .failed(let sentence) = world.snapshot.phase else { return nil }
    return sentence
  }

  private func drawProblem(_ sentence: String, on canvas: inout Canvas, in area: Rect) {
    let width = min(area.width - 4, Paragraph.prose)
    let look = canvas.look
    let text = [Words(sentence, look.style(.text))]
    let advice = [Words(remedy, look.style(.dim))]
    let lines = [text, advice].flatMap { Paragraph.wrap($0, width: width - 4, at: look.capability.glyphs) }
    let box = Rect(x: area.x + 2, y: area.y + 2, width: width, height: min(lines.count + 2, area.height - 2))
    let room = canvas.frame(box, title: "this run cannot be made", ink: .bad, titleInk: .bad).inset(
      left: 1, right: 1)
    for (row, line) in lines.prefix(room.height).enumerated() {
      canvas.put(line, x: room.x, y: room.y + row, in: room)
    }
  }

  // MARK: status

  func drawStatus(_ world: World, _ layout: LessonLayout, on canvas: inout Canvas) {
    let area = layout.status
    let level = world.look.capability.glyphs
    let width = max(area.width - 2, 1)
    let diagnosis = hasExperiment ? DiagnosisLine(world, lane: workbench.selected, of: lesson) : nil
    if layout.shape == .wide, !isZoomed { diagnosis?.draw(above: area, on: &canvas) }
    if message == nil, !isDescribing, instrument == nil, let words = stepWords(world) {
      return StepStrip(words: words).draw(on: &canvas, over: area)
    }
    if let message = description(world) ?? message ?? instrument?.status(on: self, in: world) {
      let lines = Paragraph.wrap(
        [Words(message.text, world.look.style(message.ink))], width: width, at: level)
      let most = message.isWhole ? area.y - 3 : min(6, area.y - 3)
      return drawMessage(Array(lines.prefix(max(most, 1))), on: &canvas, over: area)
    }
    if let warning = world.warning, !hasExperiment {
      canvas.write(warning, x: area.x + 1, y: area.y, .warning, in: area)
      return
    }
    guard hasExperiment else { return }
    let words = StatusLine.words(world.snapshot, isBroken: workbench.problem != nil, world.look, width: width)
    var line = Paragraph.cells(words, at: .braille)
    // A number must not lose its last digits unseen.
    if line.count > width { line = line.prefix(width - 1) + [Cell("…", world.look.style(.dim))] }
    canvas.put(line, x: area.x + 1, y: area.y, in: area)
    if layout.shape != .wide || isZoomed, let diagnosis {
      return diagnosis.draw(behind: line.count, on: &canvas, in: area)
    }
    let right = "seed \(seed)"
    if layout.shape != .wide, line.count + right.count + 4 <= area.width {
      canvas.write(right, x: area.maxX - right.count - 1, y: area.y, .dim, in: area)
    }
  }

  /// A message longer than a line covers what stands above the status line, until the next key.
  private func drawMessage(_ lines: [[Cell]], on canvas: inout Canvas, over area: Rect) {
    let top = area.y - lines.count + 1
    if lines.count > 1 {
      canvas.fill(Rect(x: 0, y: top - 1, width: area.width, height: lines.count + 1))
      canvas.rule(x: 0, y: top - 1, width: area.width)
    }
    for (row, line) in lines.enumerated() { canvas.put(line, x: area.x + 1, y: top + row) }
  }
}

extension LessonLayout {
  /// The columns that a goal's line has, before the goals' own height is known.
  var goalWidth: Int { isStacked ? header.width - 2 : text.width }

  /// Whether a line right below the text has room for a word about the rest of it.
  var hasRuleBelowText: Bool { shape == .narrow || shape == .wide && goals.height > 0 && !text.isEmpty }

  /// Whether text and panels stand one above the other, or one of them alone.
  var isStacked: Bool { shape != .wide || text.isEmpty }
}

extension String {
  /// Cut to a display width with `…` at the end.
  func clipped(to width: Int) -> String {
    guard Width.of(self) > width else { return self }
    var kept = String.UnicodeScalarView()
    var used = 1
    for scalar in unicodeScalars {
      used += Width.of(scalar)
      if used > width { break }
      kept.append(scalar)
    }
    return width > 0 ? String(kept) + "…" : ""
  }
}
