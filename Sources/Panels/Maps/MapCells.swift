import Experiments
import Neural
import TerminalUI

/// Where the units of a map lie on the screen: row 0 on top, cells about square, odd rows half a cell to the
/// right on a hexagonal lattice.
struct MapCells {
  let rows: Int
  let columns: Int
  let cell: Size
  /// What the map covers.
  let area: Rect
  private let shift: Int

  /// Nil where not every unit gets a cell.
  init?(rows: Int, columns: Int, isHexagonal: Bool, in area: Rect, widest: Int = 8) {
    guard rows > 0, columns > 0, area.height >= rows else { return nil }
    let halves = 2 * columns + (isHexagonal ? 1 : 0)
    let width = min(area.width * 2 / halves, widest)
    guard width >= 1 else { return nil }
    let height = min(area.height / rows, max(width / 2, 1))
    self.rows = rows
    self.columns = columns
    cell = Size(width: min(width, max(2 * height, widest > 8 ? widest : 0)), height: height)
    shift = isHexagonal ? cell.width / 2 : 0
    self.area = Rect(
      x: area.x, y: area.y, width: min(columns * cell.width + shift, area.width), height: rows * height)
  }

  func rect(_ row: Int, _ column: Int) -> Rect {
    Rect(
      x: area.x + column * cell.width + (row % 2 == 1 ? shift : 0), y: area.y + row * cell.height,
      width: cell.width, height: cell.height)
  }

  func readout(_ reading: @escaping @Sendable (_ row: Int, _ column: Int) -> Reading) -> Readout {
    let cells = self
    return Readout(rows: rows, columns: columns) {
      Spot(cells.rect($0, $1).intersection(cells.area))
    } reading: {
      reading($0, $1)
    }
  }

  /// Each unit as an even patch.
  func paint(_ fractions: [Double?], _ ramp: Ramp, on canvas: inout Canvas) {
    for unit in 0..<min(fractions.count, rows * columns) {
      let rect = rect(unit / columns, unit % columns)
      let shade = ramp.cell(fractions[unit], canvas.look)
      for y in rect.y..<rect.maxY {
        for x in rect.x..<rect.maxX { canvas.put(shade, x: x, y: y, in: area) }
      }
    }
  }

  /// A short text in the middle of a unit, on the ground that is there; false if it does not fit.
  @discardableResult
  func write(_ text: String, row: Int, column: Int, line: Int? = nil, _ ink: Ink, on canvas: inout Canvas)
    -> Bool
  {
    let rect = rect(row, column)
    guard Width.of(text) <= rect.width, !text.isEmpty else { return false }
    var x = rect.x + (rect.width - Width.of(text)) / 2
    let y = rect.y + (line ?? (rect.height - 1) / 2)
    for scalar in text.unicodeScalars where area.contains(Point(x: x, y: y)) {
      let ground = canvas[x, y].style.background
      var style = canvas.look.style(ink)
      if ground != .standard {
        style = Style(Colour(XtermColour.isLight(ground.index) ? 16 : 231), on: ground)
      }
      canvas.put(Cell(scalar, style), x: x, y: y, in: rect)
      x += 1
    }
    return true
  }
}

extension MapCells {
  /// Brackets at the sides of a unit.
  func bracket(_ unit: Int, on canvas: inout Canvas) {
    guard unit >= 0, unit < rows * columns else { return }
    let rect = rect(unit / columns, unit % columns)
    let y = rect.y + (rect.height - 1) / 2
    for (x, glyph) in [(rect.x, "["), (rect.maxX - 1, "]")] as [(Int, Unicode.Scalar)] {
      let ground = canvas[x, y].style.background
      var style = canvas.look.style(.strong)
      if ground != .standard {
        style = Style(Colour(XtermColour.isLight(ground.index) ? 16 : 231), on: ground)
      }
      style.attributes.insert(.bold)
      canvas.put(Cell(rect.width > 1 ? glyph : "*", style), x: x, y: y, in: area)
    }
  }
}

/// One plane of numbers, a number a unit.
struct MapPlane {
  let rows: Int
  let columns: Int
  let values: [Float]

  init?(_ probe: Probe?, channel: Int = 0) {
    guard let probe, probe.shape.rows > 0, probe.shape.columns > 0, probe.planes.indices.contains(channel)
    else { return nil }
    rows = probe.shape.rows
    columns = probe.shape.columns
    values = probe.planes[channel]
  }

  var finite: [Float] { values.filter(\.isFinite) }

  func fractions(_ scale: Scale) -> [Double?] {
    values.map { $0.isFinite ? min(max(scale.fraction(Double($0)), 0), 1) : nil }
  }

  /// Row and column of a unit, from 1.
  func place(_ unit: Int) -> String { "row \(unit / columns + 1), column \(unit % columns + 1)" }

  /// Shades a unit, or joined ones where the area is too small; returns the cells, if each unit has its own, and
  /// the first row below.
  func paint(
    _ what: String, _ scale: Scale, _ ramp: Ramp, isHexagonal: Bool, on canvas: inout Canvas, in area: Rect
  ) -> (
    cells: MapCells?, maxY: Int
  ) {
    let plane = self
    let words: @Sendable (Int, Int) -> Reading = { row, column in
      let unit = row * plane.columns + column
      return Reading("unit at \(plane.place(unit)) · \(what) \(Digits.exact(plane.values[unit]))")
    }
    if let cells = MapCells(rows: rows, columns: columns, isHexagonal: isHexagonal, in: area) {
      cells.paint(fractions(scale), ramp, on: &canvas)
      canvas.keep(cells.readout(words))
      return (cells, cells.area.maxY)
    }
    let image = SmallImage(
      rows: rows, columns: columns, values: values, scale: scale, ramp: ramp, reading: words)
    guard let size = SmallImage.sizes(rows: rows, columns: columns, in: area.size, canvas.look).first else {
      return (nil, area.y)
    }
    image.draw(on: &canvas, in: Rect(x: area.x, y: area.y, width: size.width, height: size.height))
    return (nil, area.y + size.height)
  }
}

extension LaneSnapshot {
  /// Whether the run's map has six neighbours a unit.
  var hasHexagons: Bool { experiment.choices["lattice"] == Lattice.Kind.hexagonal.rawValue }
}
