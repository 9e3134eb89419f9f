/// The four arms of a box line in one cell.
struct Arms: OptionSet {
  let rawValue: Int
  static let up = Arms(rawValue: 1)
  static let down = Arms(rawValue: 2)
  static let left = Arms(rawValue: 4)
  static let right = Arms(rawValue: 8)

  private static let glyphs: [Unicode.Scalar] = Array(" ╵╷│╴┘┐┤╶└┌├─┴┬┼".unicodeScalars)

  var glyph: Unicode.Scalar { Arms.glyphs[rawValue] }

  /// The arms of a glyph that is a box line already; none for everything else.
  init(of glyph: Unicode.Scalar) {
    self.init(rawValue: glyph == " " ? 0 : Arms.glyphs.firstIndex(of: glyph) ?? 0)
  }

  init(rawValue: Int) { self.rawValue = rawValue }
}

extension Canvas {
  /// A horizontal line with an optional title set into it: `── title ──`. Where it meets a line, they join.
  public mutating func rule(
    x: Int, y: Int, width: Int, title: String = "", ink: Ink = .border, titleInk: Ink = .title
  ) {
    guard width > 0, y >= 0, y < size.height else { return }
    for column in max(x, 0)..<max(min(x + width, size.width), max(x, 0)) {
      let atEnd: Arms = column == x ? .right : column == x + width - 1 ? .left : [.left, .right]
      join(meets(column, y) ? atEnd : [.left, .right], x: column, y: y, ink: ink)
    }
    let place = Rect(x: x + 3, y: y, width: width - 5, height: 1)
    guard !title.isEmpty, place.width > 3 else { return }
    let end = write(title, x: place.x, y: y, titleInk, in: place)
    self[place.x - 1, y] = Cell(" ", look.style(ink))
    self[end, y] = Cell(" ", look.style(ink))
  }

  /// A vertical line; where it meets a line, they join.
  public mutating func upright(x: Int, y: Int, height: Int, ink: Ink = .border) {
    guard height > 0, x >= 0, x < size.width else { return }
    for row in max(y, 0)..<max(min(y + height, size.height), max(y, 0)) {
      let atEnd: Arms = row == y ? .down : row == y + height - 1 ? .up : [.up, .down]
      join(meets(x, row) ? atEnd : [.up, .down], x: x, y: row, ink: ink)
    }
  }

  /// A box around `area` (drawn on its outermost cells) with a title in its upper edge. Returns the room inside.
  @discardableResult
  public mutating func frame(
    _ area: Rect, title: String = "", ink: Ink = .border, titleInk: Ink = .title
  ) -> Rect {
    guard area.width > 1, area.height > 1 else { return Rect(x: area.x, y: area.y, width: 0, height: 0) }
    join([.down, .right], x: area.x, y: area.y, ink: ink)
    join([.down, .left], x: area.maxX - 1, y: area.y, ink: ink)
    join([.up, .right], x: area.x, y: area.maxY - 1, ink: ink)
    join([.up, .left], x: area.maxX - 1, y: area.maxY - 1, ink: ink)
    rule(x: area.x, y: area.y, width: area.width, title: title, ink: ink, titleInk: titleInk)
    rule(x: area.x, y: area.maxY - 1, width: area.width, ink: ink)
    upright(x: area.x, y: area.y, height: area.height, ink: ink)
    upright(x: area.maxX - 1, y: area.y, height: area.height, ink: ink)
    return area.inset(left: 1, top: 1, right: 1, bottom: 1)
  }

  /// Whether a line passes here already; a line that ends free ends with a whole stroke.
  private func meets(_ x: Int, _ y: Int) -> Bool {
    let glyph = self[x, y].glyph
    return !Arms(of: glyph).isEmpty
      || (look.capability.glyphs == .ascii && "-|+".unicodeScalars.contains(glyph))
  }

  private mutating func join(_ arms: Arms, x: Int, y: Int, ink: Ink) {
    guard look.capability.glyphs != .ascii else { return joinPlain(arms, x: x, y: y, ink: ink) }
    self[x, y] = Cell(arms.union(Arms(of: self[x, y].glyph)).glyph, look.style(ink))
  }

  /// With `-`, `|` and `+` only: whatever meets something else becomes `+`.
  private mutating func joinPlain(_ arms: Arms, x: Int, y: Int, ink: Ink) {
    let isLevel = arms.isSubset(of: [.left, .right])
    let mine: Unicode.Scalar = isLevel ? "-" : arms.isSubset(of: [.up, .down]) ? "|" : "+"
    let there = self[x, y].glyph
    let meets = (there == "-" || there == "|" || there == "+") && there != mine
    self[x, y] = Cell(meets ? "+" : mine, look.style(ink))
  }
}
