public import Experiments
import Neural
public import TerminalUI

/// How the size of signals and of errors changes from layer to layer, every lane beside the others.
public enum InitBenchPanel: Panel {
  public static let name = "init-bench"
  public static let probes = ["spread"]
  /// Only the way forward (activations) or only the way back (errors).
  public static let options = ["forward", "backward"]
  public static let minimum = Size(width: 24, height: 4)

  /// The two columns of the `spread` probe.
  private enum Way: Int, CaseIterable {
    case forward, backward

    var title: String { self == .forward ? "forward: sd of activations" : "backward: rms of ∂L/∂z" }
    var word: String { self == .forward ? "activations" : "errors" }
  }

  private static func ways(_ view: PanelView) -> [Way] {
    let wanted = Way.allCases.filter { view.options.contains($0 == .forward ? "forward" : "backward") }
    return wanted.isEmpty ? Way.allCases : wanted
  }

  private static func values(_ lane: LaneSnapshot, _ way: Way) -> [Double] {
    guard let probe = lane.probes["spread"], probe.shape.columns == 2 else { return [] }
    let values = (0..<probe.rowCount).map { Double(probe.value($0, way.rawValue)) }
    // The output layer has no activation. Errors travel from the output back: the first layer comes last.
    return way == .forward ? Array(values.dropLast()) : values.reversed()
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let ways = ways(view)
    let what = ways.count == 2 ? "spread by layer" : "spread by layer, \(ways[0].title)"
    return "\(what) · log"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    guard snapshot.lanes.contains(where: { !values($0, .forward).isEmpty }) else {
      return canvas.message(
        "How large signals and errors are at each depth appears here, a line for each lane. Space runs it.",
        in: area)
    }
    let ways = ways(view)
    for (way, room) in zip(ways, rooms(ways.count, area)) {
      let parts = ways.count == 2 && room.height >= 6 ? room.splitTop(1) : room.splitTop(0)
      canvas.spell(way.title, x: parts.top.x + 1, y: parts.top.y, .strong, in: parts.top)
      plot(snapshot, way).draw(on: &canvas, in: parts.rest)
    }
  }

  /// Side by side where each has room for its labels, else one above the other, else the first alone.
  private static func rooms(_ count: Int, _ area: Rect) -> [Rect] {
    let halves = [Extent.flexible(), .flexible()]
    if count == 1 || area.height < 14 && area.width < 72 { return [area] }
    if area.height >= 18 || area.width < 72 {
      let top = area.splitTop(area.height / 2)
      return [top.top, top.rest]
    }
    return area.columns(halves, gap: 2)
  }

  private static func plot(_ snapshot: Snapshot, _ way: Way) -> Plot {
    let series = snapshot.lanes.enumerated().map { index, lane -> Series in
      let values = values(lane, way)
      let first = way == .forward ? 1 : 0
      let samples = values.enumerated().map { Sample(x: Double($0 + first), y: $1) }
      let isRace = snapshot.lanes.count > 1
      let text = values.last.map(brief) ?? ""
      return Series(
        isRace ? "\(text) \(lane.name.shortened(to: 14))" : text, samples,
        ink: isRace ? .lane(index) : .accent, dash: Dash.allCases[index % 4], letter: Pen.letter(of: index),
        name: isRace ? lane.name : "size")
    }
    let count = series.map(\.samples.count).max() ?? 1
    let ends = way == .forward ? (1.0, Double(max(count, 2))) : (0.0, Double(max(count - 1, 1)))
    let range = Plot.range(of: series, positive: true) ?? (0.1, 10)
    let scale = Scale.fitting(
      .logarithmic, low: max(min(range.low, 0.1), 1e-12), high: min(max(range.high, 10), 1e12))
    return Plot(
      x: Scale(.linear, ends.0, ends.1), y: scale, xTitle: way == .forward ? "layer" : "layers back",
      series: series, guides: [Guide(1, "")])
  }

  /// At most five columns: `0.75`, `2e-15`.
  static func brief(_ value: Double) -> String {
    guard value.isFinite else { return "NaN" }
    if value == 0 { return "0" }
    guard value < 1e-2 || value >= 1000 else { return Digits.reading(value, digits: 2) }
    let exponent = Decimal.exponent(value)
    return "\(Int((value / Decimal.power(exponent)).rounded()))e\(exponent)"
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let parts = snapshot.lanes.flatMap { lane in
      ways(view).compactMap { way -> String? in
        let values = values(lane, way)
        guard let first = values.first, let last = values.last else { return nil }
        let ends = way == .forward ? ("first", "last") : ("last", "first")
        let name = snapshot.lanes.count > 1 ? "\(lane.name): " : ""
        return "\(name)spread of \(way.word) \(Digits.reading(first, digits: 3)) in the \(ends.0) layer, "
          + "\(Digits.reading(last, digits: 3)) in the \(ends.1)"
      }
    }
    return parts.isEmpty ? "No spreads yet. Space runs it." : parts.joined(separator: "; ") + "."
  }
}
