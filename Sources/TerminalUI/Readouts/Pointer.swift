/// How the cursor that points at data looks: a colour that no palette has, reverse video where colours are few.
extension Canvas {
  /// Marks a datum.
  public mutating func point(at spot: Spot) {
    let cells = spot.area.intersection(bounds)
    guard !cells.isEmpty else { return }
    if let half = spot.half, isFull {
      let cell = self[cells.x, cells.y]
      let upper = cell.glyph == "▀" ? cell.style.foreground : cell.style.background
      self[cells.x, cells.y] =
        half == .upper
        ? Cell("▀", Style(Self.pointer, on: cell.style.background))
        : Cell("▄", Style(Self.pointer, on: upper))
      return
    }
    for y in cells.y..<cells.maxY {
      for x in cells.x..<cells.maxX { markCell(x, y) }
    }
  }

  /// Marks a moment on a time axis: a line that leaves what is drawn there readable.
  public mutating func point(at column: Int, in field: Rect) {
    let field = field.intersection(bounds)
    guard column >= field.x, column < field.maxX else { return }
    for y in field.y..<field.maxY {
      let cell = self[column, y]
      if cell.glyph == " ", cell.style.background == .standard {
        self[column, y] = Cell(look.glyph("│", or: "|"), isFull ? Style(Self.pointer) : look.style(.strong))
      } else if isFull {
        self[column, y].style = Style(Self.pointer, on: cell.style.background, cell.style.attributes)
        if cell.glyph == " " || cell.glyph == "▀" { self[column, y].glyph = look.glyph("│", or: "|") }
      } else {
        self[column, y].style.attributes.formSymmetricDifference(.reverse)
      }
    }
  }

  private var isFull: Bool { look.showsColour && look.capability.colours == .full }

  private static let pointer = Colour(201)

  private mutating func markCell(_ x: Int, _ y: Int) {
    guard isFull else {
      self[x, y].style.attributes.formSymmetricDifference(.reverse)
      return
    }
    let cell = self[x, y]
    let glyph = cell.glyph == "▀" || cell.glyph == "▄" ? " " : cell.glyph
    self[x, y] = Cell(glyph, Style(Colour(16), on: Self.pointer, .bold))
  }
}
