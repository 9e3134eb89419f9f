import TerminalUI

/// A picture of every kind of glyph and colour, with the newest event and the size.
struct TestCard {
  private var events: [String] = []

  mutating func note(_ event: String) { events = [event] + events.prefix(4) }

  func draw(on canvas: inout Canvas) {
    let size = canvas.size
    var y = 0
    func line(_ text: String, _ ink: Ink = .text) {
      canvas.write(text, x: 1, y: y, ink)
      y += 1
    }
    let capability = canvas.look.capability
    line("gradlab terminal test · \(size.width)×\(size.height)", .title)
    line("\(capability.colours) · \(capability.glyphs) · \(canvas.look.theme)")
    line("event: \(events.first ?? "none yet")", .strong)
    line("before: \(events.dropFirst().joined(separator: " | "))", .dim)
    line("q quit  a glyphs  k colours  e, o print  w wake", .key)
    TestPattern.draw(on: &canvas, y: y)
    canvas.write("bottom right", x: size.width - 12, y: size.height - 1)
    canvas.cursor = Point(x: 8, y: 2)
  }
}
