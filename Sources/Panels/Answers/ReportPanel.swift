public import Experiments
import Neural
public import TerminalUI

/// How good the answers are: by class with the means, or the errors of predicted numbers by split.
public enum ReportPanel: Panel {
  public static let name = "report"
  public static let probes = ["report", "scores", "regression"]
  public static let essentials = ["report", "regression"]
  public static let options: [String] = []
  public static let minimum = Size(width: 30, height: 2)

  private struct Table {
    var heads: [String]
    var names: [String]
    var rows: [[Float]]
    /// The columns that hold counts.
    var counts: Set<Int> = []
    var scores: [(name: String, value: Float)] = []
  }

  private static func table(_ snapshot: Snapshot, _ view: PanelView) -> Table? {
    guard let lane = snapshot.shownLane(view) else { return nil }
    if let probe = lane.probes["report"], let rows = rows(probe) {
      let scores = lane.probes["scores"].map { Array(zip($0.labels, $0.values)) } ?? []
      return Table(
        heads: ["class", "precision", "recall", "F1", "support"], names: names(probe), rows: rows,
        counts: [3],
        scores: scores.map { ($0.0, $0.1) })
    }
    guard let probe = lane.probes["regression"], let rows = rows(probe) else { return nil }
    return Table(heads: ["split", "MSE", "MAE", "RMSE", "R²"], names: names(probe), rows: rows)
  }

  private static func rows(_ probe: Probe) -> [[Float]]? {
    guard probe.shape.columns == 4, probe.rowCount > 0 else { return nil }
    return (0..<probe.rowCount).map { row in (0..<4).map { probe.value(row, $0) } }
  }

  private static func names(_ probe: Probe) -> [String] {
    (0..<probe.rowCount).map { probe.labels.indices.contains($0) ? probe.labels[$0] : "\($0)" }
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let table = table(snapshot, view)
    let what = table?.heads.first == "split" ? "errors by split" : "scores by class"
    return "report · \(what)\(snapshot.laneTag(view))"
  }

  public static func rows(_ snapshot: Snapshot, _ view: PanelView, width: Int) -> Int? {
    table(snapshot, view).map { $0.rows.count + ($0.scores.isEmpty ? 1 : 2) }
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    guard let table = table(snapshot, view) else {
      return canvas.message("Scores of the answers, class by class, appear here. Space runs it.", in: area)
    }
    let hasScores = !table.scores.isEmpty && area.height >= 4
    let parts = area.splitBottom(hasScores ? 1 : 0)
    drawTable(table, on: &canvas, in: parts.rest)
    guard hasScores else { return }
    var x = area.x
    for score in table.scores {
      let text = "\(score.name) \(number(score.value))"
      guard x + Width.of(text) <= area.maxX else { return }
      x = canvas.write(text, x: x, y: parts.bottom.y, x == area.x ? .strong : .text, in: area) + 2
    }
  }

  private static func number(_ value: Float) -> String {
    abs(value) < 10 ? Digits.fixed(Double(value), decimals: 3) : Digits.reading(value)
  }

  private static func drawTable(_ table: Table, on canvas: inout Canvas, in area: Rect) {
    let widest = max(table.names.map { Width.of($0) }.max() ?? 0, 5)
    let names = min(widest, max(area.width - 40, 6))
    let width = min(max((area.width - names) / 4, 5), 11)
    drawRow(table.heads, names, width, y: area.y, .dim, on: &canvas, in: area)
    let room = area.height - 1
    let shown = table.rows.count <= room ? room : room - 1
    canvas.keepTable(
      rows: (0..<min(max(shown, 0), table.rows.count)).map { area.y + 1 + $0 },
      ends: (0..<4).map { area.x + names + ($0 + 1) * width }, width: min(width - 1, 6), in: area
    ) { row, column in
      let value = Digits.exact(table.rows[row][column])
      return Reading("\(table.heads[0]) \(table.names[row]) · \(table.heads[column + 1]) \(value)")
    }
    for (index, row) in table.rows.prefix(max(shown, 0)).enumerated() {
      let numbers = row.enumerated().map { table.counts.contains($0) ? Digits.short(Double($1)) : number($1) }
      drawRow(
        [table.names[index]] + numbers, names, width, y: area.y + 1 + index, .text, on: &canvas, in: area)
    }
    if table.rows.count > shown, room > 0 {
      let text = "… \(table.rows.count - max(shown, 0)) more"
      canvas.spell(text, x: area.x, y: area.maxY - 1, .dim, in: area)
    }
  }

  private static func drawRow(
    _ texts: [String], _ names: Int, _ width: Int, y: Int, _ ink: Ink, on canvas: inout Canvas, in area: Rect
  ) {
    guard let name = texts.first else { return }
    canvas.write(name.shortened(to: names), x: area.x, y: y, ink, in: area)
    for (column, text) in texts.dropFirst().enumerated() {
      canvas.writeRight(
        text.shortened(to: width - 1), end: area.x + names + (column + 1) * width, y: y, ink, in: area)
    }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let table = table(snapshot, view) else { return "No scores yet. Space runs it." }
    let scores = table.scores.map { "\($0.name) \(number($0.value))" }
    let rows = table.rows.indices.prefix(12).map { index in
      let numbers = table.rows[index].enumerated().map { column, value in
        let text = table.counts.contains(column) ? Digits.short(Double(value)) : number(value)
        return "\(table.heads[column + 1]) \(text)"
      }
      return "\(table.names[index]): \(numbers.joined(separator: ", "))"
    }
    return (scores.isEmpty ? rows : [scores.joined(separator: ", ")] + rows).joined(separator: "; ") + "."
  }
}
