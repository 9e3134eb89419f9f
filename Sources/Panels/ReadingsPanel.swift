public import Experiments
import Neural
public import TerminalUI

/// The present readings as calm rows of label and value.
public enum ReadingsPanel: Panel {
  public static let name = "readings"
  public static let probes: [String] = []
  public static let options = ["all"]
  public static let minimum = Size(width: 14, height: 1)

  private struct Row {
    var label: String
    var value: String
    var ink: Ink
  }

  /// The lane's numbers; the many meters of single layers only with `all`.
  private static func rows(_ lane: LaneSnapshot, _ view: PanelView) -> [Row] {
    var rows = [Row(label: "step", value: "\(lane.step)", ink: .text)]
    if lane.epoch > 0 {
      rows.append(Row(label: "epoch", value: Digits.fixed(Double(lane.epoch), decimals: 2), ink: .text))
    }
    for (index, meter) in lane.meters.enumerated() where index < min(lane.readings.count, lane.curves.count) {
      let isOfLayer = meter.name.hasPrefix("gradient/") || meter.name.hasPrefix("delta/")
      if isOfLayer, !view.options.contains("all") { continue }
      let value = lane.readings[index]
      let unit = meter.unit.isEmpty ? "" : " \(meter.unit)"
      // What never was a number, such as the bound of examples that no line separates, does not apply here.
      let isVoid = value.isNaN && index > 0 && lane.curves[index].lastFinite == nil
      let text = value.isNaN ? (lane.step == 0 || isVoid ? "-" : "NaN") : Digits.reading(value) + unit
      let isBroken = lane.step > 0 && !value.isFinite && !isVoid && !meter.name.contains("/")
      let isCount = meter.isCount && value == value.rounded() && abs(value) < 1e6
      rows.append(
        Row(
          label: meter.name, value: isCount ? Digits.short(Double(value)) + unit : text,
          ink: isBroken ? .bad : index == 0 ? .strong : .text))
    }
    return rows + [Row(label: "parameters", value: "\(lane.parameterCount)", ink: .text)]
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    "readings\(snapshot.laneTag(view))"
  }

  public static func rows(_ snapshot: Snapshot, _ view: PanelView, width: Int) -> Int? {
    snapshot.shownLane(view).map { rows($0, view).count }
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let lane = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    let rows = rows(lane, view)
    let labels = min(rows.map { Width.of($0.label) }.max() ?? 0, max(area.width - 10, 4))
    let end = min(area.x + 1 + labels + 2 + 10, area.maxX)
    // Blank rows between, while there is room, keep the numbers calm; more columns where the rows do not suffice.
    let pitch = area.height >= 2 * rows.count ? 2 : 1
    let stride = end - area.x + 4
    let columns = max(min((rows.count + area.height - 1) / area.height, (area.width + 4) / stride), 1)
    let spots = rows.indices.prefix(columns * area.height).map { index in
      Point(x: area.x + index / area.height * stride, y: area.y + index % area.height * pitch)
    }
    let exact = Dictionary(
      zip(lane.meters.map(\.name), lane.readings.map { Digits.exact($0) }),
      uniquingKeysWith: { first, _ in first })
    canvas.keep(
      Readout(rows: min(area.height, rows.count), columns: columns) { row, column in
        let index = column * area.height + row
        guard spots.indices.contains(index) else { return nil }
        return Spot(Rect(x: spots[index].x + 1, y: spots[index].y, width: labels, height: 1))
      } reading: { row, column in
        let row = rows[column * area.height + row]
        return Reading("\(row.label) \(exact[row.label] ?? row.value)")
      })
    for (row, spot) in zip(rows, spots) {
      canvas.write(row.label.shortened(to: labels), x: spot.x + 1, y: spot.y, .dim, in: area)
      canvas.writeRight(row.value, end: spot.x + end - area.x, y: spot.y, row.ink, in: area)
    }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view) else { return "No run is loaded." }
    return rows(lane, view).map { "\($0.label) \($0.value)" }.joined(separator: ", ") + "."
  }
}
