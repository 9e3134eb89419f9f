/// Text in letters of several rows. A pixel of the face is `scale` columns wide and `scale` half rows high.
public struct BigText: Sendable, Hashable {
  public var text: String
  public var scale: Int

  public init(_ text: String, scale: Int) {
    self.text = text
    self.scale = max(scale, 1)
  }

  /// Whether the face has a form for every character.
  public var isDrawable: Bool { text.allSatisfy { BigFont.rows(of: $0) != nil } }

  /// Columns, without a gap behind the last character.
  public var width: Int {
    let widths = text.map { BigFont.rows(of: $0)?.first?.count ?? 0 }
    return (widths.reduce(0, +) + max(widths.count - 1, 0)) * scale
  }

  /// Rows of cells, the last perhaps half empty. Where there are no half blocks a pixel of scale 1 is a whole row high.
  public func height(at level: Capability.Glyphs) -> Int { (BigFont.height * halfRows(level) + 1) / 2 }

  fileprivate func halfRows(_ level: Capability.Glyphs) -> Int { level == .ascii ? max(scale, 2) : scale }
}

extension Canvas {
  /// Draws large text with its upper left corner at a place; what lies outside `area` is cut.
  public mutating func draw(_ big: BigText, x: Int, y: Int, _ style: Style, in area: Rect) {
    let area = area.intersection(bounds)
    let high = big.halfRows(look.capability.glyphs)
    var column = x
    for character in big.text {
      guard let rows = BigFont.rows(of: character), let width = rows.first?.count else { continue }
      for row in 0..<big.height(at: look.capability.glyphs) {
        for offset in 0..<width * big.scale where area.contains(Point(x: column + offset, y: y + row)) {
          let upper = isSet(rows, offset / big.scale, 2 * row / high)
          let lower = isSet(rows, offset / big.scale, (2 * row + 1) / high)
          guard upper || lower else { continue }
          self[column + offset, y + row] = Cell(upper && lower ? "█" : upper ? "▀" : "▄", style)
        }
      }
      column += (width + 1) * big.scale
    }
  }

  private func isSet(_ rows: [[Bool]], _ x: Int, _ y: Int) -> Bool { y < rows.count && rows[y][x] }
}
