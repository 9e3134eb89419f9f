import Experiments
import TerminalUI

/// Where one stands in a step that is followed part by part, over the status line and the rows above it.
struct StepStrip {
  let words: StepWords

  func draw(on canvas: inout Canvas, over area: Rect) {
    let width = max(area.width - 2, 1)
    let look = canvas.look
    let rows = [(words.track(width), Ink.strong)] + words.lines(width).map { ($0, Ink.text) }
    let shown = rows.suffix(max(min(rows.count, area.y - 3), 1))
    let top = area.y - shown.count + 1
    canvas.fill(Rect(x: 0, y: top - 1, width: area.width, height: shown.count + 1))
    let title = Glyphs.plain(words.heading, at: look.capability.glyphs).clipped(to: area.width - 6)
    canvas.rule(x: 0, y: top - 1, width: area.width, title: title, titleInk: .accent)
    for (row, line) in shown.enumerated() {
      let text = Glyphs.plain(line.0, at: look.capability.glyphs).clipped(to: width)
      canvas.write(text, x: area.x + 1, y: top + row, line.1)
    }
  }
}
