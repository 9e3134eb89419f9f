public import Experiments
import Neural
public import TerminalUI

/// Made and real examples over what the discriminator answers.
public enum SamplesPanel: Panel {
  public static let name = "samples"
  public static let probes = ["samples", "real", "field", "density"]
  /// The points alone, without the discriminator's field.
  public static let options = ["bare"]
  public static let minimum = Size(width: 16, height: 5)

  private static let missing =
    "Made and real examples appear here if the learner is a generator with a discriminator. Space runs it."
  private static let names = ["made", "real"]

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let part = snapshot.shownLane(view)?.part
    let isRinged = part?.row != nil && part?.point.count == 2
    let which = isRinged ? " · in brackets the \(part?.example == nil ? "made" : "real") one" : ""
    return "made and real examples\(which)\(snapshot.laneTag(view))"
  }

  /// Class 0 is made, class 1 real, as in the field.
  private static func points(_ probe: Probe?, _ target: Int) -> [PlanePoint] {
    guard let probe, probe.shape.columns == 2, probe.shape.channels == 1 else { return [] }
    return (0..<probe.rowCount).compactMap { row in
      let (x, y) = (probe.value(row, 0), probe.value(row, 1))
      guard x.isFinite, y.isFinite else { return nil }
      return PlanePoint(x: Double(x), y: Double(y), target: target, split: .training, isWrong: false)
    }
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let lane = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    if let made = pictures(lane, "samples") {
      return drawPictures(made, pictures(lane, "real"), on: &canvas, in: area)
    }
    if let density = lane.probes["density"], density.rowCount > 1, density.shape.columns >= 3 {
      let field = view.options.contains("bare") ? nil : lane.probes["field"]
      return drawLine(density, field, on: &canvas, in: area)
    }
    let (made, real) = (points(lane.probes["samples"], 0), points(lane.probes["real"], 1))
    guard !made.isEmpty || !real.isEmpty else { return drawRows(lane, on: &canvas, in: area) }
    drawPlane(lane, made, real, isBare: view.options.contains("bare"), on: &canvas, in: area)
  }

  private static func drawPlane(
    _ lane: LaneSnapshot, _ made: [PlanePoint], _ real: [PlanePoint], isBare: Bool, on canvas: inout Canvas,
    in area: Rect
  ) {
    let parts = area.splitTop(area.height >= 8 ? 1 : 0)
    let field = isBare ? nil : PlaneField(lane.probes["field"]).flatMap { $0.isMulticlass ? nil : $0 }
    let probe = lane.probes["samples"]
    func scale(_ range: ClosedRange<Float>?, _ values: [Double]) -> Scale {
      range.map { Scale(.linear, Double($0.lowerBound), Double($0.upperBound)) } ?? .holding(values)
    }
    let all = made + real
    let axes = Axes(
      x: scale(field?.ranges?.x ?? probe?.xRange, all.map(\.x)),
      y: scale(field?.ranges?.y ?? probe?.yRange, all.map(\.y)), in: parts.rest, gutter: 3)
    field?.paint(on: &canvas, in: axes.field)
    axes.draw(on: &canvas)
    let marker = PointMarker(look: canvas.look, classCount: 2)
    // A field full of marks hides what lies below: at most one for eight cells of each kind.
    let room = max(axes.field.width * axes.field.height / 8, 20)
    for point in real.prefix(room) + made.prefix(room) {
      guard let column = axes.column(of: point.x), let row = axes.row(of: point.y) else { continue }
      let ground = field == nil ? .standard : canvas[column, row].style.background
      canvas.put(marker.cell(point, on: ground), x: column, y: row, in: axes.field)
    }
    if let followed = lane.followedPlace { canvas.ring(followed, axes) }
    let shown = Array(real.prefix(room) + made.prefix(room))
    if let field {
      canvas.keep(
        axes.places(field.samples) { x, y, sample in
          let here = shown.filter { axes.shareCell(($0.x, $0.y), (x, y)) }
          let words =
            here.isEmpty
            ? "" : " · \(here.count { $0.target == 1 }) real, \(here.count { $0.target == 0 }) made"
          return Reading("\(Digits.place(x, y)) · D: \(field.words(sample, names: names))\(words)")
        })
    }
    canvas.keep(
      axes.points(shown.map { ($0.x, $0.y) }) { index in
        let (x, y) = (Digits.exact(shown[index].x), Digits.exact(shown[index].y))
        return Reading("\(names[shown[index].target]) example at (\(x), \(y))")
      })
    guard parts.top.height > 0 else { return }
    let end = canvas.classLegend(
      all, names: names, marker, countsWrong: false,
      in: parts.top.inset(left: axes.field.x - area.x, right: 18))
    guard field != nil, parts.top.maxX - end >= 17 else { return }
    let bar = Rect(x: parts.top.maxX - 15, y: parts.top.y, width: 15, height: 1)
    canvas.write("D", x: bar.x, y: bar.y, .dim, in: bar)
    canvas.scaleBar(PlaneField.ramp, ["0", "1"], in: bar.inset(left: 2))
  }

  /// One feature: how often each value is made and real, and the discriminator's answer from bottom to top.
  private static func drawLine(_ density: Probe, _ field: Probe?, on canvas: inout Canvas, in area: Rect) {
    let (real, made) = (density.places(0, 1), density.places(0, 2))
    let most = (real + made).map(\.y).filter(\.isFinite).max() ?? 1
    let x = real.map(\.x).filter(\.isFinite)
    let y = Scale.fitting(.linear, low: 0, high: max(most, 1e-6))
    var chart = Chart(
      x: Scale(.linear, x.min() ?? 0, x.max() ?? 1), y: y, xTitle: "share by x", look: canvas.look, in: area)
    chart.line(real, .positive, dash: .dashed, letter: "r", layer: 1, text: "real")
    chart.line(made, .negative, letter: "m", layer: 2, text: "made")
    for (name, line, column) in [("real", real, 1), ("made", made, 2)] {
      chart.readLine(line) { row in
        Reading(
          "\(name) at x \(Digits.exact(density.value(row, 0))) · \(Digits.exact(density.value(row, column)))")
      }
    }
    if let field, field.shape.columns == 2, field.rowCount > 1 {
      let answers = field.places(0, 1).map { Chart.Place(x: $0.x, y: y.low + $0.y * (y.high - y.low)) }
      chart.line(answers, .dim, dash: .dotted, letter: "d", layer: 0, text: "D from 0 (bottom) to 1 (top)")
    }
    chart.draw(on: &canvas)
  }

  private static func pictures(_ lane: LaneSnapshot, _ name: String) -> Probe? {
    guard let probe = lane.probes[name], probe.shape.channels > 1, !probe.planes.isEmpty else { return nil }
    return probe
  }

  private static func drawPictures(_ made: Probe, _ real: Probe?, on canvas: inout Canvas, in area: Rect) {
    let tone = ImageTone(made.values + (real?.values ?? []))
    let parts = area.splitBottom(1)
    let fields = parts.rest.columns(Array(repeating: .flexible(), count: real == nil ? 1 : 2), gap: 3)
    for (field, part) in zip(fields, [("made", made), real.map { ("real", $0) }].compactMap { $0 }) {
      let rows = field.splitTop(1)
      canvas.write(part.0, x: field.x, y: field.y, .dim, in: rows.top)
      ImageGrid(images: part.1.images(tone, part.0)).draw(on: &canvas, in: rows.rest)
    }
    canvas.scaleBar(tone.ramp, tone.labels, in: parts.bottom)
  }

  /// Examples of more than two features as curves over the features, made above real.
  private static func drawRows(_ lane: LaneSnapshot, on canvas: inout Canvas, in area: Rect) {
    let parts = names.compactMap { name -> (name: String, rows: ExampleRows)? in
      ExampleRows(lane.probes[name == "made" ? "samples" : name]).map { (name, $0) }
    }
    guard let first = parts.first else { return canvas.message(missing, in: area) }
    let scale = Scale.holding(parts.flatMap { $0.rows.values.map { Double($0) } })
    let grid = FieldGrid(count: 2, least: Size(width: 200, height: 3), in: area)
    for (index, part) in parts.prefix(grid.count).enumerated() {
      let field = grid.rect(index).splitTop(1)
      canvas.spell(
        "\(part.name), \(min(part.rows.rows.count, 8)) of \(first.rows.rows.count), y \(scale.ends)",
        x: field.top.x,
        y: field.top.y, .dim, in: field.top)
      let curves = part.rows.rows.prefix(8).map {
        SmallCurves.Curve(
          values: $0, ink: part.name == "made" ? .negative : .positive, dash: .solid,
          letter: part.name == "made" ? "m" : "r")
      }
      SmallCurves(curves: Array(curves), scale: scale).draw(on: &canvas, in: field.rest)
    }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view), let samples = lane.probes["samples"], !samples.values.isEmpty
    else { return missing }
    let real = lane.probes["real"]
    if samples.shape.channels > 1 {
      return "\(samples.planes.count) made images beside \(real?.planes.count ?? 0) real ones."
    }
    let spans = [("made", samples), real.map { ("real", $0) }].compactMap { $0 }.map { name, probe in
      let means = (0..<min(probe.shape.columns, 2)).map { column in
        let values = (0..<probe.rowCount).map { probe.value($0, column) }.filter(\.isFinite)
        return Digits.reading(values.reduce(0, +) / Float(max(values.count, 1)), digits: 3)
      }
      return "\(probe.rowCount) \(name) examples around (\(means.joined(separator: ", ")))"
    }
    return "\(spans.joined(separator: ", "))."
  }
}
