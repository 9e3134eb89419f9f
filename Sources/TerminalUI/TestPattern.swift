/// Every kind of glyph and colour in a few rows, to see what a terminal and its font make of them.
public enum TestPattern {
  /// Three rows of glyphs, two of inks, and the colour cube where there are colours; 12 rows in all.
  public static func draw(on canvas: inout Canvas, y: Int) {
    canvas.write("┌──────┬──────┐ ╭──╮ ═ ║ wide 漢字, e\u{301}, π ≤ ½", x: 1, y: y, .text)
    canvas.write("│ ▁▂▃▄▅▆▇█ ▏▎▍▌▋▊▉ ░▒▓ ▀▄▐ ▖▗▘▝▞ │", x: 1, y: y + 1, .text)
    canvas.write("└──────┴──────┘ ⠁⠃⠇⡇⣇⣧⣷⣿ ⠉⠒⠤⣀ ●○◐ ▸ ☐ ✓ …", x: 1, y: y + 2, .text)
    drawInks(on: &canvas, y: y + 3)
    drawRamps(on: &canvas, y: y + 5)
  }

  private static func drawInks(on canvas: inout Canvas, y: Int) {
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
  private static func drawRamps(on canvas: inout Canvas, y: Int) {
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
