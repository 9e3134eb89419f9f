public import Experiments
import Neural
public import TerminalUI

/// The learning rate of all lanes by step.
public enum RatePanel: Panel {
  public static let name = "rate"
  public static let probes: [String] = []
  public static let options = ["log", "linear"]
  public static let minimum = Size(width: 12, height: 1)

  private static func curves(_ snapshot: Snapshot, _ view: PanelView) -> MeterCurves {
    MeterCurves(meter: "rate", snapshot: snapshot, view: view)
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let curves = curves(snapshot, view)
    return "learning " + curves.title(curves.yScale(curves.series).kind == .logarithmic ? ["log"] : [])
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil else { return }
    let curves = curves(snapshot, view)
    guard !curves.isEmpty else {
      return canvas.message("The learning rate appears here, step by step. Space runs it.", in: area)
    }
    curves.draw(curves.yScale(curves.series), on: &canvas, in: area)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    curves(snapshot, view).describe()
  }
}
