public import Experiments
import Neural
public import TerminalUI

/// What the network answers over the plane of its two inputs, with the examples on top; the perceptron's line.
public enum BoundaryPanel: Panel {
  public static let name = "boundary"
  public static let probes = ["field", "points", "line", "guilty", "current", "weights/1"]
  public static let options: [String] = []
  public static let minimum = Size(width: 16, height: 5)

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let lane = snapshot.shownLane(view)
    let accuracy = lane?.reading("accuracy").flatMap { $0.isFinite ? $0 : nil }
    let tag = accuracy.map { "  accuracy \(Digits.fixed(Double($0), decimals: 3))" } ?? ""
    return "decision boundary\(snapshot.laneTag(view))\(tag)"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let lane = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    let picture = BoundaryPicture(lane)
    guard let picture else {
      return canvas.message(
        "The plane of the two inputs appears here, coloured by the answer. Space runs it.", in: area)
    }
    picture.draw(on: &canvas, in: area.intersection(canvas.bounds))
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view), let picture = BoundaryPicture(lane) else {
      return "No decision boundary yet. Space runs it."
    }
    return picture.sentence(lane)
  }
}

/// The parts of the picture, taken from the probes.
struct BoundaryPicture {
  private var field: PlaneField?
  private var points: [PlanePoint]
  private var classNames: [String]
  private var axisNames: [String]
  private var x: Scale
  private var y: Scale
  private var line: Probe?
  private var guilty: Probe?
  private var isCurrentGuilty = true
  /// The example that is followed through a step.
  private var followed: (x: Double, y: Double)?

  init?(_ lane: LaneSnapshot) {
    let fieldProbe = lane.probes["field"]
    field = PlaneField(fieldProbe)
    let pointsProbe = lane.probes["points"]
    let isMulticlass = field?.isMulticlass ?? ((pointsProbe?.labels.count ?? 0) > 2)
    points = pointsProbe?.planePoints(isMulticlass: isMulticlass) ?? []
    // Where numbers are predicted there is no wrong side.
    if lane.index(of: "accuracy") == nil, lane.index(of: "r2") != nil {
      for index in points.indices { points[index].isWrong = false }
    }
    guard field != nil || !points.isEmpty else { return nil }
    classNames = pointsProbe?.labels ?? []
    let candidates = ["field", "current", "guilty", "weights/1"].compactMap { lane.probes[$0]?.labels }
    let classes = classNames
    axisNames = candidates.first { $0.count == 2 && $0 != classes } ?? []
    let ranges = field?.ranges ?? Self.extent(points)
    x = Scale(.linear, Double(ranges.x.lowerBound), Double(ranges.x.upperBound))
    y = Scale(.linear, Double(ranges.y.lowerBound), Double(ranges.y.upperBound))
    followed = lane.followedPlace
    line = lane.probes["line"].flatMap { $0.rowCount >= 1 && $0.shape.columns >= 3 ? $0 : nil }
    guilty = lane.probes["guilty"].flatMap { $0.rowCount >= 1 && $0.shape.columns >= 2 ? $0 : nil }
    if guilty == nil {
      guilty = lane.probes["current"].flatMap { $0.rowCount >= 1 && $0.shape.columns >= 2 ? $0 : nil }
      isCurrentGuilty = false
    }
  }

  private static func extent(_ points: [PlanePoint]) -> (x: ClosedRange<Float>, y: ClosedRange<Float>) {
    func span(_ values: [Double]) -> ClosedRange<Float> {
      let (low, high) = (values.min() ?? 0, values.max() ?? 1)
      let margin = max((high - low) * 0.08, 1e-6)
      return Float(low - margin)...Float(high + margin)
    }
    return (span(points.map(\.x)), span(points.map(\.y)))
  }

