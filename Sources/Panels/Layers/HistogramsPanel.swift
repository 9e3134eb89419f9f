public import Experiments
import Neural
public import TerminalUI

/// What each layer's sums z and the outputs behind their activation look like, side by side.
public enum HistogramsPanel: Panel {
  public static let name = "histograms"
  public static let probes = ["histogram/*"]
  /// Only one of the two.
  public static let options = ["z", "activation"]
  public static let minimum = Size(width: 24, height: 3)
  public static let scales: [PanelScale] = [.layer, .net]

  private struct Layer {
    var number: Int
    var counts: [BinCounts]
  }

  private static func kinds(_ view: PanelView) -> [(row: Int, name: String)] {
    let all = [(0, "z"), (1, "activation")]
    let chosen = all.filter { view.options.contains($0.1) }
    return chosen.isEmpty ? all : chosen
  }

  private static func layers(_ snapshot: Snapshot, _ view: PanelView) -> [Layer] {
    let kinds = kinds(view)
    return (snapshot.shownLane(view)?.layerProbes("histogram") ?? []).compactMap { layer in
      let counts = kinds.compactMap { BinCounts(layer.probe, row: $0.row) }
      return counts.count == kinds.count ? Layer(number: layer.number, counts: counts) : nil
    }
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    "\(kinds(view).map(\.name).joined(separator: " and ")) by layer · height √count, \(scale(view).rawValue)\(snapshot.laneTag(view))"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    let layers = layers(snapshot, view)
    guard !layers.isEmpty else {
      return canvas.message(
        "Two histograms a layer appear here: its sums and what its activation makes of them. Space runs it.",
        in: area)
    }
    let kinds = kinds(view)
    let parts = area.splitTop(1)
    let fields = parts.rest.inset(left: 3).columns(
      Array(repeating: .flexible(), count: kinds.count), gap: 2)
    for (kind, field) in zip(kinds, fields) {
      canvas.write(kind.name, x: field.x, y: parts.top.y, .dim, in: parts.top)
    }
    let each = max(min(parts.rest.height / layers.count, 6), 1)
    let fullest = scale(view) == .net ? layers.flatMap(\.counts).map(\.most).max() : nil
    for (index, layer) in layers.prefix(parts.rest.height / each).enumerated() {
      let top = parts.rest.y + index * each
      let base = top + each - (each >= 3 ? 2 : 1)
      canvas.write("\(layer.number)".leftPadded(to: 2), x: area.x, y: base, .text, in: area)
      for (place, field) in fields.enumerated() where place < layer.counts.count {
        let room = Rect(x: field.x, y: top, width: field.width, height: each)
        layer.counts[place].draw(
          "layer \(layer.number), \(kinds[place].name)", kinds[place].row == 0 ? .training : .validation,
          layer: layer.number, fullest: fullest, on: &canvas, in: room)
      }
    }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let kinds = kinds(view)
    let parts = layers(snapshot, view).map { layer in
      let texts = zip(kinds, layer.counts).compactMap { kind, counts in
        counts.summary.map { summary in
          "\(kind.name) from about \(Digits.reading(summary.low, digits: 2)) to "
            + "\(Digits.reading(summary.high, digits: 2)), mean \(Digits.reading(summary.mean, digits: 2))"
        }
      }
      return "layer \(layer.number): " + (texts.isEmpty ? "no numbers" : texts.joined(separator: ", "))
    }
    return parts.isEmpty ? "No histograms yet. Space runs it." : parts.joined(separator: "; ") + "."
  }
}
