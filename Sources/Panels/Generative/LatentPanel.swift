public import Experiments
import Neural
public import TerminalUI

/// The codes of the examples in their plane, a glyph a class.
public enum LatentPanel: Panel {
  public static let name = "latent"
  public static let probes = ["latent", "drawn-code"]
  /// A drawing by hand, or the example that is followed through a step.
  private static let drawing = "drawn-code"
  public static let options: [String] = []
  public static let minimum = Size(width: 16, height: 5)

  private static let missing =
    "The codes of the examples appear here as points if the learner is an autoencoder. Space runs it."

  private struct Codes {
    var points: [PlanePoint]
    var names: [String]
    var x: Scale
    var y: Scale
    var knobs: (x: Double, y: Double)?
    /// The code of what was drawn by hand.
    var drawn: (x: Double, y: Double)?

    var classCount: Int { max((points.map(\.target).max() ?? 0) + 1, names.count, 1) }

    func count(_ label: Int) -> Int { points.count { $0.target == label } }

    func name(_ label: Int) -> String { names.indices.contains(label) ? names[label] : "class \(label)" }

    /// The class's own name where all are single characters, else its shape or letter.
    func glyph(_ label: Int, _ marker: PointMarker) -> Unicode.Scalar {
      let isShort = !names.isEmpty && names.allSatisfy { $0.unicodeScalars.count == 1 }
      if isShort, names.indices.contains(label), let first = names[label].unicodeScalars.first {
        return first
      }
      return names.isEmpty ? marker.look.glyph("•", or: "o") : marker.glyph(label, .training)
    }

    func ink(_ label: Int) -> Ink {
      if names.isEmpty { return .text }
      return classCount > 2 ? .lane(label) : label == 0 ? .negative : .positive
    }
  }

  private static func codes(_ lane: LaneSnapshot?) -> Codes? {
    guard let lane, let probe = lane.probes["latent"], probe.shape.columns >= 3 else { return nil }
    let points = (0..<probe.rowCount).compactMap { row -> PlanePoint? in
      let (x, y, target) = (probe.value(row, 0), probe.value(row, 1), probe.value(row, 2))
      guard x.isFinite, y.isFinite else { return nil }
      let label = probe.labels.isEmpty || !target.isFinite ? 0 : Int(min(max(target.rounded(), 0), 99))
      return PlanePoint(x: Double(x), y: Double(y), target: label, split: .training, isWrong: false, row: row)
    }
    guard !points.isEmpty else { return nil }
    func scale(_ range: ClosedRange<Float>?, _ values: [Double]) -> Scale {
      guard let range else { return .holding(values) }
      let (low, high) = (Double(range.lowerBound), Double(range.upperBound))
      // The range leaves the outermost codes out: some room for those near it.
      return .fitting(.linear, low: low - 0.08 * (high - low), high: high + 0.08 * (high - low))
    }
    let (x, y) = (lane.experiment.options["code-x"], lane.experiment.options["code-y"])
    let hasKnobs = x != nil || y != nil
    let own = lane.probes[drawing].flatMap { $0.values.count >= 2 ? $0.values.map(Double.init) : nil }
    return Codes(
      points: points, names: probe.labels, x: scale(probe.xRange, points.map(\.x)),
      y: scale(probe.yRange, points.map(\.y)), knobs: hasKnobs ? (Double(x ?? 0), Double(y ?? 0)) : nil,
      drawn: own.map { ($0[0], $0[1]) })
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let codes = codes(snapshot.shownLane(view)) else { return "codes in the plane" }
    let lane = snapshot.shownLane(view)
    let example = lane.flatMap { $0.isFollowed(drawing) ? " · in brackets \($0.shownExample)" : nil } ?? ""
    return "codes of \(codes.points.count) examples in the plane\(example)\(snapshot.laneTag(view))"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let lane = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    guard let codes = codes(lane) else { return canvas.message(missing, in: area) }
    let hasLegend = area.height >= 8 && !codes.names.isEmpty
    let parts = area.splitTop(hasLegend ? 1 : 0)
    let axes = Axes(x: codes.x, y: codes.y, xTitle: "code 1", in: parts.rest, gutter: 3)
    axes.draw(on: &canvas)
    let marker = PointMarker(look: canvas.look, classCount: min(max(codes.classCount, 2), 23))
    for point in codes.points {
      guard let column = axes.column(of: point.x), let row = axes.row(of: point.y) else { continue }
      canvas.put(
        Cell(codes.glyph(point.target, marker), canvas.look.style(codes.ink(point.target))), x: column,
        y: row, in: axes.field)
    }
    if let drawn = codes.drawn {
      bracket(drawn, with: canvas.look.glyph("◆", or: "@"), ink: .selection, axes, on: &canvas)
    } else if let knobs = codes.knobs {
      bracket(knobs, with: nil, ink: .strong, axes, on: &canvas)
    }
    let (points, names) = (codes.points, codes.names)
    canvas.keep(
      axes.places { x, y, _ in
        let here = points.filter { axes.shareCell(($0.x, $0.y), (x, y)) }
        let words = here.prefix(3).map { point in
          let name = names.indices.contains(point.target) ? " " + names[point.target] : ""
          return "example \(point.row + 1)\(name) (\(Digits.exact(point.x)), \(Digits.exact(point.y)))"
        }
        let more = here.count > 3 ? ", and \(here.count - 3) more" : ""
        let text = words.isEmpty ? "no code here" : words.joined(separator: ", ") + more
        return Reading("code \(Digits.place(x, y)) · \(text)", subject: Subject.code(x: x, y: y))
      })
    guard hasLegend else { return }
    let entries = (0..<codes.classCount).filter { codes.count($0) > 0 }.map { label -> LegendEntry in
      let (sign, name) = (String(Character(codes.glyph(label, marker))), codes.name(label))
      return LegendEntry(
        sign: sign, text: (sign == name ? "" : name + " ") + "(\(codes.count(label)))", ink: codes.ink(label))
    }
    canvas.legend(entries, in: parts.top)
  }

  /// Brackets around a place; one beyond the axes is shown at their edge.
  private static func bracket(
    _ place: (x: Double, y: Double), with glyph: Unicode.Scalar?, ink: Ink, _ axes: Axes,
    on canvas: inout Canvas
  ) {
    guard place.x.isFinite, place.y.isFinite else { return }
    let x = min(max(place.x, axes.x.low), axes.x.high)
    let y = min(max(place.y, axes.y.low), axes.y.high)
    guard let column = axes.column(of: x), let row = axes.row(of: y) else { return }
    for (offset, side) in [(-1, "["), (1, "]")] as [(Int, Unicode.Scalar)] {
      canvas.put(Cell(side, canvas.look.style(.strong)), x: column + offset, y: row, in: axes.field)
    }
    if let glyph { canvas.put(Cell(glyph, canvas.look.style(ink)), x: column, y: row, in: axes.field) }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let codes = codes(snapshot.shownLane(view)) else { return missing }
    let labels = codes.names.isEmpty ? [] : (0..<codes.classCount).filter { codes.count($0) > 0 }
    let parts = labels.map { label in
      let own = codes.points.filter { $0.target == label }
      let (x, y) = (own.map(\.x).reduce(0, +), own.map(\.y).reduce(0, +))
      let count = Double(own.count)
      return "\(codes.name(label)) around (\(Digits.reading(x / count, digits: 2)), "
        + "\(Digits.reading(y / count, digits: 2)))"
    }
    let classes = parts.isEmpty ? "" : ": \(parts.joined(separator: "; "))"
    return "The codes of \(codes.points.count) examples in the plane\(classes)."
  }
}
