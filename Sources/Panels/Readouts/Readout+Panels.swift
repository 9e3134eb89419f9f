import Neural
import TerminalUI

extension Axes {
  /// Places of the plane side by side, row 0 on top: those of a field of samples, or else one a cell.
  func places(
    _ samples: Shape? = nil, reading: @escaping @Sendable (_ x: Double, _ y: Double, _ sample: Int) -> Reading
  ) -> Readout {
    let columns = samples?.columns ?? field.width
    let rows = samples?.rows ?? field.height
    let (axes, horizontal, vertical) = (self, x, y)
    let place: @Sendable (Int, Int) -> (x: Double, y: Double) = { row, column in
      (
        horizontal.value(at: (Double(column) + 0.5) / Double(columns)),
        vertical.value(at: 1 - (Double(row) + 0.5) / Double(rows))
      )
    }
    return Readout(rows: rows, columns: columns) { row, column in
      let here = place(row, column)
      return axes.spot(x: here.x, y: here.y)
    } reading: { row, column in
      let here = place(row, column)
      return reading(here.x, here.y, (rows - 1 - row) * columns + column)
    }
  }

  /// Marks that may lie anywhere; those beyond the axes cannot be reached.
  func points(_ places: [Chart.Place], reading: @escaping @Sendable (_ index: Int) -> Reading) -> Readout {
    let spots = places.map { place -> Spot? in
      guard let column = column(of: place.x), let row = row(of: place.y) else { return nil }
      return Spot(x: column, y: row)
    }
    return Readout(points: spots, reading: reading)
  }

  /// Whether two places of the plane fall into one cell.
  func shareCell(_ first: Chart.Place, _ second: Chart.Place) -> Bool {
    column(of: first.x) == column(of: second.x) && row(of: first.y) == row(of: second.y)
  }
}

extension Scale {
  /// The value at a fraction of a linear scale.
  func value(at fraction: Double) -> Double { low + fraction * (high - low) }

  /// The value at a fraction: what `fraction` undoes.
  func inverse(_ fraction: Double) -> Double {
    guard kind == .logarithmic else { return value(at: fraction) }
    // Between two powers of ten by bisection of the fraction.
    var (below, above) = (low, high)
    for _ in 0..<60 {
      let middle = (below * above).squareRoot()
      if self.fraction(middle) < fraction { below = middle } else { above = middle }
    }
    return above
  }
}

extension Digits {
  /// `(0.52, -1.3)` to six digits: places between samples have no exact value.
  static func place(_ x: Double, _ y: Double) -> String {
    "(\(reading(x, digits: 6)), \(reading(y, digits: 6)))"
  }
}

extension Canvas {
  /// Rows of a table or of bars, marked at their names.
  mutating func keepRows(
    _ rows: [Int], x: Int, width: Int, in area: Rect, reading: @escaping @Sendable (_ index: Int) -> Reading
  ) {
    guard keepsReadouts, !rows.isEmpty else { return }
    let places = rows.map {
      Rect(x: x, y: $0, width: max(min(width, 12), 1), height: 1).intersection(area).intersection(bounds)
    }
    keep(Readout(rows: places, reading: reading))
  }

  /// The cells of a table: `ends` are the columns behind the last digits.
  mutating func keepTable(
    rows: [Int], ends: [Int], width: Int, in area: Rect,
    reading: @escaping @Sendable (_ row: Int, _ column: Int) -> Reading
  ) {
    guard keepsReadouts, !rows.isEmpty, !ends.isEmpty else { return }
    let room = area.intersection(bounds)
    keep(
      Readout(rows: rows.count, columns: ends.count) { row, column in
        Spot(Rect(x: ends[column] - width, y: rows[row], width: width, height: 1).intersection(room))
      } reading: {
        reading($0, $1)
      })
  }
}
