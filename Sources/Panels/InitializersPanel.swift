public import Experiments
import Neural
public import TerminalUI

/// What every initializer makes of signals on their way forward and of errors on their way back, before any training.
public enum InitializersPanel: Panel {
  public static let name = "initializers"
  public static let probes = ["starts"]
  public static let options: [String] = []
  public static let minimum = Size(width: 56, height: 5)

  private static let missing =
    "How large signals and errors are at each depth appears here, a row for each initializer. Space runs it."

  private struct Table {
    var names: [String]
    var layers: Int
    /// Row by row: signals, then errors.
    var planes: [[Double]]

    init?(_ probe: Probe?) {
      guard let probe, probe.shape.channels == 2, probe.shape.columns > 0 else { return nil }
      let count = probe.shape.rows * probe.shape.columns
      guard probe.values.count == 2 * count, probe.labels.count == probe.shape.rows else { return nil }
      names = probe.labels
      layers = probe.shape.columns
      planes = [0, 1].map { plane in probe.values[plane * count..<(plane + 1) * count].map(Double.init) }
    }

    func value(_ plane: Int, _ row: Int, _ layer: Int) -> Double { planes[plane][row * layers + layer] }
    /// Powers of ten at which the colours end; white is 1, where a size stays what it is.
    var reach: Double {
      let logs = planes.joined().filter { $0 > 0 && $0.isFinite }.map { abs(Decimal.logarithm($0)) }
      return min(max((logs.max() ?? 3).rounded(.up), 3), 12)
    }
    /// Signals end at the last layer, errors at the first.
    func end(_ plane: Int, _ row: Int) -> Double { value(plane, row, plane == 0 ? layers - 1 : 0) }
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let reach = Int(Table(snapshot.shownLane(view)?.probes["starts"])?.reach ?? 3)
    return "every initializer, before training · colours 1e-\(reach)…1e\(reach)\(snapshot.laneTag(view))"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let lane = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    guard let table = Table(lane.probes["starts"]) else { return canvas.message(missing, in: area) }
    let (head, body) = area.splitTop(1)
    let own = lane.experiment.initializer.kind.rawValue
    let names = (table.names.map { Width.of($0) }.max() ?? 0) + 3
    let isCut = table.names.count > body.height
    let rows = body.splitTop(isCut ? body.height - 1 : table.names.count).top
    if isCut {
      let words = "\(table.names.count - rows.height) more"
      canvas.spell(words, x: area.x + 2, y: rows.maxY, .dim, in: area)
    }
    for row in 0..<rows.height {
      let isOwn = table.names[row].split(separator: " ").first.map(String.init) == own
      if isOwn { canvas.spell("▸", x: area.x, y: rows.y + row, .accent, in: area) }
      canvas.spell(
        table.names[row], x: area.x + 2, y: rows.y + row, isOwn ? .strong : .text, in: area)
    }
    let halves = rows.inset(left: names).columns([.flexible(), .flexible()], gap: 3)
    for (plane, half) in halves.enumerated() {
      let title = plane == 0 ? "signals, layer 1…\(table.layers)" : "errors, layer 1…\(table.layers)"
      canvas.spell(
        title.shortened(to: half.width), x: half.x, y: head.y, .dim, in: head)
      draw(table, plane, on: &canvas, in: half)
    }
  }

  /// Colours by layers, and the size at the end of the way.
  private static func draw(_ table: Table, _ plane: Int, on canvas: inout Canvas, in area: Rect) {
    let count = area.height
    let reach = table.reach
    let field = area.inset(right: 7)
    let logs = (0..<count * table.layers).map { index -> Float in
      let value = table.planes[plane][index]
      return value.isFinite ? Float(value > 0 ? Decimal.logarithm(value) : -reach) : .nan
    }
    Heatmap(
      rows: count, columns: table.layers, values: logs.map { min(max($0, Float(-reach)), Float(reach)) },
      scale: Scale(.linear, -reach, reach), ramp: Ramp(.diverging),
      reading: { row, layer in
        Reading(
          "\(table.names[row]), layer \(layer + 1) · \(plane == 0 ? "sd of activations" : "rms of ∂L/∂z") "
            + Digits.exact(table.value(plane, row, layer)))
      }
    ).draw(on: &canvas, in: field)
    for row in 0..<count {
      let text = InitBenchPanel.brief(table.end(plane, row))
      canvas.writeRight(text, end: area.maxX, y: area.y + row, .text, in: area)
    }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let table = Table(snapshot.shownLane(view)?.probes["starts"]) else { return missing }
    let parts = table.names.indices.map { row in
      "\(table.names[row]): signals \(InitBenchPanel.brief(table.end(0, row))) in the last layer, errors "
        + "\(InitBenchPanel.brief(table.end(1, row))) in the first"
    }
    return parts.joined(separator: "; ") + "."
  }
}
