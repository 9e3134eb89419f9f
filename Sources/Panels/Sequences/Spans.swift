import Experiments
import Neural
import TerminalUI

/// The characters or steps under bands that share one time axis.
struct StepAxis {
  let steps: Range<Int>
  /// Cells across that a step takes.
  let across: Int
  private let names: [String]

  /// Where there are more steps than columns, the last ones are shown.
  init(count: Int, names: [String], width: Int) {
    let shown = min(max(count, 0), max(width, 0))
    steps = (count - shown)..<count
    across = shown > 0 ? min(max(width / shown, 1), 4) : 1
    self.names = names.count == count ? names : []
  }

  var width: Int { steps.count * across }

  /// One row of characters, or the numbers of the first and the last step.
  func draw(on canvas: inout Canvas, x: Int, y: Int, in area: Rect) {
    guard let last = steps.last else { return }
    guard names.isEmpty else {
      for (index, step) in steps.enumerated() {
        let glyph = Glyphs.plain(names[step], at: canvas.look.capability.glyphs).prefix(1)
        canvas.write(glyph, x: x + index * across + (across - 1) / 2, y: y, .text, in: area)
      }
      return
    }
    let first = canvas.write("\(steps.lowerBound)", x: x, y: y, .dim, in: area)
    let text = "step \(last)"
    let end = max(x + width, first + 2 + Width.of(text))
    canvas.writeRight(text, end: end, y: y, .dim, in: area)
  }
}

/// Units (rows) over time (columns) as numbers that are really there.
struct UnitSteps {
  let units: Int
  let steps: Int
  let names: [String]
  private let values: [Float]

  init?(_ probe: Probe?) {
    guard let probe, probe.rowCount > 0 else { return nil }
    units = probe.rowCount
    steps = probe.shape.columns
    values = probe.values
    names = probe.labels
  }

  func value(_ unit: Int, _ step: Int) -> Float { values[unit * steps + step] }

  /// The mean over the units at each step.
  var means: [Double] {
    (0..<steps).map { step in
      (0..<units).reduce(0.0) { $0 + Double(value($1, step)) } / Double(units)
    }
  }

  /// The mean size over the units at each step, whatever the sign.
  var sizes: [Double] {
    (0..<steps).map { step in
      (0..<units).reduce(0.0) { $0 + abs(Double(value($1, step))) } / Double(units)
    }
  }

  var finite: [Float] { values.prefix(units * steps).filter(\.isFinite) }

  /// 1 for units that are bounded so, else the size of the largest.
  var limit: Double {
    let largest = finite.map { abs(Double($0)) }.max() ?? 0
    return largest <= 1 ? 1 : largest
  }

  func heatmap(_ what: String, _ steps: Range<Int>, _ scale: Scale, _ ramp: Ramp) -> Heatmap {
    let shown = (0..<units).flatMap { unit in steps.map { value(unit, $0) } }
    let whole = self
    return Heatmap(rows: units, columns: steps.count, values: shown, scale: scale, ramp: ramp) {
      unit, column in
      let step = steps.lowerBound + column
      return Reading(
        "\(what), unit \(unit + 1), \(whole.time(step)) · \(Digits.exact(whole.value(unit, step)))")
    }
  }

  /// The step with the character that was read there.
  func time(_ step: Int) -> String {
    names.count == steps ? "step \(step) \"\(names[step])\"" : "step \(step)"
  }
}

extension Snapshot {
  /// The lanes that give a picture, each with its place in the race.
  func drawn<Part>(_ make: (LaneSnapshot) -> Part?) -> [(index: Int, lane: LaneSnapshot, part: Part)] {
    lanes.enumerated().compactMap { index, lane in make(lane).map { (index, lane, $0) } }
  }
}
