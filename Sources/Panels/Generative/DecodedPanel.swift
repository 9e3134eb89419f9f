public import Experiments
import Neural
public import TerminalUI

/// What the decoder makes over the plane of codes, or at the place of the knobs.
public enum DecodedPanel: Panel {
  public static let name = "decoded"
  public static let probes = ["decoded-grid", "decoded"]
  /// One of the two; without one, the grid.
  public static let options = ["grid", "point"]
  public static let minimum = Size(width: 16, height: 5)

  private static let missing =
    "What the decoder makes of codes appears here if the learner is an autoencoder. Space runs it."
  /// Places each way, or on the only axis of codes.
  private static let side = 10

  private static func isPoint(_ view: PanelView) -> Bool {
    view.options.contains("point") && !view.options.contains("grid")
  }

  /// Decoded examples by row from the lower left.
  private static func grid(_ lane: LaneSnapshot) -> ExampleRows? {
    guard let probe = lane.probes["decoded-grid"] else { return nil }
    // A line of codes has ten examples, a plane of them a hundred.
    let isPicture = probe.shape.channels > 1
    let count = isPicture && probe.shape.channels % (side * side) != 0 ? side : side * side
    guard let rows = ExampleRows(probe, count: isPicture ? count : nil), rows.rows.count % side == 0 else {
      return nil
    }
    return rows
  }

  private static func point(_ lane: LaneSnapshot) -> ExampleRows? {
    ExampleRows(lane.probes["decoded"], count: 1, isPicture: (lane.probes["decoded"]?.shape.rows ?? 0) > 1)
  }

  private static func place(_ lane: LaneSnapshot) -> String {
    let numbers = ["code-x", "code-y"].map { Digits.reading(lane.experiment.options[$0] ?? 0, digits: 3) }
    return "(\(numbers.joined(separator: ", ")))"
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view) else { return "decoded" }
    return (isPoint(view) ? "decoded from the code \(place(lane))" : "decoded over the plane of codes")
      + snapshot.laneTag(view)
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let lane = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    if isPoint(view) {
      guard let rows = point(lane) else { return canvas.message(missing, in: area) }
      return drawPoint(rows, on: &canvas, in: area)
    }
    guard let rows = grid(lane), let probe = lane.probes["decoded-grid"] else {
      return canvas.message(missing, in: area)
    }
    drawGrid(rows, probe, on: &canvas, in: area)
  }

  private static func drawPoint(_ rows: ExampleRows, on canvas: inout Canvas, in area: Rect) {
    let parts = area.splitBottom(1)
    guard rows.picture != nil else {
      let curve = SmallCurves.Curve(
        values: rows.rows[0], ink: .training, dash: .solid, letter: "o", name: "decoded")
      SmallCurves(curves: [curve], scale: rows.scale).draw(on: &canvas, in: parts.rest)
      canvas.spell("y \(rows.scale.ends)", x: area.x, y: parts.bottom.y, .dim, in: parts.bottom)
      return
    }
    let tone = ImageTone(rows.values)
    ImageGrid(images: [rows.image(0, tone, "decoded")]).draw(on: &canvas, in: parts.rest)
    canvas.scaleBar(tone.ramp, tone.labels, in: parts.bottom)
  }

  /// All ten places each way, or every third, or the ends, as they fit.
  private static func drawGrid(_ rows: ExampleRows, _ probe: Probe, on canvas: inout Canvas, in area: Rect) {
    let parts = area.splitBottom(1)
    let tone = ImageTone(rows.values)
    let deep = rows.rows.count / side
    for step in [1, 3, 9] {
      let columns = Array(stride(from: 0, to: side, by: step))
      let lines = Array(stride(from: 0, to: deep, by: step))
      let room = Size(
        width: (parts.rest.width + 1) / columns.count - 1, height: (parts.rest.height + 1) / lines.count - 1)
      guard let size = size(rows, room, step, canvas.look) else { continue }
      for (line, row) in lines.reversed().enumerated() {
        for (place, column) in columns.enumerated() {
          let rect = Rect(
            x: area.x + place * (size.width + 1), y: area.y + line * (size.height + 1), width: size.width,
            height: size.height
          ).intersection(parts.rest)
          draw(rows, row * side + column, tone, on: &canvas, in: rect)
        }
      }
      return drawScale(rows, probe, tone, on: &canvas, in: parts.bottom)
    }
    canvas.hiddenNote(name, needs: Size(width: 24, height: 12), in: area)
  }

  /// What one example takes; nil where it would not be readable.
  private static func size(_ rows: ExampleRows, _ room: Size, _ step: Int, _ look: Look) -> Size? {
    guard room.width >= 1, room.height >= 1 else { return nil }
    guard let picture = rows.picture else {
      let least = step == 9 ? Size(width: 4, height: 1) : Size(width: 6, height: 2)
      return room.width >= least.width && room.height >= least.height ? room : nil
    }
    let size = SmallImage.sizes(rows: picture.rows, columns: picture.columns, in: room, look).first
    return size.flatMap { step == 9 || $0.height >= 3 || $0.width >= picture.columns ? $0 : nil }
  }

  private static func draw(
    _ rows: ExampleRows, _ index: Int, _ tone: ImageTone, on canvas: inout Canvas, in rect: Rect
  ) {
    let name = "decoded place \(index % side + 1), \(index / side + 1)"
    if rows.picture != nil { return rows.image(index, tone, name).draw(on: &canvas, in: rect) }
    let curve = SmallCurves.Curve(
      values: rows.rows[index], ink: .training, dash: .solid, letter: "o", name: name)
    SmallCurves(curves: [curve], scale: rows.scale).draw(on: &canvas, in: rect)
  }

  private static func drawScale(
    _ rows: ExampleRows, _ probe: Probe, _ tone: ImageTone, on canvas: inout Canvas, in row: Rect
  ) {
    let range = ranges(probe)
    let x = range.isEmpty ? row.x : canvas.spell(range, x: row.x, y: row.y, .dim, in: row) + 2
    let rest = row.inset(left: x - row.x)
    if rows.picture != nil { return canvas.scaleBar(tone.ramp, tone.labels, in: rest) }
    canvas.spell("y \(rows.scale.ends)", x: rest.x, y: row.y, .dim, in: rest)
  }

  private static func ranges(_ probe: Probe) -> String {
    [("→", probe.xRange), ("↑", probe.yRange)].compactMap { arrow, range in
      range.map { "\(arrow) \(Digits.short(Double($0.lowerBound)))…\(Digits.short(Double($0.upperBound)))" }
    }.joined(separator: "  ")
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view) else { return missing }
    guard let rows = isPoint(view) ? point(lane) : grid(lane) else { return missing }
    let finite = rows.values.filter(\.isFinite)
    let span =
      "values from \(Digits.reading(finite.min() ?? .nan, digits: 3)) to "
      + Digits.reading(finite.max() ?? .nan, digits: 3)
    if isPoint(view) { return "The decoder's answer to the code \(place(lane)): \(span)." }
    let probe = lane.probes["decoded-grid"]
    let x = probe?.xRange.map { " for codes from \($0.lowerBound) to \($0.upperBound)" } ?? ""
    return "\(rows.rows.count) decoded examples\(x): \(span)."
  }
}
