extension Canvas {
  /// A bar growing to the right in eighths of a cell; ASCII: `=` a full cell, `-` half of one.
  public mutating func bar(_ fraction: Double, _ style: Style, in area: Rect) {
    guard area.height > 0, area.width > 0, fraction.isFinite else { return }
    let parts = Int((min(max(fraction, 0), 1) * Double(area.width * 8)).rounded())
    for x in 0..<area.width {
      let eighths = min(max(parts - x * 8, 0), 8)
      guard eighths > 0 else { return }
      put(Cell(horizontal(eighths), style), x: area.x + x, y: area.y, in: area)
    }
  }

  private func horizontal(_ eighths: Int) -> Unicode.Scalar {
    if !look.showsUnicode { return eighths > 4 ? "=" : "-" }
    return ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"][eighths - 1]
  }

  /// Columns growing upwards in eighths of a cell, one column of cells for each fraction.
  public mutating func columns(_ fractions: [Double], _ style: Style, in area: Rect) {
    for (x, fraction) in fractions.prefix(area.width).enumerated() where fraction.isFinite {
      let parts = Int((min(max(fraction, 0), 1) * Double(area.height * 8)).rounded(.up))
      for y in 0..<area.height {
        let eighths = min(max(parts - y * 8, 0), 8)
        guard eighths > 0 else { break }
        put(Cell(vertical(eighths), style), x: area.x + x, y: area.maxY - 1 - y, in: area)
      }
    }
  }

  private func vertical(_ eighths: Int) -> Unicode.Scalar {
    if !look.showsUnicode { return [".", ".", ":", ":", "|", "|", "#", "#"][eighths - 1] }
    return ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"][eighths - 1]
  }

  /// A curve in one row. Readings that are not finite are marked; a constant is a low line.
  public mutating func sparkline(_ values: [Double], _ scale: Scale, _ style: Style, in area: Rect) {
    guard area.width > 0, !values.isEmpty else { return }
    let row = Rect(x: area.x, y: area.y, width: area.width, height: min(area.height, 1))
    let shown = min(area.width, values.count)
    for x in 0..<shown {
      let value = values[x * values.count / shown + (values.count / shown - 1) / 2]
      guard value.isFinite else {
        put(Cell("×", look.style(.bad)), x: row.x + x, y: row.y, in: row)
        continue
      }
      let eighths = 1 + Int((min(max(scale.fraction(value), 0), 1) * 7).rounded())
      let glyph =
        look.showsUnicode ? vertical(eighths) : ["_", ".", ".", "-", "-", "=", "*", "#"][eighths - 1]
      put(Cell(glyph, style), x: row.x + x, y: row.y, in: row)
    }
  }
}
