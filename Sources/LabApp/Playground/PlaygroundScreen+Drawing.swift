import Experiments
import TerminalUI

/// The sheet in place of a text.
extension PlaygroundScreen {
  func draw(_ world: World, on canvas: inout Canvas, in area: Rect) {
    let sheet = sheet
    let stage = stage(with: sheet)
    let layout = stage.layout(world)
    drawHeader(world, layout, on: &canvas)
    stage.drawLines(layout, on: &canvas)
    draw(sheet, on: &canvas, in: layout.text)
    stage.drawPanels(world, on: &canvas, in: layout.panels)
    if let prompt {
      prompt.draw(on: &canvas, over: layout.status)
    } else {
      stage.drawStatus(world, layout, on: &canvas)
    }
    drawHints(world, on: &canvas, in: layout.hints)
    stage.instrument?.draw(over: stage, layout, world, on: &canvas)
  }

  private func drawHeader(_ world: World, _ layout: LessonLayout, on canvas: inout Canvas) {
    let area = layout.header
    let speed = stage.speedAndSeed(world)
    var x = canvas.write("gradlab ▸ ", x: area.x + 1, y: area.y, .dim, in: area)
    x = canvas.write("playground", x: x, y: area.y, .title, in: area)
    let start = area.maxX - Width.of(speed) - 1
    let file = sketch.path ?? ""
    if !file.isEmpty, x + Width.of(file) + 5 < start {
      canvas.write(" ▸ \(file)", x: x, y: area.y, .dim, in: area)
    }
    if x + 3 <= start { canvas.write(speed, x: start, y: area.y, .dim, in: area) }
  }

  /// The stage with the room that the sheet takes.
  func stage(with sheet: Sheet) -> LessonScreen {
    var stage = stage
    stage.sheetRows = sheet.rows.count
    return stage
  }

  /// The lines in view: which, and where.
  private func places(_ sheet: Sheet, in area: Rect) -> [(index: Int, line: Rect)] {
    guard !area.isEmpty else { return [] }
    let columns = columns(sheet, in: area)
    let room = area.height * columns.count
    let chosen = sheet.chosenIndex
    var scroll = Scroll()
    // The lines that follow the marked one are seen with it.
    let last = min(chosen + min(4, area.height / 2), sheet.rows.count)
    scroll.reveal(chosen..<max(last, chosen + 1), of: sheet.rows.count, in: room)
    let first = scroll.first(of: sheet.rows.count, in: room)
    return (first..<sheet.rows.count).prefix(room).enumerated().map { place, index in
      let column = columns[place / area.height]
      let y = column.y + place % area.height
      return (index, Rect(x: column.x, y: y, width: column.width, height: 1))
    }
  }

  /// Two columns where one is too short and there is room for both.
  private func columns(_ sheet: Sheet, in area: Rect) -> [Rect] {
    guard sheet.rows.count > area.height, area.width >= 76 else {
      return [Rect(x: area.x, y: area.y, width: min(area.width, 64), height: area.height)]
    }
    return area.columns([.flexible(), .flexible()], gap: 3)
  }

  private func draw(_ sheet: Sheet, on canvas: inout Canvas, in area: Rect) {
    let places = places(sheet, in: area)
    for (index, line) in places {
      draw(sheet.rows[index], isChosen: index == sheet.chosenIndex, on: &canvas, in: line)
    }
    guard let first = places.first, let last = places.last else { return }
    if last.index + 1 < sheet.rows.count { canvas.write("↓", x: area.maxX - 1, y: area.maxY - 1, .dim) }
    if first.index > 0 { canvas.write("↑", x: area.maxX - 1, y: area.y, .dim) }
  }

  /// What a click on the sheet means: another line is marked; the arrows of the marked one turn it.
  enum Hit: Equatable {
    case mark(Int)
    case turn(up: Bool)
  }

  func hit(_ place: Point, _ world: World) -> Hit? {
    let sheet = sheet
    let area = stage(with: sheet).layout(world).text
    guard let (index, line) = places(sheet, in: area).first(where: { $0.line.contains(place) }) else {
      return nil
    }
    let row = sheet.rows[index]
    switch row.subject {
    case .heading, .note: return nil
    default: break
    }
    guard index == sheet.chosenIndex else { return .mark(index) }
    let start = valueStart(in: line)
    let end = start + 2 + Width.of(shownValue(row, in: line))
    if (start..<start + 2).contains(place.x) { return .turn(up: false) }
    return (end..<end + 2).contains(place.x) ? .turn(up: true) : .mark(index)
  }

  private func valueStart(in line: Rect) -> Int { line.x + min(line.width > 44 ? 24 : 19, line.width / 2) }

  private func shownValue(_ row: SheetRow, in line: Rect) -> String {
    (row.value.isEmpty ? " " : row.value).clipped(to: line.maxX - valueStart(in: line) - 4)
  }

  private func draw(_ row: SheetRow, isChosen: Bool, on canvas: inout Canvas, in line: Rect) {
    switch row.subject {
    case .heading(let text):
      let end = canvas.write(text + " ", x: line.x, y: line.y, .title, in: line)
      canvas.rule(x: end, y: line.y, width: max(line.maxX - end - 1, 0))
      return
    case .note(let text):
      canvas.write(text.clipped(to: line.width - 5), x: line.x + 4, y: line.y, .dim, in: line)
      return
    default: break
    }
    let hasFocus = isChosen && stage.focus == .text
    let indent = 2 + 2 * row.depth
    if isChosen { canvas.write("▸", x: line.x, y: line.y, hasFocus ? .accent : .dim, in: line) }
    let valueStart = valueStart(in: line)
    let labels = Rect(x: line.x, y: line.y, width: valueStart - line.x - 1, height: 1)
    let label = row.label.clipped(to: labels.width - indent)
    canvas.write(label, x: line.x + indent, y: line.y, isChosen ? .text : .dim, in: labels)
    guard isChosen else {
      canvas.write(
        row.value.clipped(to: line.maxX - valueStart - 2), x: valueStart + 2, y: line.y, .text, in: line)
      return
    }
    if hasFocus { canvas.cursor = Point(x: valueStart, y: line.y) }
    canvas.write("◂ ", x: valueStart, y: line.y, .key, in: line)
    let end = canvas.write(
      shownValue(row, in: line), x: valueStart + 2, y: line.y, hasFocus ? .selection : .strong, in: line)
    canvas.write(" ▸", x: end, y: line.y, .key, in: line)
  }
}
