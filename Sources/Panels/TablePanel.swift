public import Experiments
import Neural
public import TerminalUI

/// Examples with their inputs, target and prediction: the truth table of a gate, the rows of a table.
public enum TablePanel: Panel {
  public static let name = "table"
  public static let probes = ["predictions"]
  public static let options: [String] = []
  public static let minimum = Size(width: 20, height: 2)

  /// A prediction so near to its target counts as right.
  private static let tolerance: Float = 0.25

  private static func probe(_ snapshot: Snapshot, _ view: PanelView) -> Probe? {
    let probe = snapshot.shownLane(view)?.probes["predictions"]
    return probe.flatMap { $0.rowCount > 0 && $0.shape.columns >= 2 ? $0 : nil }
  }

  private static func error(_ probe: Probe, _ row: Int) -> Float {
    probe.value(row, probe.shape.columns - 1) - probe.value(row, probe.shape.columns - 2)
  }

  private static func right(_ probe: Probe) -> Int {
    (0..<probe.rowCount).count { abs(error(probe, $0)) <= tolerance }
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let probe = probe(snapshot, view) else { return "predictions" }
    return "predictions\(snapshot.laneTag(view)) · \(right(probe)) of \(probe.rowCount) within 0.25"
  }

  public static func rows(_ snapshot: Snapshot, _ view: PanelView, width: Int) -> Int? {
    probe(snapshot, view).map { $0.rowCount + 1 }
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    guard let probe = probe(snapshot, view) else {
      return canvas.message("One row an example appears here, with its answer. Space runs it.", in: area)
    }
    let widths = widths(probe, area.width)
    header(probe, widths, on: &canvas, in: area)
    let room = area.height - 1
    let shown = probe.rowCount > room ? max(room - 1, 1) : probe.rowCount
    for row in 0..<shown { draw(probe, row, widths, y: area.y + 1 + row, on: &canvas, in: area) }
    keep(probe, widths, rows: shown, on: &canvas, in: area)
    if shown < probe.rowCount, shown < room {
      canvas.write("\(probe.rowCount - shown) more", x: area.x + 2, y: area.maxY - 1, .dim, in: area)
    }
  }

  /// Which columns are shown and how wide: inputs from the left as far as they fit, then target, answer, error.
  private static func widths(_ probe: Probe, _ total: Int) -> [(column: Int, width: Int)] {
    let inputs = probe.shape.columns - 2
    func width(_ column: Int) -> Int {
      let name = probe.labels.indices.contains(column) ? min(Width.of(probe.labels[column]), 14) : 4
      let numbers = (0..<min(probe.rowCount, 50)).map { Width.of(text(probe.value($0, column))) }.max() ?? 4
      return max(name, numbers) + 2
    }
    var free = total - 10 - 12 - 10
    var columns: [(Int, Int)] = []
    for column in 0..<inputs {
      guard free >= width(column) else { break }
      columns.append((column, width(column)))
      free -= width(column)
    }
    return columns + [(inputs, 10)] + (total >= 24 ? [(inputs + 1, 12)] : [(inputs + 1, 8)])
  }

  private static func text(_ value: Float) -> String {
    value == value.rounded() ? Digits.short(Double(value)) : Digits.reading(value, digits: 3)
  }

  private static func header(
    _ probe: Probe, _ widths: [(column: Int, width: Int)], on canvas: inout Canvas, in area: Rect
  ) {
    var x = area.x
    for (column, width) in widths {
      canvas.writeRight(
        name(probe, column).shortened(to: width - 1), end: x + width, y: area.y, .dim, in: area)
      x += width
    }
    if x + 10 <= area.maxX { canvas.writeRight("error", end: x + 9, y: area.y, .dim, in: area) }
  }

  private static func name(_ probe: Probe, _ column: Int) -> String {
    let inputs = probe.shape.columns - 2
    let fallback = column < inputs ? "x\(column + 1)" : column == inputs ? "target" : "answer"
    return probe.labels.indices.contains(column) ? probe.labels[column] : fallback
  }

  private static func keep(
    _ probe: Probe, _ widths: [(column: Int, width: Int)], rows: Int, on canvas: inout Canvas, in area: Rect
  ) {
    var ends: [Int] = []
    for (_, width) in widths { ends.append((ends.last ?? area.x) + width) }
    let columns = widths.map(\.column)
    canvas.keepTable(rows: (0..<rows).map { area.y + 1 + $0 }, ends: ends, width: 6, in: area) { row, place in
      let column = columns[place]
      return Reading(
        "example \(row + 1), \(name(probe, column)) \(Digits.exact(probe.value(row, column)))"
          + " · error \(Digits.exact(error(probe, row)))")
    }
  }

  private static func draw(
    _ probe: Probe, _ row: Int, _ widths: [(column: Int, width: Int)], y: Int, on canvas: inout Canvas,
    in area: Rect
  ) {
    var x = area.x
    for (column, width) in widths {
      let value = probe.value(row, column)
      let isAnswer = column == probe.shape.columns - 1
      let text = isAnswer ? Digits.fixed(Double(value), decimals: 3) : text(value)
      canvas.writeRight(text, end: x + width, y: y, isAnswer ? .strong : .text, in: area)
      x += width
    }
    let error = error(probe, row)
    let isRight = abs(error) <= tolerance
    if x + 10 <= area.maxX {
      let sign = error > 0 ? "+" : ""
      canvas.writeRight(
        sign + Digits.fixed(Double(error), decimals: 3), end: x + 9, y: y, isRight ? .dim : .text, in: area)
      x += 10
    }
    canvas.put(Cell(isRight ? "✓" : "✗", canvas.look.style(isRight ? .good : .bad)), x: x + 1, y: y, in: area)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let probe = probe(snapshot, view) else { return "No predictions yet. Space runs it." }
    let rows = (0..<min(probe.rowCount, 8)).map { row in
      let inputs = (0..<max(probe.shape.columns - 2, 0)).prefix(4).map { text(probe.value(row, $0)) }
      return
        "(\(inputs.joined(separator: ", "))) gives \(Digits.fixed(Double(probe.value(row, probe.shape.columns - 1)), decimals: 3))"
        + ", target \(text(probe.value(row, probe.shape.columns - 2)))"
    }
    return
      "\(right(probe)) of \(probe.rowCount) examples within 0.25 of the target: \(rows.joined(separator: "; "))."
  }
}
