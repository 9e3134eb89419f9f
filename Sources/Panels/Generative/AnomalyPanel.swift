public import Experiments
import Neural
public import TerminalUI

/// How badly the usual and the strange examples are reconstructed, and the threshold between them.
public enum AnomalyPanel: Panel {
  public static let name = "anomaly"
  public static let probes = ["errors", "threshold"]
  /// Errors on a logarithmic scale.
  public static let options = ["log"]
  public static let minimum = Size(width: 20, height: 5)

  private static let missing =
    "The reconstruction errors appear here as histograms if the learner is an autoencoder. Space runs it."

  private struct Errors {
    /// Of the classes that training showed, and of the others.
    var groups: [(name: String, values: [Double])]
    var threshold: Double?
    var scale: Scale

    func above(_ values: [Double]) -> Int { values.count { value in threshold.map { value > $0 } ?? false } }
  }

  private static func errors(_ lane: LaneSnapshot?, _ view: PanelView) -> Errors? {
    guard let probe = lane?.probes["errors"], probe.shape.columns >= 4 else { return nil }
    var usual: [Double] = []
    var strange: [Double] = []
    var training: [Double] = []
    for row in 0..<probe.rowCount {
      let error = Double(probe.value(row, 0))
      guard error.isFinite, error >= 0 else { continue }
      if probe.value(row, 3) == 1 {
        strange.append(error)
      } else if probe.value(row, 2) == 2 {
        usual.append(error)
      }
      if probe.value(row, 2) == 0 { training.append(error) }
    }
    let groups =
      strange.isEmpty
      ? [("training", training), ("test", usual)] : [("usual (test)", usual), ("anomalies (test)", strange)]
    let shown = groups.filter { !$0.1.isEmpty }
    guard !shown.isEmpty else { return nil }
    let threshold = lane?.probes["threshold"]?.values.first.flatMap { $0.isFinite ? Double($0) : nil }
    let all = shown.flatMap(\.1) + (threshold.map { [$0] } ?? [])
    let low = all.filter { $0 > 0 }.min() ?? 1e-6
    let isLogarithmic = view.options.contains("log")
    let scale = Scale.fitting(
      isLogarithmic ? .logarithmic : .linear, low: isLogarithmic ? low : 0, high: max(all.max() ?? 1, 1e-9))
    return Errors(groups: shown.map { ($0.0, $0.1) }, threshold: threshold, scale: scale)
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let separation = snapshot.shownLane(view)?.reading("separation").flatMap { $0.isFinite ? $0 : nil }
    let tag = separation.map { "  AUC \(Digits.fixed(Double($0), decimals: 3))" } ?? ""
    let scale = view.options.contains("log") ? " · log" : ""
    return "reconstruction errors\(scale)\(snapshot.laneTag(view))\(tag)"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let lane = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    guard let errors = errors(lane, view) else { return canvas.message(missing, in: area) }
    let parts = area.splitBottom(2)
    let each = max(parts.rest.height / errors.groups.count, 2)
    for (index, group) in errors.groups.enumerated() {
      let room = Rect(x: area.x, y: area.y + index * each, width: area.width, height: each)
        .intersection(parts.rest)
      let ink: Ink = errors.groups.count > 1 && index == 1 ? .negative : .positive
      draw(group, errors, ink, on: &canvas, in: room)
    }
    drawAxis(errors, on: &canvas, in: parts.bottom)
  }

  private static func draw(
    _ group: (name: String, values: [Double]), _ errors: Errors, _ ink: Ink, on canvas: inout Canvas,
    in area: Rect
  ) {
    guard area.width > 0, area.height > 0 else { return }
    let parts = area.splitTop(1)
    var counts = [Double](repeating: 0, count: area.width)
    for value in group.values { counts[column(value, errors.scale, area.width)] += 1 }
    let most = counts.max() ?? 0
    canvas.columns(counts.map { most > 0 ? $0 / most : 0 }, canvas.look.style(ink), in: parts.rest)
    let (bins, scale, field) = (counts, errors.scale, parts.rest)
    canvas.keep(
      Readout(rows: 1, columns: bins.count) { _, bin in
        Spot(Rect(x: field.x + bin, y: field.y, width: 1, height: field.height))
      } reading: { _, bin in
        let ends = [bin, bin + 1].map {
          Digits.reading(scale.inverse(Double($0) / Double(bins.count)), digits: 6)
        }
        return Reading(
          "\(group.name) · errors from \(ends[0]) to \(ends[1]) · \(Digits.exact(bins[bin])) examples")
      })
    if let threshold = errors.threshold {
      let x = area.x + column(threshold, errors.scale, area.width)
      let line = Cell(canvas.look.glyph("│", or: "!"), canvas.look.style(.strong))
      for y in parts.rest.y..<parts.rest.maxY where canvas[x, y].glyph == " " {
        canvas.put(line, x: x, y: y, in: area)
      }
    }
    var text = "\(group.name) \(group.values.count), fullest column \(Digits.short(most))"
    if errors.threshold != nil { text += ", above the threshold \(share(errors, group.values))" }
    let short = "\(group.name) \(group.values.count), above \(share(errors, group.values))"
    let shown = Width.of(text) <= area.width ? text : short
    canvas.spell(shown, x: area.x, y: area.y, ink, in: parts.top)
  }

  private static func column(_ value: Double, _ scale: Scale, _ width: Int) -> Int {
    let fraction = scale.fraction(value)
    guard fraction.isFinite else { return 0 }
    return min(max(Int(min(max(fraction, 0), 1) * Double(width)), 0), width - 1)
  }

  private static func share(_ errors: Errors, _ values: [Double]) -> String {
    Digits.fixed(100 * Double(errors.above(values)) / Double(max(values.count, 1)), decimals: 1) + "%"
  }

  private static func drawAxis(_ errors: Errors, on canvas: inout Canvas, in area: Rect) {
    let border = Cell(canvas.look.glyph("─", or: "-"), canvas.look.style(.border))
    for x in area.x..<area.maxX { canvas.put(border, x: x, y: area.y, in: area) }
    let row = area.splitBottom(1).bottom
    let low = canvas.write(Digits.short(errors.scale.low), x: row.x, y: row.y, .dim, in: row)
    let high = "\(Digits.short(errors.scale.high)) error"
    canvas.writeRight(high, end: row.maxX, y: row.y, .dim, in: row)
    guard let threshold = errors.threshold else { return }
    let x = area.x + column(threshold, errors.scale, area.width)
    canvas.put(Cell(canvas.look.glyph("┴", or: "+"), canvas.look.style(.strong)), x: x, y: area.y, in: area)
    let text = "threshold \(Digits.reading(threshold, digits: 3))"
    let start = min(max(x - Width.of(text) / 2, low + 1), row.maxX - Width.of(high) - 1 - Width.of(text))
    if start > low { canvas.write(text, x: start, y: row.y, .strong, in: row) }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let errors = errors(snapshot.shownLane(view), view) else { return missing }
    let parts = errors.groups.map { group in
      let mean = group.values.reduce(0, +) / Double(max(group.values.count, 1))
      let above = errors.threshold == nil ? "" : ", \(share(errors, group.values)) above the threshold"
      return "\(group.name): \(group.values.count), mean error \(Digits.reading(mean, digits: 3))\(above)"
    }
    let threshold = errors.threshold.map { " The threshold is \(Digits.reading($0, digits: 3))." } ?? ""
    return "Reconstruction errors: \(parts.joined(separator: "; ")).\(threshold)"
  }
}
