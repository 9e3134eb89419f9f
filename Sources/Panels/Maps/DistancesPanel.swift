public import Experiments
import Neural
public import TerminalUI

/// How far each prototype of a map lies from its neighbours: ridges are borders between clusters.
public enum DistancesPanel: Panel {
  public static let name = "u-matrix"
  public static let probes = ["u-matrix", "labels"]
  /// The class of each unit on top.
  public static let options = ["labels"]
  public static let minimum = Size(width: 12, height: 4)

  private static let missing =
    "The distances between neighbouring prototypes appear here if the learner is a map. Space runs it."

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    "U-matrix: mean distance to the neighbours\(snapshot.laneTag(view))"
  }

  private static func tone(_ plane: MapPlane) -> Scale {
    let most = Double(plane.finite.max() ?? 1)
    return Scale(.linear, 0, most > 0 ? most : 1)
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let lane = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    guard let plane = MapPlane(lane.probes["u-matrix"]) else { return canvas.message(missing, in: area) }
    let hasBar = area.height >= 5
    let parts = area.splitBottom(hasBar ? 1 : 0)
    let (scale, ramp) = (tone(plane), Ramp(.viridis))
    let drawn = plane.paint(
      "mean distance to the neighbours", scale, ramp, isHexagonal: lane.hasHexagons, on: &canvas,
      in: parts.rest)
    if view.options.contains("labels"), let cells = drawn.cells, let labels = MapLabels(lane.probes["labels"])
    {
      labels.write(cells, on: &canvas)
    }
    if let winner = lane.part?.winner { drawn.cells?.bracket(winner, on: &canvas) }
    guard hasBar else { return }
    canvas.scaleBar(
      ramp, ["0", Digits.reading(scale.high, digits: 3)],
      in: Rect(x: area.x, y: min(drawn.maxY, parts.bottom.y), width: area.width, height: 1))
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let plane = MapPlane(snapshot.shownLane(view)?.probes["u-matrix"]) else { return missing }
    guard let low = plane.finite.min(), let high = plane.finite.max(),
      let far = plane.values.firstIndex(of: high)
    else { return "No distance on this map is a number." }
    let mean = plane.finite.reduce(0, +) / Float(plane.finite.count)
    return
      "Map of \(plane.rows) by \(plane.columns) units: distances to the neighbours from "
      + "\(Digits.reading(low, digits: 3)) to \(Digits.reading(high, digits: 3)), mean "
      + "\(Digits.reading(mean, digits: 3)); the farthest unit is at \(plane.place(far))."
  }
}
