/// A matrix of numbers to be shown as colours.
public struct Heatmap: Sendable {
  public var rows: Int
  public var columns: Int
  /// Row by row; not finite = a marked cell.
  public var values: [Float]
  public var scale: Scale
  public var ramp: Ramp
  /// What one datum says; without it nobody can point at the data.
  public var reading: (@Sendable (_ row: Int, _ column: Int) -> Reading)?

  public init(
    rows: Int, columns: Int, values: [Float], scale: Scale, ramp: Ramp,
    reading: (@Sendable (_ row: Int, _ column: Int) -> Reading)? = nil
  ) {
    self.reading = reading
    let fits = rows > 0 && columns > 0 && values.count >= rows * columns
    self.rows = fits ? rows : 0
    self.columns = fits ? columns : 0
    self.values = values
    self.scale = scale
    self.ramp = ramp
  }

  /// Fills the area; where several numbers share a pixel, the one of greatest size is shown, so that none is lost.
  public func draw(on canvas: inout Canvas, in area: Rect) {
    guard rows > 0, columns > 0 else { return }
    let perRow = Ramp.pixelsPerRow(canvas.look)
    let height = area.height * perRow
    if let reading {
      canvas.keep(Readout.even(rows: rows, columns: columns, in: area, perRow: perRow, reading: reading))
    }
    for y in 0..<area.height {
      for x in 0..<area.width {
        let column = span(x, of: area.width, over: columns)
        let top = shown(span(y * perRow, of: height, over: rows), column)
        let bottom = perRow == 1 ? top : shown(span(y * 2 + 1, of: height, over: rows), column)
        canvas.put(ramp.cell(top: top, bottom: bottom, canvas.look), x: area.x + x, y: area.y + y, in: area)
      }
    }
  }

  private func span(_ pixel: Int, of pixels: Int, over count: Int) -> Range<Int> {
    let first = pixel * count / max(pixels, 1)
    return first..<max((pixel + 1) * count / max(pixels, 1), first + 1)
  }

  private func shown(_ rowSpan: Range<Int>, _ columnSpan: Range<Int>) -> Double? {
    var best: Float = 0
    for row in rowSpan where row < rows {
      for column in columnSpan where column < columns {
        let value = values[row * columns + column]
        guard value.isFinite else { return nil }
        if abs(value) > abs(best) || (row == rowSpan.lowerBound && column == columnSpan.lowerBound) {
          best = value
        }
      }
    }
    return min(max(scale.fraction(Double(best)), 0), 1)
  }
}

extension Canvas {
  /// Writes one cell if it lies inside the area.
  public mutating func put(_ cell: Cell, x: Int, y: Int, in area: Rect) {
    if area.contains(Point(x: x, y: y)) { self[x, y] = cell }
  }

  /// Fills an area with a field of numbers: `value(u, v)` is the fraction of the ramp at a place of the unit square,
  /// u rightwards and v upwards, or nil for no number.
  public mutating func paint(_ area: Rect, _ ramp: Ramp, _ value: (Double, Double) -> Double?) {
    let perRow = Ramp.pixelsPerRow(look)
    let height = Double(area.height * perRow)
    for y in 0..<area.height {
      for x in 0..<area.width {
        let u = (Double(x) + 0.5) / Double(area.width)
        let top = value(u, 1 - (Double(y * perRow) + 0.5) / height)
        let bottom = perRow == 1 ? top : value(u, 1 - (Double(y * perRow) + 1.5) / height)
        put(ramp.cell(top: top, bottom: bottom, look), x: area.x + x, y: area.y + y, in: area)
      }
    }
  }

  /// One row: the low number, the ramp, the number in its middle when there is room, the high number.
  public mutating func scaleBar(_ ramp: Ramp, _ labels: [String], in area: Rect) {
    guard let low = labels.first, let high = labels.last, area.height > 0 else { return }
    let room = area.width - Width.of(low) - Width.of(high) - 2
    guard room >= 4 else { return }
    let length = min(room, 32)
    let start = write(low, x: area.x, y: area.y, .dim, in: area) + 1
    for x in 0..<length {
      let fraction = length == 1 ? 0.5 : Double(x) / Double(length - 1)
      put(ramp.cell(fraction, look), x: start + x, y: area.y, in: area)
    }
    write(high, x: start + length + 1, y: area.y, .dim, in: area)
    if labels.count == 3, length >= Width.of(labels[1]) + 8 { centre(labels[1], start, length, ramp, area) }
  }

  private mutating func centre(_ text: String, _ start: Int, _ length: Int, _ ramp: Ramp, _ area: Rect) {
    var x = start + (length - Width.of(text)) / 2
    let isColoured = look.showsColour && look.capability.colours == .full
    for scalar in text.unicodeScalars {
      let ground = ramp.colour(Double(x - start) / Double(max(length - 1, 1)))
      let ink = Colour(XtermColour.isLight(ground.index) ? 16 : 231)
      put(Cell(scalar, isColoured ? Style(ink, on: ground) : .plain), x: x, y: area.y, in: area)
      x += 1
    }
  }
}