  private var classCount: Int { max((points.map(\.target).max() ?? 1) + 1, 2) }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let hasLegend = area.height >= 8
    let parts = area.splitTop(hasLegend ? 1 : 0)
    let axes = Axes(x: x, y: y, xTitle: axisNames.first ?? "", in: parts.rest, gutter: 3)
    let marker = PointMarker(look: canvas.look, classCount: min(classCount, 23))
    field?.paint(on: &canvas, in: axes.field)
    axes.draw(on: &canvas)
    drawLines(axes, on: &canvas)
    for point in points.sorted(by: { !$0.isWrong && $1.isWrong }) { place(point, marker, axes, on: &canvas) }
    drawRing(axes, on: &canvas)
    canvas.keep(readout(axes))
    guard hasLegend else { return }
    var left = parts.top.x
    if let name = axisNames.last, parts.top.width >= Width.of(name) + 40 {
      left = canvas.write("\(name)", x: left, y: parts.top.y, .dim, in: parts.top) + 3
    } else {
      left = min(axes.field.x, parts.top.maxX)
    }
    let row = Rect(x: left, y: parts.top.y, width: parts.top.maxX - left, height: 1)
    let end = canvas.classLegend(points, names: classNames, marker, in: row)
    let isShaded = field.map { !$0.isMulticlass } ?? false
    guard isShaded, row.maxX - end >= 14 else { return }
    let bar = Rect(x: row.maxX - 12, y: row.y, width: 12, height: 1)
    canvas.write("p", x: bar.x, y: bar.y, .dim, in: bar)
    canvas.scaleBar(PlaneField.ramp, ["0", "1"], in: bar.inset(left: 2))
  }

  private func readout(_ axes: Axes) -> Readout {
    let (field, points, names) = (field, points, classNames)
    let title = axisNames.count == 2 ? axisNames.joined(separator: ", ") + " " : ""
    return axes.places(field?.samples) { x, y, sample in
      let answer = field.map { " · \($0.words(sample, names: names))" } ?? ""
      let example = points.words(inCellOf: (x, y), axes, names: names)
      return Reading(
        "\(title)\(Digits.place(x, y))\(answer)\(example.map { " · \($0.text)" } ?? "")",
        subject: Subject.place(x: x, y: y, example: example?.example))
    }
  }

  private func place(_ point: PlanePoint, _ marker: PointMarker, _ axes: Axes, on canvas: inout Canvas) {
    guard let column = axes.column(of: point.x), let row = axes.row(of: point.y) else { return }
    // A half block shows the upper sample as its foreground; a space shows only its background.
    let ground = canvas[column, row].style.background
    canvas.put(marker.cell(point, on: field == nil ? .standard : ground), x: column, y: row, in: axes.field)
  }

  /// The separating line and, dim, the one before the last correction.
  private func drawLines(_ axes: Axes, on canvas: inout Canvas) {
    guard let line else { return }
    var dots = Dots(axes.field, canvas.look.capability.glyphs)
    let pens = [
      Pen(canvas.look.style(.strong), letter: "#", layer: 1),
      Pen(canvas.look.style(.dim), dash: .dotted, letter: ".", layer: 0),
    ]
    for row in 0..<min(line.rowCount, 2) {
      let (w1, w2, b) = (Double(line.value(row, 0)), Double(line.value(row, 1)), Double(line.value(row, 2)))
      dots.strokeLine(
        w1 * (x.high - x.low), w2 * (y.high - y.low), w1 * x.low + w2 * y.low + b, pens[row])
    }
    dots.draw(on: &canvas)
  }

  /// Brackets around the example that the rule looks at, or the one that is followed through a step.
  private func drawRing(_ axes: Axes, on canvas: inout Canvas) {
    if let followed { return canvas.ring(followed, axes) }
    guard let guilty else { return }
    let place = (x: Double(guilty.value(0, 0)), y: Double(guilty.value(0, 1)))
    canvas.ring(place, axes, isCurrentGuilty ? .warning : .strong)
  }

  func sentence(_ lane: LaneSnapshot) -> String {
    let classes = (0..<classCount).map { label in
      let name = classNames.indices.contains(label) ? classNames[label] : "class \(label)"
      return "\(points.count { $0.target == label }) of \(name)"
    }
    let wrong = points.count { $0.isWrong }
    let accuracy =
      lane.reading("accuracy").flatMap { $0.isFinite ? $0 : nil }
      .map { ", accuracy \(Digits.fixed(Double($0), decimals: 3))" } ?? ""
    let names = axisNames.count == 2 ? " over \(axisNames[0]) and \(axisNames[1])" : ""
    var text =
      "The plane\(names) with \(points.count) examples: \(classes.joined(separator: ", ")); "
      + "\(wrong) on the wrong side\(accuracy)."
    if let line {
      let w = (0..<3).map { Digits.reading(line.value(0, $0), digits: 3) }
      text += " The line is \(w[0]) x + \(w[1]) y + \(w[2]) = 0."
    }
    return text
  }
}
