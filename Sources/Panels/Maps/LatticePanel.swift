public import Experiments
import Neural
public import TerminalUI

/// The prototypes of a map in the plane of the data, joined as on the lattice.
public enum LatticePanel: Panel {
  public static let name = "lattice"
  public static let probes = ["positions", "points"]
  /// Without the examples.
  public static let options = ["bare"]
  public static let minimum = Size(width: 16, height: 5)

  private static let missing =
    "The lattice in the plane of the data appears here if the learner is a map of two features. Space runs it."

  private static func positions(_ lane: LaneSnapshot?) -> Probe? {
    guard let probe = lane?.probes["positions"], probe.shape.columns >= 4, probe.rowCount > 0 else {
      return nil
    }
    return probe
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let isFollowed = snapshot.shownLane(view)?.part?.winner != nil
    let which = isFollowed ? " · in brackets the example and its winner" : ""
    return "lattice in the plane of the data\(which)\(snapshot.laneTag(view))"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let lane = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    guard let positions = positions(lane) else { return canvas.message(missing, in: area) }
    var points =
      view.options.contains("bare") ? [] : lane.probes["points"]?.planePoints(isMulticlass: true) ?? []
    // The fourth column is the winner, no answer: nothing can be wrong.
    for index in points.indices { points[index].isWrong = false }
    let names = lane.probes["points"]?.labels ?? []
    let hasLegend = area.height >= 8
    let parts = area.splitTop(hasLegend ? 1 : 0)
    let axes = axes(positions, points, in: parts.rest)
    let marker = PointMarker(
      look: canvas.look, classCount: min(max((points.map(\.target).max() ?? 1) + 1, 2), 23))
    axes.draw(on: &canvas)
    for point in points {
      guard let column = axes.column(of: point.x), let row = axes.row(of: point.y) else { continue }
      // Hollow marks: the units are full ones.
      let glyph = marker.glyph(point.target, .validation)
      canvas.put(
        Cell(glyph, names.isEmpty ? canvas.look.style(.dim) : marker.ink(point.target)), x: column, y: row,
        in: axes.field)
    }
    web(positions, axes, isHexagonal: lane.hasHexagons, on: &canvas)
    if let followed = lane.followedPlace { canvas.ring(followed, axes) }
    if let winner = lane.part?.winner, winner < positions.rowCount {
      canvas.ring((Double(positions.value(winner, 0)), Double(positions.value(winner, 1))), axes, .accent)
    }
    guard hasLegend else { return }
    canvas.legend(legend(points, names, marker, canvas.look), in: parts.top)
  }

  private static func axes(_ positions: Probe, _ points: [PlanePoint], in area: Rect) -> Axes {
    func scale(_ range: ClosedRange<Float>?, _ column: Int, _ data: [Double]) -> Scale {
      if let range { return Scale(.linear, Double(range.lowerBound), Double(range.upperBound)) }
      return .holding(positions.places(column, column).map(\.x) + data)
    }
    return Axes(
      x: scale(positions.xRange, 0, points.map(\.x)), y: scale(positions.yRange, 1, points.map(\.y)),
      in: area, gutter: 3)
  }

  private static func legend(
    _ points: [PlanePoint], _ names: [String], _ marker: PointMarker, _ look: Look
  ) -> [LegendEntry] {
    var entries = [LegendEntry(sign: look.text("╋", or: "#"), text: "unit", ink: .strong)]
    guard !points.isEmpty else { return entries }
    if names.isEmpty {
      let sign = String(Character(marker.glyph(0, .validation)))
      return entries + [LegendEntry(sign: sign, text: "example", ink: .dim)]
    }
    for label in 0..<min(marker.classCount, names.count) {
      let ink: Ink = marker.classCount > 2 ? .lane(label) : label == 0 ? .negative : .positive
      entries.append(
        LegendEntry(
          sign: String(Character(marker.glyph(label, .validation))), text: names[label], ink: ink))
    }
    return entries
  }

  /// Lines between lattice neighbours, units on top.
  private static func web(_ positions: Probe, _ axes: Axes, isHexagonal: Bool, on canvas: inout Canvas) {
    var dots = Dots(axes.field, canvas.look.capability.glyphs)
    let pen = Pen(canvas.look.style(.strong), letter: "+", layer: 1)
    let columns = columnCount(positions)
    func dot(_ unit: Int) -> Point? {
      guard unit >= 0, unit < positions.rowCount else { return nil }
      let u = axes.x.fraction(Double(positions.value(unit, 0)))
      let v = axes.y.fraction(Double(positions.value(unit, 1)))
      guard u.isFinite, v.isFinite, abs(u) < 4, abs(v) < 4 else { return nil }
      return Point(
        x: Int((u * Double(dots.width - 1)).rounded()),
        y: dots.height - 1 - Int((v * Double(dots.height - 1)).rounded()))
    }
    for unit in 0..<positions.rowCount {
      guard let here = dot(unit) else { continue }
      for other in neighbours(unit, columns, isHexagonal: isHexagonal) {
        if let there = dot(other) { dots.stroke(from: here, to: there, pen) }
      }
    }
    dots.draw(on: &canvas)
    let mark = Cell(canvas.look.glyph("╋", or: "#"), canvas.look.style(.strong))
    for unit in 0..<positions.rowCount {
      guard let column = axes.column(of: Double(positions.value(unit, 0))),
        let row = axes.row(of: Double(positions.value(unit, 1)))
      else { continue }
      canvas.put(mark, x: column, y: row, in: axes.field)
    }
    canvas.keep(
      axes.points(positions.places(0, 1)) { unit in
        let numbers = (0..<2).map { Digits.exact(positions.value(unit, $0)) }
        return Reading(
          "unit at row \(Digits.short(Double(positions.value(unit, 2)) + 1)), column "
            + "\(Digits.short(Double(positions.value(unit, 3)) + 1)) · prototype (\(numbers[0]), \(numbers[1]))"
        )
      })
  }

  private static func columnCount(_ positions: Probe) -> Int {
    let last = (0..<positions.rowCount).map { positions.value($0, 3) }.filter(\.isFinite).max() ?? 0
    return Int(min(max(last, 0), 9999)) + 1
  }

  /// To the right and below; the other directions belong to the other unit.
  private static func neighbours(_ unit: Int, _ columns: Int, isHexagonal: Bool) -> [Int] {
    let column = unit % columns
    var others = column + 1 < columns ? [unit + 1, unit + columns] : [unit + columns]
    guard isHexagonal else { return others }
    let side = unit / columns % 2 == 1 ? 1 : -1
    if (0..<columns).contains(column + side) { others.append(unit + columns + side) }
    return others
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view), let positions = positions(lane) else { return missing }
    let columns = columnCount(positions)
    let spans = [0, 1].map { axis in
      let values = (0..<positions.rowCount).map { positions.value($0, axis) }.filter(\.isFinite)
      return
        "\(Digits.reading(values.min() ?? .nan, digits: 3)) to \(Digits.reading(values.max() ?? .nan, digits: 3))"
    }
    let data = lane.probes["points"].map { " over \($0.rowCount) examples" } ?? ""
    return
      "Lattice of \(positions.rowCount / columns) by \(columns) units\(data): "
      + "x from \(spans[0]), y from \(spans[1])."
  }
}
