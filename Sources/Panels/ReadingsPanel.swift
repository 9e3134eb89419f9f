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
      let isCount =
        value == value.rounded() && abs(value) < 1e6
        && (meter.name.contains("mistakes") || meter.name == "bound")
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

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let lane = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    let rows = rows(lane, view)
    let labels = min(rows.map { Width.of($0.label) }.max() ?? 0, max(area.width - 10, 4))
    let end = min(area.x + 1 + labels + 2 + 10, area.maxX)
    // Blank rows between, while there is room, keep the numbers calm.
    let pitch = area.height >= 2 * rows.count ? 2 : 1
    let places = rows.indices.filter { $0 * pitch < area.height }
    let exact = Dictionary(
      zip(lane.meters.map(\.name), lane.readings.map { Digits.exact($0) }),
      uniquingKeysWith: { first, _ in first })
    canvas.keepRows(places.map { area.y + $0 * pitch }, x: area.x + 1, width: labels, in: area) { index in
      Reading("\(rows[index].label) \(exact[rows[index].label] ?? rows[index].value)")
    }
    for (index, row) in rows.enumerated() where index * pitch < area.height {
      let y = area.y + index * pitch
      canvas.write(row.label.shortened(to: labels), x: area.x + 1, y: y, .dim, in: area)
      canvas.writeRight(row.value, end: end, y: y, row.ink, in: area)
    }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view) else { return "No run is loaded." }
    return rows(lane, view).map { "\($0.label) \($0.value)" }.joined(separator: ", ") + "."
  }
}
