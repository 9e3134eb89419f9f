import Neural
import TerminalUI

/// A few short series in one small field, each with its own dashes or letter.
struct SmallCurves {
  struct Curve {
    var values: [Float]
    var ink: Ink
    var dash: Dash
    var letter: Unicode.Scalar
    var name = ""
  }

  var curves: [Curve]
  var scale: Scale

  func draw(on canvas: inout Canvas, in area: Rect) {
    var dots = Dots(area, canvas.look.capability.glyphs)
    guard dots.width > 0, dots.height > 0 else { return }
    for (layer, curve) in curves.enumerated() {
      let pen = Pen(canvas.look.style(curve.ink), dash: curve.dash, letter: curve.letter, layer: layer)
      var previous: Point?
      for (index, value) in curve.values.enumerated() {
        guard value.isFinite else {
          previous = nil
          continue
        }
        let u = curve.values.count > 1 ? Double(index) / Double(curve.values.count - 1) : 0.5
        let point = Point(x: dots.column(u), y: dots.row(min(max(scale.fraction(Double(value)), 0), 1)))
        dots.stroke(from: previous ?? point, to: point, pen)
        previous = point
      }
    }
    dots.draw(on: &canvas)
    canvas.keep(readout(dots))
  }

  /// A row a curve, a column a feature.
  private func readout(_ dots: Dots) -> Readout {
    let (curves, scale, area) = (curves, scale, dots.area)
    let count = curves.map(\.values.count).max() ?? 0
    return Readout(rows: curves.count, columns: count) { row, column in
      let values = curves[row].values
      guard values.indices.contains(column), values[column].isFinite else { return nil }
      let u = values.count > 1 ? Double(column) / Double(values.count - 1) : 0.5
      let fraction = min(max(scale.fraction(Double(values[column])), 0), 1)
      return Spot(
        x: area.x + Int((u * Double(area.width - 1)).rounded()),
        y: area.maxY - 1 - Int((fraction * Double(area.height - 1)).rounded()))
    } reading: { row, column in
      let curve = curves[row]
      let name = curve.name.isEmpty ? "curve \(row + 1)" : curve.name
      return Reading("\(name), feature \(column + 1) · \(Digits.exact(curve.values[column]))")
    }
  }
}

/// Where equal fields lie side by side and below each other, a row apart.
struct FieldGrid {
  let perLine: Int
  let lines: Int
  let size: Size
  private let area: Rect

  /// - Parameter least: what one field takes at least.
  init(count: Int, least: Size, in area: Rect) {
    self.area = area
    let most = max((area.width + 2) / (least.width + 2), 1)
    let deep = max((area.height + 1) / (least.height + 1), 1)
    let wanted = max(count, 1)
    lines = min(max((wanted + most - 1) / most, 1), deep)
    perLine = min(most, max((wanted + lines - 1) / lines, 1))
    size = Size(
      width: max((area.width + 2) / perLine - 2, 0), height: max((area.height + 1) / lines - 1, 0))
  }

  var count: Int { perLine * lines }

  func rect(_ index: Int) -> Rect {
    Rect(
      x: area.x + index % perLine * (size.width + 2), y: area.y + index / perLine * (size.height + 1),
      width: size.width, height: size.height
    ).intersection(area)
  }
}

/// Examples as a probe holds them: pictures as planes, one or several an example, or rows of numbers.
struct ExampleRows {
  let rows: [[Float]]
  /// Of a picture; nil for rows of numbers.
  let picture: Shape?

  /// - Parameter count: how many examples the probe holds; nil: as many as planes.
  init?(_ probe: Probe?, count: Int? = nil, isPicture: Bool? = nil) {
    guard let probe, probe.shape.columns > 0, probe.shape.rows > 0 else { return nil }
    guard isPicture ?? (probe.shape.channels > 1) else {
      guard probe.shape.channels == 1, probe.rowCount > 0 else { return nil }
      let width = probe.shape.columns
      rows = (0..<probe.rowCount).map { Array(probe.values[$0 * width..<($0 + 1) * width]) }
      picture = nil
      return
    }
    let planes = probe.planes
    let channels = max(planes.count / max(count ?? planes.count, 1), 1)
    guard !planes.isEmpty else { return nil }
    // Several channels of one picture are shown as their mean.
    rows = (0..<planes.count / channels).map { example in
      let own = planes[example * channels..<(example + 1) * channels]
      return own[own.startIndex].indices.map { place in
        own.reduce(0) { $0 + $1[place] } / Float(channels)
      }
    }
    picture = Shape(rows: probe.shape.rows, columns: probe.shape.columns)
  }

  func image(_ index: Int, _ tone: ImageTone, _ name: String) -> SmallImage {
    let values = rows[index]
    let columns = picture?.columns ?? values.count
    return SmallImage(
      rows: picture?.rows ?? 1, columns: columns, values: values, scale: tone.scale, ramp: tone.ramp
    ) { row, column in
      Reading(
        "\(name), row \(row + 1), column \(column + 1) · \(Digits.exact(values[row * columns + column]))")
    }
  }

  var values: [Float] { rows.flatMap { $0 } }

  /// One scale for all of them as curves.
  var scale: Scale { .holding(values.map { Double($0) }) }
}

extension Scale {
  /// `0…1.25`.
  var ends: String { "\(Digits.short(low))…\(Digits.short(high))" }
}
