import Experiments
import Lessons
import Neural
import Panels
import TerminalUI

extension PresenterScreen {
  /// Where everything stands: the header, the figure, and one line below.
  struct Layout {
    var header: Rect
    var figure: Rect
    var line: Rect
    /// Whether there is room for one panel only.
    var isNarrow: Bool

    init(_ size: Size) {
      let (above, line) = Rect(size).splitBottom(1)
      (header, figure) = above.splitTop(PresenterHeader.height(in: size))
      self.line = line
      isNarrow = size.width < 110
    }
  }

  func layout(_ world: World) -> Layout { Layout(world.size) }

  func drawScene(_ world: World, on canvas: inout Canvas) {
    let layout = layout(world)
    PresenterHeader(title: scene.title, numbers: numbers(world.snapshot)).draw(on: &canvas, in: layout.header)
    drawFigure(world, layout, on: &canvas)
    drawLine(world, on: &canvas, in: layout.line)
    if let words = stepWords(world) {
      let foot = layout.figure.splitBottom(1).bottom
      StepStrip(words: words).draw(on: &canvas, over: foot)
    }
    if times == .table { drawTimes(world, on: &canvas, in: layout.figure) }
    pointer?.draw(on: &canvas, in: layout.figure)
  }

  // MARK: the number

  private func numbers(_ snapshot: Snapshot) -> [PresenterHeader.Number] {
    guard hasExperiment, !isPreparing, workbench.problem == nil else { return [] }
    let isRace = snapshot.lanes.count > 1
    return snapshot.lanes.enumerated().compactMap { index, lane in
      guard let meter = lane.index(of: scene.number) ?? lane.meters.indices.first else { return nil }
      var (value, ink): (Float, Ink) = (lane.readings[meter], isRace ? .lane(index) : .strong)
      var caption = isRace ? lane.name : lane.meters[meter].name
      if case .diverged(let end) = lane.phase {
        (value, ink) = (lane.meters[meter].name == end.meter ? end.value : value, .bad)
        caption += " diverged"
      }
      return .init(
        caption: caption, text: value.isNaN && lane.step == 0 ? "-" : figure(value, isRace: isRace), ink: ink)
    }
  }

  /// At most five characters, in a race less where there is an exponent: more cannot be read from the last row.
  private func figure(_ value: Float, isRace: Bool) -> String {
    let size = Double(abs(value))
    if !size.isFinite || size == 0 { return Digits.short(Double(value)) }
    if size < 0.001 || size >= 9999.5 {
      return Digits.scientific(Double(value), digits: isRace ? 1 : 2)
    }
    return Digits.fixed(
      Double(value), decimals: size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3)
  }

  // MARK: panels

  /// Which panels are shown, and where.
  func panelRooms(_ layout: Layout) -> [(index: Int, room: Rect)] {
    let alone = zoomed ?? (layout.isNarrow ? 0 : nil)
    let shown = alone.map { [$0] } ?? Array(scene.panels.indices)
    let rooms = layout.figure.columns(shown.map { _ in .flexible() }, gap: 1)
    return zip(shown, rooms).filter { scene.panels.indices.contains($0.0) }.map { ($0.0, $0.1) }
  }

  private func drawFigure(_ world: World, _ layout: Layout, on canvas: inout Canvas) {
    let area = layout.figure
    if let problem = problem(world) { return draw(problem, .bad, on: &canvas, in: area) }
    if isPreparing { return drawPreparation(world, on: &canvas, in: area) }
    for (index, room) in panelRooms(layout) {
      if room.x > area.x { canvas.upright(x: room.x - 1, y: room.y, height: room.height) }
      draw(scene.panels[index], world, on: &canvas, in: room)
    }
  }

  private func draw(_ choice: PanelChoice, _ world: World, on canvas: inout Canvas, in area: Rect) {
    guard let panel = world.panels.panel(named: choice.name) else {
      return draw("There is no panel \"\(choice.name)\".", .warning, on: &canvas, in: area)
    }
    let view = PanelView(lane: workbench.selected, options: Set(choice.options))
    let title = Glyphs.plain(panel.title(world.snapshot, view), at: world.look.capability.glyphs)
    let turn = turn(area, world)
    let room = area.width - 6 - Width.of(turn)
    canvas.rule(x: area.x, y: area.y, width: area.width, title: title.clipped(to: room), titleInk: .title)
    if !turn.isEmpty {
      let x = canvas.write(" z", x: area.maxX - Width.of(turn) - 1, y: area.y, .key, in: area)
      canvas.write(String(turn.dropFirst(2)), x: x, y: area.y, .dim, in: area)
    }
    panel.draw(world.snapshot, view, on: &canvas, in: area.inset(left: 1, top: 1, right: 1))
  }

  /// ` z 1/2 ` where a panel stands alone and the key shows the next.
  private func turn(_ area: Rect, _ world: World) -> String {
    let figure = layout(world).figure
    guard scene.panels.count > 1, area.width == figure.width else { return "" }
    return " z \((zoomed ?? 0) + 1)/\(scene.panels.count) "
  }

  private func problem(_ world: World) -> String? {
    guard hasExperiment else { return nil }
    if let problem = workbench.problem { return problem }
    guard case .failed(let sentence) = world.snapshot.phase else { return nil }
    return sentence
  }

