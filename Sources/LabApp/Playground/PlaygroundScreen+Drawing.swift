import Experiments
import TerminalUI

/// The sheet in place of a text.
extension PlaygroundScreen {
  func draw(_ world: World, on canvas: inout Canvas, in area: Rect) {
    let sheet = sheet
    var stage = stage
    stage.sheetRows = sheet.rows.count
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

  private func draw(_ sheet: Sheet, on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    let columns = area.width >= 76 ? area.columns([.flexible(), .flexible()], gap: 3) : [area]
    let room = area.height * columns.count
    let chosen = sheet.chosenIndex
    var scroll = Scroll()
    // The lines that follow the marked one are seen with it.
    let last = min(chosen + min(4, area.height / 2), sheet.rows.count)
    scroll.reveal(chosen..<max(last, chosen + 1), of: sheet.rows.count, in: room)
    let first = scroll.first(of: sheet.rows.count, in: room)
    for (place, index) in (first..<sheet.rows.count).prefix(room).enumerated() {
      let column = columns[place / area.height]
      let y = column.y + place % area.height
      draw(
        sheet.rows[index], isChosen: index == chosen, on: &canvas,
        in: Rect(
          x: column.x, y: y, width: column.width, height: 1))
    }
    if first + room < sheet.rows.count {
      canvas.write("↓", x: area.maxX - 1, y: area.maxY - 1, .dim)
    }
    if first > 0 { canvas.write("↑", x: area.maxX - 1, y: area.y, .dim) }
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
    let valueStart = line.x + min(19, line.width / 2)
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
    let value = (row.value.isEmpty ? " " : row.value).clipped(to: line.maxX - valueStart - 4)
    let end = canvas.write(
      value, x: valueStart + 2, y: line.y, hasFocus ? .selection : .strong, in: line)
    canvas.write(" ▸", x: end, y: line.y, .key, in: line)
  }
}
