public import Experiments
import Neural
public import TerminalUI

/// The loss of one example as its prediction varies, its slope, and where the prediction stands.
public enum LossShapesPanel: Panel {
  public static let name = "loss-shapes"
  public static let probes = ["loss-curve"]
  /// Only one of the two curves; of several runs the loss is drawn unless the slope is asked for.
  public static let options = ["loss", "slope"]
  public static let minimum = Size(width: 20, height: 5)

  /// Rows of prediction, loss and slope; the last one is where the prediction stands.
  private struct LossShape {
    var lane: Int
    var probe: Probe

    var name: String { probe.labels.first ?? "loss" }
    private var last: Int { probe.rowCount - 1 }
    var curve: [Chart.Place] { probe.places(0, 1, rows: 0..<last) }
    var slope: [Chart.Place] { probe.places(0, 2, rows: 0..<last) }
    var present: (x: Double, loss: Double, slope: Double) {
      (Double(probe.value(last, 0)), Double(probe.value(last, 1)), Double(probe.value(last, 2)))
    }
  }

  private static func shapes(_ snapshot: Snapshot, _ view: PanelView) -> [LossShape] {
    snapshot.lanes(with: "loss-curve", rows: 3, columns: 3, view).map {
      LossShape(lane: $0.index, probe: $0.probe)
    }
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let shapes = shapes(snapshot, view)
    let name = shapes.count == 1 ? " · \(shapes[0].name)" : ""
    return "\(showsLoss(view, shapes) ? "loss" : "slope of the loss") by prediction\(name)"
  }

  private static func showsLoss(_ view: PanelView, _ shapes: [LossShape]) -> Bool {
    !view.options.contains("slope") || view.options.contains("loss")
  }

  private static func showsSlope(_ view: PanelView, _ shapes: [LossShape]) -> Bool {
    view.options.contains("slope") || (shapes.count == 1 && !view.options.contains("loss"))
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    let shapes = shapes(snapshot, view)
    guard !shapes.isEmpty else {
      return canvas.message(
        "The loss over one prediction appears here; only networks that learn from targets have it. Space runs it.",
        in: area)
    }
    let (hasLoss, hasSlope) = (showsLoss(view, shapes), showsSlope(view, shapes))
    var chart = Chart(
      x: .holding(shapes.flatMap(\.curve).map(\.x)), y: yScale(shapes, hasLoss, hasSlope),
      xTitle: "prediction", look: canvas.look, in: area)
    for shape in shapes {
      add(shape, hasLoss, hasSlope, snapshot, &chart, canvas.look)
    }
    if let present = shapes.first?.present {
      let text = "prediction \(Digits.short(present.x)), loss \(Digits.short(present.loss))"
      chart.explain(here(canvas.look), "\(text), slope \(Digits.short(present.slope))", .strong)
    }
    chart.draw(on: &canvas)
  }

  private static func here(_ look: Look) -> Unicode.Scalar { look.glyph("●", or: "O") }

  private static func add(
    _ shape: LossShape, _ hasLoss: Bool, _ hasSlope: Bool, _ snapshot: Snapshot, _ chart: inout Chart,
    _ look: Look
  ) {
    let pen = snapshot.linePen(of: shape.lane)
    let isRace = snapshot.lanes.count > 1
    let name = isRace ? snapshot.lanes[shape.lane].name.shortened(to: 12) : ""
    if hasLoss {
      chart.line(
        shape.curve, pen.ink, dash: pen.dash, letter: pen.letter, layer: 2, text: isRace ? name : "loss")
    }
    if hasSlope {
      let text = !isRace ? "slope" : hasLoss ? "\(name) slope" : name
      chart.line(
        shape.slope, isRace ? pen.ink : .validation, dash: isRace && !hasLoss ? pen.dash : .dashed,
        letter: isRace && !hasLoss ? pen.letter : "-", text: text)
    }
    let probe = shape.probe
    let title = isRace ? name : shape.name
    let words: @Sendable (Int) -> Reading = { row in
      let numbers = [0, 1, 2].map { Digits.exact(probe.value(row, $0)) }
      return Reading("\(title) · prediction \(numbers[0]) · loss \(numbers[1]), slope \(numbers[2])")
    }
    if hasLoss { chart.readLine(shape.curve, words) }
    if hasSlope { chart.readLine(shape.slope, words) }
    let present = shape.present
    if hasLoss { chart.readMark((present.x, present.loss), words(probe.rowCount - 1)) }
    let ink: Ink = isRace ? pen.ink : .strong
    if hasLoss { chart.mark((present.x, present.loss), here(look), ink) }
    if hasSlope { chart.mark((present.x, present.slope), here(look), ink) }
  }

  /// Holds the losses; slopes of a logarithm near its pole leave the picture instead of flattening it.
  private static func yScale(_ shapes: [LossShape], _ hasLoss: Bool, _ hasSlope: Bool) -> Scale {
    let losses = shapes.flatMap { $0.curve.map(\.y) + [$0.present.loss] }.filter(\.isFinite)
    let slopes = shapes.flatMap { $0.slope.map(\.y) + [$0.present.slope] }.filter(\.isFinite)
    guard hasSlope else { return .holding(losses) }
    let span = max((losses.max() ?? 1) - (losses.min() ?? 0), 1e-6) * 1.5
    let near = slopes.filter { abs($0) <= span }
    return .holding((hasLoss ? losses : []) + (near.isEmpty && !hasLoss ? slopes : near))
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let parts = shapes(snapshot, view).map { shape in
      let present = shape.present
      let lowest = shape.curve.filter { $0.y.isFinite }.min { $0.y < $1.y }
      let name = snapshot.lanes.count > 1 ? "\(snapshot.lanes[shape.lane].name): " : ""
      let least = lowest.map {
        ", lowest \(Digits.reading($0.y, digits: 3)) at \(Digits.reading($0.x, digits: 3))"
      }
      return
        "\(name)\(shape.name) at prediction \(Digits.reading(present.x, digits: 3)) is "
        + "\(Digits.reading(present.loss, digits: 3)), slope \(Digits.reading(present.slope, digits: 3))\(least ?? "")"
    }
    return parts.isEmpty
      ? "No loss over a prediction yet. Space runs it." : parts.joined(separator: "; ") + "."
  }
}
