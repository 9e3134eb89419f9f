public import Experiments
import Neural
public import TerminalUI

/// The examples in the plane of two hidden units: what the last layer has to separate.
public enum HiddenPanel: Panel {
  public static let name = "hidden"
  public static let probes = ["hidden-plane"]
  public static let options: [String] = []
  public static let minimum = Size(width: 16, height: 5)

  private static func points(_ snapshot: Snapshot, _ view: PanelView) -> (
    points: [PlanePoint], names: [String]
  )? {
    guard let lane = snapshot.shownLane(view), let probe = lane.probes["hidden-plane"] else { return nil }
    let classes = (0..<probe.rowCount).map { probe.value($0, 2) }.filter(\.isFinite).max() ?? 0
    let points = probe.planePoints(isMulticlass: classes > 1)
    return points.isEmpty ? nil : (points, probe.labels)
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    "hidden plane h1, h2\(snapshot.laneTag(view))"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    guard let (points, names) = points(snapshot, view) else {
      return canvas.message("The examples appear here as the hidden units see them. Space runs it.", in: area)
    }
    let hasLegend = area.height >= 8
    let parts = area.splitTop(hasLegend ? 1 : 0)
    let axes = Axes(
      x: range(points.map(\.x)), y: range(points.map(\.y)), xTitle: "h1", in: parts.rest, gutter: 3)
    axes.draw(on: &canvas)
    let marker = PointMarker(
      look: canvas.look, classCount: min(max((points.map(\.target).max() ?? 1) + 1, 2), 23))
    for point in points.sorted(by: { !$0.isWrong && $1.isWrong }) {
      guard let column = axes.column(of: point.x), let row = axes.row(of: point.y) else { continue }
      canvas.put(marker.cell(point, on: .standard), x: column, y: row, in: axes.field)
    }
    canvas.keep(
      axes.points(points.map { ($0.x, $0.y) }) { index in
        let point = points[index]
        let name = names.indices.contains(point.target) ? names[point.target] : "class \(point.target)"
        return Reading(
          "example \(point.row + 1), \(name) · h1 \(Digits.exact(point.x)), h2 \(Digits.exact(point.y)) · answer "
            + "\(Digits.exact(point.answer))\(point.isWrong ? ", wrong" : "")")
      })
    guard hasLegend else { return }
    canvas.write("h2", x: parts.top.x, y: parts.top.y, .dim, in: parts.top)
    canvas.classLegend(points, names: names, marker, in: parts.top.inset(left: axes.field.x - parts.top.x))
  }

  private static func range(_ values: [Double]) -> Scale {
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    return .fitting(.linear, low: low, high: high)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let (points, _) = points(snapshot, view) else { return "No hidden plane yet. Space runs it." }
    return "\(points.count) examples in the plane of the first two units of the last hidden layer; "
      + "\(points.count { $0.isWrong }) answered wrongly."
  }
}
