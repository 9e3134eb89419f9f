import Experiments
import Panels
import TerminalUI

/// A panel that fills its area with a pattern, so that every cell it gets is seen.
enum CurvePanel: Panel {
  static let name = "curve"
  static let probes: [String] = []
  static let options = ["log", "linear"]
  static let minimum = Size(width: 20, height: 4)

  static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    "loss" + (view.options.contains("log") ? " · log" : "")
  }

  static func draw(_ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect) {
    for x in area.x..<area.maxX {
      let y = area.y + (x - area.x) * max(area.height - 1, 0) / max(area.width, 1)
      canvas[x, y] = Cell("⠤", canvas.look.style(.training))
    }
  }

  static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    "The loss of \(snapshot.lanes.count) lanes falls from the upper left to the lower right without a pause, and nothing else is to be seen in this picture, however long one looks."
  }
}

enum BarsPanel: Panel {
  static let name = "bars"
  static let probes = ["gradients", "weights/*"]
  static let options: [String] = []
  static let minimum = Size(width: 20, height: 5)

  static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    "gradient ‖∂L/∂W‖ by layer\(view.lane > 0 ? " of lane \(view.lane)" : "")"
  }

  static func draw(_ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect) {
    for row in 0..<area.height {
      let length = min(4 + 3 * row, area.width)
      canvas.write(
        String(repeating: "█", count: max(length, 0)), x: area.x, y: area.y + row, .accent, in: area)
    }
  }

  static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String { "Bars grow with depth." }
}
