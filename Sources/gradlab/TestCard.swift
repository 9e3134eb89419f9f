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
    line("┌──────┬──────┐ ╭──╮ ═ ║ wide 漢字, e\u{301}, π ≤ ½")
    line("│ ▁▂▃▄▅▆▇█ ▏▎▍▌▋▊▉ ░▒▓ ▀▄▐ ▖▗▘▝▞ │")
    line("└──────┴──────┘ ⠁⠃⠇⡇⣇⣧⣷⣿ ⠉⠒⠤⣀ ●○◐ ▸ ☐ ✓ …")
    drawInks(on: &canvas, y: y)
    drawRamps(on: &canvas, y: y + 2)
    canvas.write("bottom right", x: size.width - 12, y: size.height - 1)
    canvas.cursor = Point(x: 8, y: 2)
  }

  private func drawInks(on canvas: inout Canvas, y: Int) {
    let inks: [(String, Ink)] = [
      ("text", .text), ("dim", .dim), ("strong", .strong), ("title", .title), ("accent", .accent),
      ("border", .border), ("selection", .selection), ("good", .good), ("warning", .warning), ("bad", .bad),
    ]
    let series: [(String, Ink)] =
      [
        ("training", .training), ("validation", .validation), ("test", .test), ("+1", .positive),
        ("-1", .negative),
      ]
      + (0..<8).map { ("lane\($0)", .lane($0)) }
    for (row, group) in [inks, series].enumerated() {
      var x = 1
      for (name, ink) in group { x = canvas.write(name, x: x, y: y + row, ink) + 1 }
    }
  }

  /// Six rows of the colour cube, one of greys, one of half blocks in two colours.
  private func drawRamps(on canvas: inout Canvas, y: Int) {
    guard canvas.look.capability.colours != .mono else { return }
    for index in 16..<232 {
      let place = index - 16
      canvas[1 + place % 36, y + place / 36] = Cell(" ", Style(on: Colour(UInt8(index))))
    }
    for step in 0..<24 {
      let grey = Colour(UInt8(232 + step))
      canvas[38 + step, y] = Cell(" ", Style(on: grey))
      canvas[38 + step, y + 1] = Cell("▀", Style(grey, on: Colour(UInt8(255 - step))))
    }
    for ansi in 1...7 { canvas.write("ansi", x: 33 + 5 * ansi, y: y + 2, Style(Colour(UInt8(ansi)))) }
  }
}