  private func draw(_ sentence: String, _ ink: Ink, on canvas: inout Canvas, in area: Rect) {
    let words = [Words(sentence, canvas.look.style(ink))]
    let width = min(area.width - 4, Paragraph.prose)
    let lines = Paragraph.wrap(words, width: width, at: canvas.look.capability.glyphs)
    let top = area.y + max(area.height - lines.count, 0) / 2
    for (row, line) in lines.enumerated() {
      canvas.put(line, x: area.x + (area.width - line.count) / 2, y: top + row, in: area)
    }
  }

  private func drawPreparation(_ world: World, on canvas: inout Canvas, in area: Rect) {
    let step = min(world.snapshot.lanes.map(\.step).max() ?? 0, scene.preparedSteps)
    let done = Figure.count(step)
    draw("preparing… \(done) of \(Figure.count(scene.preparedSteps)) steps", .dim, on: &canvas, in: area)
    let width = min(40, area.width - 4)
    let y = area.y + area.height / 2 + 2
    guard width > 0, y < area.maxY else { return }
    let bar = Rect(x: area.x + (area.width - width) / 2, y: y, width: width, height: 1)
    canvas.bar(Double(step) / Double(max(scene.preparedSteps, 1)), canvas.look.style(.dim), in: bar)
  }

  // MARK: the line below

  /// Returns where the arrows of the knob stand; nil where there is none.
  @discardableResult
  func drawLine(_ world: World, on canvas: inout Canvas, in area: Rect) -> (down: Int, up: Int)? {
    let time =
      times != nil
      ? "\(rehearsal.rows(at: world.now)[index].words) · \(rehearsal.total(at: world.now).words) " : ""
    let end = area.maxX - Width.of(time)
    canvas.write(time, x: end, y: area.y, .dim, in: area)
    let room = Rect(x: area.x, y: area.y, width: end - area.x - (time.isEmpty ? 0 : 2), height: 1)
    let place = "\(index + 1)/\(scenes.count)"
    var x = canvas.write(place, x: area.x + 1, y: area.y, .dim, in: room) + 3
    if let said = message ?? world.warning {
      let text = Glyphs.plain(said, at: world.look.capability.glyphs)
      canvas.write(
        text.clipped(to: room.maxX - x), x: x, y: area.y, message == nil ? .warning : .accent, in: room)
      return nil
    }
    guard hasExperiment, !isPreparing, let lane = world.snapshot.lanes.first else { return nil }
    let (words, ink) = state(world.snapshot, lane)
    x = canvas.write(words, x: x, y: area.y, ink, in: room) + 3
    guard let knob else { return nil }
    let (owner, value) = (
      workbench.forks.isEmpty ? "" : workbench.selectedName + " ", workbench.value(of: knob)
    )
    guard x + Width.of("\(owner)\(knob.label) ◂ \(value) ▸") <= room.maxX else { return nil }
    x = canvas.write(owner, x: x, y: area.y, .dim, in: room)
    x = canvas.write("\(knob.label) ", x: x, y: area.y, .text, in: room)
    let down = x
    x = canvas.write("◂ ", x: x, y: area.y, .key, in: room)
    x = canvas.write(value, x: x, y: area.y, .strong, in: room)
    canvas.write(" ▸", x: x, y: area.y, .key, in: room)
    return (down, x + 1)
  }

  private func state(_ snapshot: Snapshot, _ lane: LaneSnapshot) -> (String, Ink) {
    let step = "step \(Figure.count(snapshot.lanes.map(\.step).max() ?? 0))"
    switch snapshot.phase {
    case .diverged(let end):
      return (
        "diverged: \(end.meter) became \(Figure.text(end.value)) at step \(Figure.count(end.step))", .bad
      )
    case .running: return ("▶ \(step)", .good)
    default: return (lane.isPast ? "\(step) of \(Figure.count(lane.farthest))" : step, .text)
    }
  }

  // MARK: times

  private func drawTimes(_ world: World, on canvas: inout Canvas, in area: Rect) {
    let rows = rehearsal.rows(at: world.now)
    let total = rehearsal.total(at: world.now)
    let titles = rows.enumerated().map { "\($0 + 1) \($1.title)" }
    let times = rows.map(\.words) + [total.words]
    let timeWidth = times.map { Width.of($0) }.max() ?? 0
    let width = min((titles.map { Width.of($0) }.max() ?? 0) + timeWidth + 10, area.width)
    let height = min(rows.count + 3, area.height)
    let box = Rect(x: area.maxX - width, y: area.y, width: width, height: height)
    canvas.fill(box)
    let room = canvas.frame(box, title: "time", ink: .accent).inset(left: 1, right: 1)
    for (row, time) in times.enumerated() {
      let isTotal = row == rows.count
      let isLate = isTotal ? total.spent > total.planned : rows[row].spent > rows[row].planned
      let ink: Ink = row == index ? .strong : .text
      let title = (isTotal ? "" : titles[row]).clipped(to: max(room.width - timeWidth - 6, 0))
      canvas.write(row == index ? "▸" : " ", x: room.x, y: room.y + row, .accent, in: room)
      canvas.write(title, x: room.x + 2, y: room.y + row, ink, in: room)
      canvas.write(
        time + (isLate ? " !" : ""), x: room.maxX - 2 - Width.of(time), y: room.y + row,
        isLate ? .warning : isTotal ? .strong : ink, in: room)
    }
  }
}
