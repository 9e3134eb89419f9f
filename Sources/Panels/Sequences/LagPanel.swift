public import Experiments
import Neural
public import TerminalUI

/// How much of the last step's gradient reaches the steps before it, by time lag, for all lanes.
public enum LagPanel: Panel {
  public static let name = "lag"
  public static let probes = ["lag", "lag/input"]
  /// `input`: the gradient by the inputs instead of the states.
  public static let options = ["input"]
  public static let minimum = Size(width: 12, height: 1)

  private static let missing =
    "The size of the gradient by time lag appears here if the network has a recurrent layer. Space runs it."

  private static func norms(_ lane: LaneSnapshot, _ view: PanelView) -> [Double]? {
    let probe = lane.probes[view.options.contains("input") ? "lag/input" : "lag"]
    guard let probe, !probe.values.isEmpty else { return nil }
    return probe.values.map { Double($0) }
  }

  private static func what(_ view: PanelView) -> String {
    view.options.contains("input") ? "∂L/∂x" : "∂L/∂h"
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    "‖\(what(view))‖ by time lag · log"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil else { return }
    let series = series(snapshot, view)
    guard let last = series.flatMap(\.samples).map(\.x).max() else {
      return canvas.message(missing, in: area)
    }
    let range = Plot.range(of: series, positive: true) ?? (1e-4, 1)
    // At least two decades, so that a gradient that stays does not look like one that falls.
    let low = min(range.low, range.high / 100)
    let plot = Plot(
      x: Scale(.linear, 0, max(last, 1)), y: .fitting(.logarithmic, low: max(low, 1e-30), high: range.high),
      xTitle: "lag", series: series)
    plot.draw(on: &canvas, in: area)
  }

  private static func series(_ snapshot: Snapshot, _ view: PanelView) -> [Series] {
    snapshot.drawn { norms($0, view) }.map { index, lane, norms in
      let isRace = snapshot.lanes.count > 1
      let samples = norms.enumerated().map { Sample(x: Double($0), y: $1) }
      return Series(
        isRace ? lane.name.shortened(to: 12) : Digits.short(norms.last ?? .nan), samples,
        ink: isRace ? .lane(index) : .training, dash: Dash.allCases[isRace ? index % 4 : 0],
        letter: Pen.letter(of: index), name: isRace ? lane.name : "norm")
    }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let parts = snapshot.drawn { norms($0, view) }.map { _, lane, norms in
      let name = snapshot.lanes.count > 1 ? "\(lane.name): " : ""
      let (first, last) = (norms[0], norms[norms.count - 1])
      return "\(name)\(Digits.short(first)) at lag 0, \(Digits.short(last)) at lag \(norms.count - 1)"
    }
    return parts.isEmpty ? missing : "Gradient norm by time lag: \(parts.joined(separator: "; "))."
  }
}
