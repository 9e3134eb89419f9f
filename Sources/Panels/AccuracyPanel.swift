public import Experiments
public import TerminalUI

/// The share of right answers of all lanes by step, training and validation.
public enum AccuracyPanel: Panel {
  public static let name = "accuracy"
  public static let probes: [String] = []
  public static let options = ["zoom"]
  public static let minimum = Size(width: 12, height: 1)

  /// R² takes the place of the accuracy where numbers are predicted.
  private static func curves(_ snapshot: Snapshot, _ view: PanelView) -> MeterCurves {
    let hasAccuracy = snapshot.lanes.contains { $0.index(of: "accuracy") != nil }
    let isRegression = !hasAccuracy && snapshot.lanes.contains { $0.index(of: "r2") != nil }
    return MeterCurves(meter: isRegression ? "r2" : "accuracy", snapshot: snapshot, view: view)
  }

  private static func scale(_ curves: MeterCurves, _ view: PanelView) -> Scale {
    let range = Plot.range(of: curves.series) ?? (0, 1)
    if view.options.contains("zoom") || range.low < 0 {
      return .fitting(.linear, low: range.low, high: max(range.high, range.low))
    }
    return Scale(.linear, 0, 1)
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    curves(snapshot, view).title([])
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil else { return }
    let curves = curves(snapshot, view)
    guard !curves.isEmpty else {
      return canvas.message("The share of right answers appears here. Space runs it.", in: area)
    }
    curves.draw(scale(curves, view), on: &canvas, in: area)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    curves(snapshot, view).describe()
  }
}
