import Neural
import TerminalUI

/// What a learner answers over the plane of two features.
struct PlaneField {
  private var probe: Probe
  let isMulticlass: Bool

  /// Nil when the probe holds no field. Row 0 is the lower edge; the second channel, if there is one, is the
  /// confidence of class numbers.
  init?(_ probe: Probe?) {
    guard let probe, probe.shape.rows > 1, probe.shape.columns > 1, probe.values.count >= probe.shape.count
    else {
      return nil
    }
    self.probe = probe
    isMulticlass = probe.shape.channels > 1
  }

  var ranges: (x: ClosedRange<Float>, y: ClosedRange<Float>)? {
    guard let x = probe.xRange, let y = probe.yRange else { return nil }
    return (x, y)
  }

  /// The probability of class 1 at a place of the unit square, between the four nearest samples.
  func probability(_ u: Double, _ v: Double) -> Double? {
    let (x, y) = place(u, v)
    let (column, row) = (Int(x), Int(y))
    let (right, up) = (min(column + 1, probe.shape.columns - 1), min(row + 1, probe.shape.rows - 1))
    let (a, b) = (x - Double(column), y - Double(row))
    let lower = sample(row, column) * (1 - a) + sample(row, right) * a
    let upper = sample(up, column) * (1 - a) + sample(up, right) * a
    let value = lower * (1 - b) + upper * b
    return value.isFinite ? value : nil
  }

  /// The class number and its confidence at the nearest sample.
  func decision(_ u: Double, _ v: Double) -> (label: Int, confidence: Double)? {
    let (x, y) = place(u, v)
    let (row, column) = (Int(y.rounded()), Int(x.rounded()))
    let label = sample(row, column)
    guard label.isFinite, label >= 0, label < 100 else { return nil }
    let index = probe.shape.rows * probe.shape.columns + row * probe.shape.columns + column
    return (Int(label), Double(probe.values[index]))
  }

  private func place(_ u: Double, _ v: Double) -> (Double, Double) {
    func clamp(_ fraction: Double, _ count: Int) -> Double {
      min(max(fraction * Double(count) - 0.5, 0), Double(count - 1))
    }
    return (clamp(u, probe.shape.columns), clamp(v, probe.shape.rows))
  }

  private func sample(_ row: Int, _ column: Int) -> Double {
    Double(probe.values[row * probe.shape.columns + column])
  }

  /// The pale middle of the diverging palette: dark marks stand out everywhere.
  static let ramp = Ramp(.diverging, part: 0.27...0.73)

  /// Samples side by side and below each other.
  var samples: Shape { Shape(rows: probe.shape.rows, columns: probe.shape.columns) }

  /// The very number of a sample, counted from the lower left.
  func words(_ sample: Int, names: [String]) -> String {
    let value = probe.values.indices.contains(sample) ? probe.values[sample] : .nan
    guard isMulticlass else { return "p \(Digits.exact(value))" }
    let label = value >= 0 && value < 100 ? Int(value) : -1
    let name = names.indices.contains(label) ? names[label] : "class \(label)"
    let index = probe.shape.rows * probe.shape.columns + sample
    let confidence = probe.values.indices.contains(index) ? probe.values[index] : .nan
    return "answer \(name), confidence \(Digits.exact(confidence))"
  }

  /// Paints the area: colours of the palette, shades, or (in monochrome and ASCII) a few sparse steps that leave
  /// the points readable.
  func paint(on canvas: inout Canvas, in area: Rect) {
    if isMulticlass { return paintClasses(on: &canvas, in: area) }
    if canvas.look.showsColour, canvas.look.capability.colours == .full {
      return canvas.paint(area, Self.ramp, probability)
    }
    let steps: [Unicode.Scalar] = canvas.look.showsUnicode ? [" ", " ", "░", "▒"] : [" ", " ", ".", ":"]
    fillCells(canvas: &canvas, area) { u, v, look in
      guard let p = probability(u, v) else { return nil }
      let level = min(max(Int(p * 4), 0), 3)
      let style = look.showsColour ? look.style(p < 0.5 ? .negative : .positive) : .plain
      // Orange needs a shade of its own where there are eight colours; without colour its side stays empty.
      let hasColour = look.showsColour && look.showsUnicode
      return Cell(hasColour ? ["▒", "░", "░", "▒"][level] : steps[level], style)
    }
  }

  private func paintClasses(on canvas: inout Canvas, in area: Rect) {
    let steps: [Unicode.Scalar] = canvas.look.showsUnicode ? [" ", "░", "▒"] : [" ", ".", ":"]
    fillCells(canvas: &canvas, area) { u, v, look in
      guard let decision = decision(u, v) else { return nil }
      if look.showsColour, look.capability.colours == .full {
        let style = Style(
          Self.grounds[decision.label % Self.grounds.count][decision.confidence > 0.8 ? 1 : 0])
        return Cell(" ", Style(.standard, on: style.foreground))
      }
      return Cell(steps[decision.label % 3], look.showsColour ? look.style(.lane(decision.label)) : .plain)
    }
  }

  /// Pale and full grounds of the classes.
  private static let grounds: [[Colour]] = [
    [Colour(223), Colour(215)], [Colour(153), Colour(111)], [Colour(151), Colour(108)],
    [Colour(183), Colour(140)], [Colour(230), Colour(186)], [Colour(251), Colour(247)],
  ]

  private func fillCells(
    canvas: inout Canvas, _ area: Rect, _ cell: (Double, Double, Look) -> Cell?
  ) {
    for y in 0..<area.height {
      for x in 0..<area.width {
        let u = (Double(x) + 0.5) / Double(area.width)
        let v = 1 - (Double(y) + 0.5) / Double(area.height)
        let shown = cell(u, v, canvas.look) ?? Cell("×", canvas.look.style(.bad))
        canvas.put(shown, x: area.x + x, y: area.y + y, in: area)
      }
    }
  }
}
