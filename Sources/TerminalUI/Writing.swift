extension Canvas {
  /// Writes text on one row and returns the column after it. Stops at the right edge of `area` (default: the canvas);
  /// a wide glyph that would be cut is left out. Control characters are shown as `·`, never obeyed.
  @discardableResult
  public mutating func write(
    _ text: some StringProtocol, x: Int, y: Int, _ style: Style = .plain, in area: Rect? = nil
  ) -> Int {
    let area = area?.intersection(bounds) ?? bounds
    guard y >= area.y, y < area.maxY else { return x }
    let isPlain = look.capability.glyphs == .ascii
    var column = x
    for scalar in text.unicodeScalars {
      let shown: Unicode.Scalar = scalar.properties.generalCategory == .control ? "·" : scalar
      let width = Width.of(shown)
      if width == 0 { continue }
      if column + width > area.maxX { break }
      if column >= area.x {
        self[column, y] = Cell(shown, style)
        if width == 2 { self[column + 1, y] = Cell(isPlain ? " " : "\u{0}", style) }
      }
      column += width
    }
    return column
  }

  /// The same in the look of a meaning.
  @discardableResult
  public mutating func write(
    _ text: some StringProtocol, x: Int, y: Int, _ ink: Ink, in area: Rect? = nil
  ) -> Int {
    write(text, x: x, y: y, look.style(ink), in: area)
  }
}
