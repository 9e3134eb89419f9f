import TerminalUI

/// The choice of theme and glyphs, with a card that shows at once what they look like.
struct LookScreen: Screen {
  private enum Row: Int, CaseIterable { case theme, glyphs }

  private var row = Row.theme

  var context: Context { .look }

  func isAvailable(_ action: Action, in world: World) -> Bool { true }

  func exhibit(in world: World) -> Exhibit {
    Exhibit(
      name: "gradlab-look", title: "gradlab: theme and glyphs",
      description:
        "The theme is \(world.look.theme), the glyphs are \(Self.name(world.look.capability.glyphs)).")
  }

  // MARK: keys

  mutating func perform(_ action: Action, key: Key, in world: World) -> Outcome {
    switch action {
    case .back: return .asking(.back)
    case .up: row = .theme
    case .down: row = row == .theme || key != .tab ? .glyphs : .theme
    case .left: return .asking(.look(turned(world.look, by: -1)))
    case .right: return .asking(.look(turned(world.look, by: 1)))
    default: return .ignored
    }
    return .done
  }

  private func turned(_ look: Look, by count: Int) -> Look {
    var look = look
    switch row {
    case .theme: look.theme = Self.next(look.theme, by: count)
    case .glyphs: look.capability.glyphs = Self.next(look.capability.glyphs, by: count)
    }
    return look
  }

  private static func next<Level: CaseIterable & Equatable>(_ level: Level, by count: Int) -> Level {
    let all = Array(Level.allCases)
    return all[((all.firstIndex(of: level) ?? 0) + count + all.count) % all.count]
  }

  // MARK: drawing

  private static func name(_ theme: Look.Theme) -> String {
    theme == .contrast ? "high contrast" : theme.rawValue
  }

  private static func name(_ glyphs: Capability.Glyphs) -> String {
    switch glyphs {
    case .ascii: "ASCII"
    case .block: "lines and blocks"
    case .braille: "braille too"
    }
  }

  func draw(_ world: World, on canvas: inout Canvas, in area: Rect) {
    let look = canvas.look
    canvas.write("gradlab ▸ look", x: area.x + 1, y: area.y, .title, in: area)
    canvas.rule(x: area.x, y: area.y + 1, width: area.width)
    let themes = Look.Theme.allCases.map { (Self.name($0), $0 == look.theme) }
    let glyphs = Capability.Glyphs.allCases.map { (Self.name($0), $0 == look.capability.glyphs) }
    draw(.theme, "theme", themes, on: &canvas, y: area.y + 3)
    draw(.glyphs, "glyphs", glyphs, on: &canvas, y: area.y + 4)
    let advice = "Choose what shows this card whole: no empty boxes, no question marks, no stray dots."
    let lines = Paragraph.wrap(
      [Words(advice, look.style(.dim))], width: min(area.width - 2, Paragraph.prose),
      at: look.capability.glyphs)
    for (index, line) in lines.prefix(2).enumerated() {
      canvas.put(line, x: area.x + 1, y: area.y + 6 + index)
    }
    TestPattern.draw(on: &canvas, y: area.y + 7 + min(lines.count, 2))
    let hints = area.splitBottom(1).bottom
    canvas.fill(hints)
    drawHints(world, on: &canvas, in: hints)
  }

  private func draw(
    _ row: Row, _ name: String, _ values: [(name: String, isChosen: Bool)], on canvas: inout Canvas, y: Int
  ) {
    let isMarked = row == self.row
    if isMarked { canvas.write("▸", x: 1, y: y, .accent) }
    canvas.write(name, x: 3, y: y, isMarked ? .title : .text)
    var x = 11
    for value in values {
      // The chosen one is bracketed, as colour alone says nothing.
      let text = value.isChosen ? "[\(value.name)]" : " \(value.name) "
      if value.isChosen && isMarked { canvas.cursor = Point(x: x + 1, y: y) }
      x = canvas.write(text, x: x, y: y, value.isChosen ? .strong : .dim) + 1
    }
  }
}
