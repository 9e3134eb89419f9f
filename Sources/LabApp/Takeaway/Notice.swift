import TerminalUI

/// A sentence of the application itself, above the keys of whatever screen there is.
struct Notice: Sendable, Hashable {
  var text: String
  var ink = Ink.accent

  func draw(on canvas: inout Canvas) {
    let size = canvas.size
    let words = [Words(text, canvas.look.style(ink))]
    let all = Paragraph.wrap(words, width: size.width - 2, at: canvas.look.capability.glyphs)
    let lines = all.prefix(max(size.height - 4, 1))
    let top = size.height - 1 - lines.count
    canvas.fill(Rect(x: 0, y: top, width: size.width, height: lines.count))
    if lines.count > 1 {
      canvas.fill(Rect(x: 0, y: top - 1, width: size.width, height: 1))
      canvas.rule(x: 0, y: top - 1, width: size.width)
    }
    for (row, line) in lines.enumerated() { canvas.put(line, x: 1, y: top + row) }
  }
}
