public import Experiments
import Neural
public import TerminalUI

/// A surface of two numbers from above, with the ways that the runs take over it.
public enum SurfacePanel: Panel {
  public static let name = "surface"
  public static let probes = ["surface", "path"]
  public static let options: [String] = []
  public static let minimum = Size(width: 20, height: 6)

  private static func contours(_ snapshot: Snapshot, _ view: PanelView) -> Contours? {
    let shown = snapshot.shownLane(view)?.probes["surface"]
    return Contours(shown) ?? snapshot.lanes.lazy.compactMap { Contours($0.probes["surface"]) }.first
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let loss = snapshot.lanes.count == 1 ? snapshot.lanes[0].reading("loss") : nil
    let tag = loss.flatMap { $0.isFinite ? "  loss \(Digits.reading($0))" : nil } ?? ""
    return "surface from above · log shades\(tag)"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    guard let contours = contours(snapshot, view) else {
      return canvas.message(
        "A surface with the way down appears here; it takes a descent on a surface. Space runs it.", in: area)
    }
    let hasLegend = area.height >= 9
    let parts = area.splitTop(hasLegend ? 1 : 0)
    let axes = Axes(x: contours.x, y: contours.y, xTitle: "x", in: parts.rest, gutter: 3)
    contours.paint(on: &canvas, in: axes.field)
    axes.draw(on: &canvas)
    let order = snapshot.lanes.indices.filter { $0 != view.lane } + [view.lane]
    let ways = order.filter(snapshot.lanes.indices.contains).compactMap { Way(snapshot, $0) }
    for way in ways { way.draw(axes, on: &canvas) }
    put("+", contours.lowest, axes, .strong, on: &canvas)
    for way in ways { way.drawEnds(axes, on: &canvas) }
    canvas.keep(contours.readout(axes))
    for way in ways { canvas.keep(way.readout(axes)) }
    guard hasLegend else { return }
    let sorted = ways.sorted { $0.lane < $1.lane }
    let whole = legend(sorted, hasValues: true)
    canvas.legend(
      canvas.width(of: whole) <= parts.top.width ? whole : legend(sorted, hasValues: false), in: parts.top)
  }

  private static func legend(_ ways: [Way], hasValues: Bool) -> [LegendEntry] {
    let signs = [
      LegendEntry(sign: "o", text: "start", ink: .strong),
      LegendEntry(sign: "+", text: "lowest", ink: .strong),
    ]
    return signs
      + ways.map { way in
        let text = [way.name.shortened(to: 12), hasValues ? Digits.short(way.value) : ""]
        return LegendEntry(
          sign: String(Character(way.letter)), text: text.filter { !$0.isEmpty }.joined(separator: " "),
          ink: way.ink)
      }
  }

  static func put(
    _ glyph: Unicode.Scalar, _ place: Chart.Place, _ axes: Axes, _ ink: Ink, on canvas: inout Canvas
  ) {
    guard let column = axes.column(of: place.x), let row = axes.row(of: place.y) else { return }
    canvas.put(
      Cell(glyph, Contours.onGround(canvas.look.style(ink), canvas[column, row].style.background)), x: column,
      y: row, in: axes.field)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let contours = contours(snapshot, view) else { return "No surface yet. Space runs it." }
    func text(_ place: Chart.Place) -> String {
      "(\(Digits.reading(place.x, digits: 3)), \(Digits.reading(place.y, digits: 3)))"
    }
    let parts = snapshot.lanes.indices.compactMap { Way(snapshot, $0) }.map { way in
      let name = way.name.isEmpty ? "the way" : way.name
      let present = way.places.last.map(text) ?? ""
      return "\(name) is at \(present), value \(Digits.reading(way.value, digits: 3))"
    }
    let text = "The lowest place of the surface is near \(text(contours.lowest))"
    return ([text] + parts).joined(separator: "; ") + "."
  }
}

/// The way of one run from its start to the present place; of a long one without what lies between.
private struct Way {
  var lane: Int
  /// Empty where the run stands alone.
  var name: String
  var places: [Chart.Place]
  var values: [Float]
  var steps: [Float]
  var value: Double
  var ink: Ink

  init?(_ snapshot: Snapshot, _ lane: Int) {
    guard let probe = snapshot.lanes[lane].probes["path"], probe.rowCount > 0, probe.shape.columns >= 4 else {
      return nil
    }
    self.lane = lane
    name = snapshot.lanes.count > 1 ? snapshot.lanes[lane].name : ""
    places = probe.places(0, 1)
    values = (0..<probe.rowCount).map { probe.value($0, 2) }
    steps = (0..<probe.rowCount).map { probe.value($0, 3) }
    value = Double(probe.value(probe.rowCount - 1, 2))
    ink = .lane(lane)
  }

  /// A, B, C…: where it is now.
  var letter: Unicode.Scalar { Unicode.Scalar(65 + UInt32(lane % 26)) ?? "A" }
  /// a, b, c…: where it has been, where there are only ASCII characters.
  private var trace: Unicode.Scalar { Unicode.Scalar(97 + UInt32(lane % 26)) ?? "a" }

  func draw(_ axes: Axes, on canvas: inout Canvas) {
    var dots = Dots(axes.field, canvas.look.capability.glyphs)
    let style = canvas.look.style(ink)
    let pen = Pen(style, dash: Dash.allCases[lane % 4], letter: trace)
    var previous: Point?
    for place in places {
      let (u, v) = (axes.x.fraction(place.x), axes.y.fraction(place.y))
      guard u.isFinite, v.isFinite else {
        previous = nil
        continue
      }
      let point = Point(x: dot(u, dots.width), y: dots.height - 1 - dot(v, dots.height))
      dots.stroke(from: previous ?? point, to: point, pen)
      // The place itself is seen through the gaps of a dashed line.
      dots.set(point.x, point.y, pen)
      previous = point
    }
    dots.draw(on: &canvas)
    // On a shade, dots would all be light or dark; runs are told by their colours.
    for y in axes.field.y..<axes.field.maxY {
      for x in axes.field.x..<axes.field.maxX where dots.covers(x, y) {
        let cell = canvas[x, y]
        canvas.put(
          Cell(cell.glyph, Contours.onGround(style, cell.style.background)), x: x, y: y, in: axes.field)
      }
    }
  }

  private func dot(_ fraction: Double, _ count: Int) -> Int {
    Int((min(max(fraction, -3), 4) * Double(max(count - 1, 0))).rounded())
  }

  func readout(_ axes: Axes) -> Readout {
    let (places, values, steps, name) = (places, values, steps, name.isEmpty ? "the way" : name)
    return axes.points(places) { index in
      let (x, y) = (Digits.exact(places[index].x), Digits.exact(places[index].y))
      let step = Digits.fixed(Double(steps[index]), decimals: 0)
      return Reading("\(name), step \(step) · (\(x), \(y)) · loss \(Digits.exact(values[index]))")
    }
  }

  /// The start and the present place.
  func drawEnds(_ axes: Axes, on canvas: inout Canvas) {
    if let first = places.first { SurfacePanel.put("o", first, axes, ink, on: &canvas) }
    if let last = places.last { SurfacePanel.put(letter, last, axes, ink, on: &canvas) }
  }
}
