public import Experiments
import Neural
public import TerminalUI

/// Mean and deviation of each feature over one batch, beside the running ones that evaluation uses.
public enum BatchStatisticsPanel: Panel {
  public static let name = "batch-statistics"
  public static let probes = ["batch-statistics/*"]
  /// The number of the layer; without one, the first.
  public static let options = (1...32).map(String.init)
  public static let minimum = Size(width: 36, height: 3)

  private struct Feature {
    var batch: (mean: Double, deviation: Double)
    var running: (mean: Double, deviation: Double)

    init(_ probe: Probe, _ row: Int) {
      func pair(_ column: Int) -> (Double, Double) {
        let variance = Double(probe.value(row, column + 1))
        return (Double(probe.value(row, column)), variance >= 0 ? variance.squareRoot() : .nan)
      }
      batch = pair(0)
      running = pair(2)
    }
  }

  private static func layer(_ snapshot: Snapshot, _ view: PanelView) -> (number: Int, features: [Feature])? {
    let all = (snapshot.shownLane(view)?.layerProbes("batch-statistics") ?? []).filter {
      $0.probe.rowCount > 0 && $0.probe.shape.columns >= 4
    }
    let wanted = view.options.compactMap(Int.init).min()
    let chosen = wanted == nil ? all.first : all.first { $0.number == wanted }
    return chosen.map { layer in
      (layer.number, (0..<layer.probe.rowCount).map { Feature(layer.probe, $0) })
    }
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let number = layer(snapshot, view).map { " of layer \($0.number)" } ?? ""
    return "mean and deviation by feature\(number)\(snapshot.laneTag(view))"
  }

  public static func rows(_ snapshot: Snapshot, _ view: PanelView, width: Int) -> Int? {
    layer(snapshot, view).map { $0.features.count + 2 }
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    guard let (number, features) = layer(snapshot, view) else {
      return canvas.message(
        "Batch and running statistics appear here; it takes a layer of batch normalization. Space runs it.",
        in: area)
    }
    let width = area.width >= 52 ? 9 : 8
    let hasStrip = area.width >= 64
    let parts = area.splitTop(2)
    let heads = ["batch", "running", "batch", "running"]
    canvas.writeRight("mean", end: area.x + 3 + 2 * width, y: area.y, .dim, in: parts.top)
    canvas.writeRight("deviation", end: area.x + 3 + 4 * width, y: area.y, .dim, in: parts.top)
    for (column, head) in heads.enumerated() {
      canvas.writeRight(head, end: area.x + 3 + (column + 1) * width, y: area.y + 1, .dim, in: parts.top)
    }
    let strip = parts.rest.inset(left: 3 + 4 * width + 2)
    let shown = Array(features.prefix(parts.rest.height))
    let scale = scale(shown)
    if hasStrip { drawHead(scale, on: &canvas, in: parts.top.inset(left: strip.x - area.x)) }
    canvas.keepTable(
      rows: shown.indices.map { parts.rest.y + $0 }, ends: (1...4).map { area.x + 3 + $0 * width },
      width: min(width - 1, 7), in: area
    ) { row, column in
      let feature = shown[row]
      let value = [
        feature.batch.mean, feature.running.mean, feature.batch.deviation, feature.running.deviation,
      ][column]
      let what = ["mean of the batch", "running mean", "deviation of the batch", "running deviation"][column]
      return Reading("layer \(number), feature \(row + 1) · \(what) \(Digits.reading(value, digits: 9))")
    }
    for (index, feature) in shown.enumerated() {
      let y = parts.rest.y + index
      canvas.write("\(index + 1)".leftPadded(to: 3), x: area.x, y: y, .dim, in: area)
      let numbers = [
        feature.batch.mean, feature.running.mean, feature.batch.deviation, feature.running.deviation,
      ]
      for (column, number) in numbers.enumerated() {
        let end = area.x + 3 + (column + 1) * width
        let text = Digits.reading(number, digits: 3)
        canvas.writeRight(text, end: end, y: y, column % 2 == 0 ? .text : .validation, in: area)
      }
      if hasStrip { drawStrip(feature, scale, y: y, on: &canvas, in: strip) }
    }
  }

  private static func scale(_ features: [Feature]) -> Scale {
    .holding(
      features.flatMap { feature in
        [feature.batch, feature.running].flatMap { [$0.mean - $0.deviation, $0.mean + $0.deviation] }
      })
  }

  private static func drawHead(_ scale: Scale, on canvas: inout Canvas, in area: Rect) {
    canvas.legend(
      [
        LegendEntry(sign: marks(canvas.look).batch, text: "batch ± sd", ink: .training),
        LegendEntry(sign: marks(canvas.look).running, text: "running", ink: .validation),
      ], in: area)
    let y = area.y + 1
    canvas.write(Digits.short(scale.low), x: area.x, y: y, .dim, in: area)
    canvas.writeRight(Digits.short(scale.high), end: area.maxX, y: y, .dim, in: area)
  }

  private static func marks(_ look: Look) -> (batch: String, running: String) {
    look.showsUnicode ? ("●", "○") : ("B", "R")
  }

  /// The batch's mean with one deviation to both sides, and the running mean.
  private static func drawStrip(
    _ feature: Feature, _ scale: Scale, y: Int, on canvas: inout Canvas, in area: Rect
  ) {
    func column(_ value: Double) -> Int? {
      let fraction = scale.fraction(value)
      guard fraction.isFinite, area.width > 0 else { return nil }
      return area.x + Int((min(max(fraction, 0), 1) * Double(area.width - 1)).rounded())
    }
    let (mean, deviation) = feature.batch
    if let first = column(mean - deviation), let last = column(mean + deviation), first <= last {
      let line = Cell(canvas.look.glyph("─", or: "-"), canvas.look.style(.dim))
      for x in first...last { canvas.put(line, x: x, y: y, in: area) }
    }
    let marks = marks(canvas.look)
    if let x = column(feature.running.mean) { canvas.write(marks.running, x: x, y: y, .validation, in: area) }
    if let x = column(mean) { canvas.write(marks.batch, x: x, y: y, .training, in: area) }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let layer = layer(snapshot, view) else { return "No batch statistics yet. Space runs it." }
    let rows = layer.features.prefix(8).enumerated().map { index, feature in
      "feature \(index + 1) mean \(Digits.reading(feature.batch.mean, digits: 3)), running "
        + "\(Digits.reading(feature.running.mean, digits: 3)), deviation "
        + "\(Digits.reading(feature.batch.deviation, digits: 3)), running "
        + Digits.reading(feature.running.deviation, digits: 3)
    }
    return "Layer \(layer.number), \(layer.features.count) features: \(rows.joined(separator: "; "))."
  }
}
