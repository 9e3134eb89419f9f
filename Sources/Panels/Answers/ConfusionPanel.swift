public import Experiments
import Neural
public import TerminalUI

/// How often each true class (row) was answered as each class (column); right answers stand on the diagonal.
public enum ConfusionPanel: Panel {
  public static let name = "confusion"
  public static let probes = ["confusion"]
  /// Percent of each true class instead of counts.
  public static let options = ["share"]
  public static let minimum = Size(width: 14, height: 3)

  private static func matrix(_ snapshot: Snapshot, _ view: PanelView) -> ConfusionMatrix? {
    ConfusionMatrix(snapshot.shownLane(view)?.probes["confusion"])
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let unit = view.options.contains("share") ? " · % of each row" : ""
    let tag =
      matrix(snapshot, view).map { "  \(Digits.short($0.right)) of \(Digits.short($0.all)) right" } ?? ""
    return "confusion · rows true, columns answered\(unit)\(snapshot.laneTag(view))\(tag)"
  }

  public static func rows(_ snapshot: Snapshot, _ view: PanelView, width: Int) -> Int? {
    matrix(snapshot, view).map { ConfusionGrid.rows(classes: $0.count) }
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    guard let matrix = matrix(snapshot, view) else {
      return canvas.message(
        "True classes against answers appear here; it takes data with classes. Space runs it.", in: area)
    }
    let grid = ConfusionGrid(matrix, isShare: view.options.contains("share"), in: area.size, canvas.look)
    grid.draw(on: &canvas, in: area)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let matrix = matrix(snapshot, view) else { return "No confusion matrix yet. Space runs it." }
    let worst = matrix.worst.map {
      "; most often \(matrix.names[$0.truth]) was answered \(matrix.names[$0.answer]), "
        + "\(Digits.short(matrix.value($0.truth, $0.answer))) times"
    }
    return
      "\(Digits.short(matrix.right)) of \(Digits.short(matrix.all)) examples of \(matrix.count) classes answered rightly\(worst ?? "")."
  }
}
