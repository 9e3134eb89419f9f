public import Experiments
import Neural
public import TerminalUI

/// How the weights of each layer are spread, and the share that is exactly zero.
public enum WeightHistogramPanel: Panel {
  public static let name = "weight-histogram"
  public static let probes = ["weight-histogram/*"]
  /// The number of a layer; without one, all.
  public static let options = (1...32).map(String.init)
  public static let minimum = Size(width: 24, height: 2)
  public static let scales: [PanelScale] = [.layer, .net]

  private static func layers(_ snapshot: Snapshot, _ view: PanelView) -> [(number: Int, counts: BinCounts)] {
    let all = snapshot.shownLane(view)?.layerProbes("weight-histogram") ?? []
    let wanted = view.options.compactMap(Int.init).min()
    return all.compactMap { layer in
      guard wanted == nil || layer.number == wanted else { return nil }
      return BinCounts(layer.probe).map { (layer.number, $0) }
    }
  }

  /// The share of all weights that is exactly zero, where a penalty makes the run measure it.
  private static func zeros(_ snapshot: Snapshot, _ view: PanelView) -> String? {
    guard let share = snapshot.shownLane(view)?.reading("zeros"), share.isFinite else { return nil }
    return "\(Digits.fixed(Double(share) * 100, decimals: 1))% exactly zero"
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let tag = zeros(snapshot, view).map { "  \($0)" } ?? ""
    return "weights by layer · height √count, \(scale(view).rawValue)\(snapshot.laneTag(view))\(tag)"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    let layers = layers(snapshot, view)
    guard !layers.isEmpty else {
      return canvas.message(
        "One histogram a layer appears here: how large its weights are. Space runs it.", in: area)
    }
    let each = max(min(area.height / layers.count, 8), 1)
    let fullest = scale(view) == .net ? layers.map(\.counts.most).max() : nil
    for (index, layer) in layers.prefix(area.height / each).enumerated() {
      let room = Rect(x: area.x, y: area.y + index * each, width: area.width, height: each)
      draw(layer.number, layer.counts, fullest, on: &canvas, in: room)
    }
  }

  private static func draw(
    _ number: Int, _ counts: BinCounts, _ fullest: Double?, on canvas: inout Canvas, in area: Rect
  ) {
    let hasText = area.width >= 56
    let field = area.inset(left: 3, right: hasText ? 14 : 0)
    let base = area.maxY - (field.height >= 3 ? 2 : 1)
    canvas.write("\(number)".leftPadded(to: 2), x: area.x, y: base, .text, in: area)
    let end =
      field.x
      + counts.draw(
        "weights of layer \(number)", .accent, layer: number, fullest: fullest, on: &canvas, in: field) + 1
    guard hasText, let summary = counts.summary else { return }
    canvas.write(
      "sd \(Digits.reading(summary.deviation, digits: 2))", x: end, y: base, .dim, in: area)
    if area.height >= 3 {
      canvas.write("\(Digits.short(counts.total)) weights", x: end, y: base - 1, .dim, in: area)
    }
    if area.height >= 4 {
      canvas.write("fullest \(Digits.short(counts.most))", x: end, y: base - 2, .dim, in: area)
    }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let parts = layers(snapshot, view).compactMap { layer in
      layer.counts.summary.map { summary in
        "layer \(layer.number): \(Digits.short(layer.counts.total)) weights from about "
          + "\(Digits.reading(summary.low, digits: 2)) to \(Digits.reading(summary.high, digits: 2)), "
          + "standard deviation \(Digits.reading(summary.deviation, digits: 2))"
      }
    }
    guard !parts.isEmpty else { return "No weights yet. Space runs it." }
    return (parts + [zeros(snapshot, view)].compactMap { $0 }).joined(separator: "; ") + "."
  }
}
