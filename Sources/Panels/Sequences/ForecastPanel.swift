public import Experiments
import Neural
public import TerminalUI

/// What should come and what the network answers, over time.
public enum ForecastPanel: Panel {
  public static let name = "forecast"
  public static let probes = ["predictions"]
  public static let options: [String] = []
  public static let minimum = Size(width: 12, height: 1)

  private static let missing =
    "Targets and answers appear here, step by step, if the learner is a sequence. Space runs it."

  /// Rows of time, target, answer.
  private static func rows(_ lane: LaneSnapshot) -> [[Double]]? {
    guard let probe = lane.probes["predictions"], probe.shape.columns == 3, probe.rowCount > 0 else {
      return nil
    }
    return (0..<probe.rowCount).map { row in (0..<3).map { Double(probe.value(row, $0)) } }
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard snapshot.lanes.count == 1, let lane = snapshot.lanes.first, let rows = rows(lane) else {
      return "forecast"
    }
    return "forecast · mean error \(Digits.reading(error(rows), digits: 3))"
  }

  /// The mean size of what the answers are off.
  private static func error(_ rows: [[Double]]) -> Double {
    rows.reduce(0) { $0 + abs($1[1] - $1[2]) } / Double(max(rows.count, 1))
  }

  private static func series(_ snapshot: Snapshot, _ view: PanelView) -> [Series] {
    let all = snapshot.drawn(rows)
    guard let first = all.first else { return [] }
    let target = Series(
      "target", first.part.map { Sample(x: $0[0], y: $0[1]) }, ink: .text, dash: .dotted, letter: ".")
    return all.map { index, lane, rows in
      let isRace = snapshot.lanes.count > 1
      return Series(
        isRace ? lane.name.shortened(to: 12) : "answer", rows.map { Sample(x: $0[0], y: $0[2]) },
        ink: isRace ? .lane(index) : .training, dash: isRace ? Dash.allCases[index % 4] : .solid,
        letter: Pen.letter(of: index))
    } + [target]
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil else { return }
    let series = series(snapshot, view)
    let times = series.flatMap(\.samples).map(\.x).filter(\.isFinite)
    guard let first = times.min(), let last = times.max() else { return canvas.message(missing, in: area) }
    let range = Plot.range(of: series) ?? (0, 1)
    // Series are scaled by their own mean: zero is no place to begin at.
    let plot = Plot(
      x: Scale(.linear, first, last),
      y: .fitting(.linear, low: range.low, high: range.high, showsZero: false), xTitle: "time", series: series
    )
    plot.draw(on: &canvas, in: area)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let parts = snapshot.drawn(rows).map { _, lane, rows in
      let name = snapshot.lanes.count > 1 ? "\(lane.name): " : ""
      return "\(name)\(rows.count) answers, off by \(Digits.reading(error(rows), digits: 3)) on average"
    }
    return parts.isEmpty ? missing : "Forecast: \(parts.joined(separator: "; "))."
  }
}
