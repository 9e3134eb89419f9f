import Experiments
import Panels
import TerminalUI

/// A curve one can point at: step s has the value s + ½.
enum ReadableCurve: Panel {
  static let name = CurvePanel.name
  static let probes: [String] = []
  static let options = CurvePanel.options
  static let minimum = CurvePanel.minimum

  static func title(_ snapshot: Snapshot, _ view: PanelView) -> String { CurvePanel.title(snapshot, view) }

  static func draw(_ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect) {
    CurvePanel.draw(snapshot, view, on: &canvas, in: area)
    let steps = Array(0...(snapshot.lanes.map { max($0.step, $0.farthest) }.max() ?? 0))
    canvas.keep(
      Readout(rows: 1, columns: steps.count, steps: steps) { _, step in
        Spot(x: area.x + step, y: area.y + step * max(area.height - 1, 0) / max(area.width, 1))
      } reading: { _, step in
        Reading("step \(step) · value \(Double(step) + 0.5)", step: step)
      })
    canvas.keep(TimeAxis(area) { $0 < area.width ? area.x + $0 : nil })
  }

  static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String { "A curve." }
}

/// Bars one can point at.
enum ReadableBars: Panel {
  static let name = BarsPanel.name
  static let probes = BarsPanel.probes
  static let options = BarsPanel.options
  static let minimum = BarsPanel.minimum

  static func title(_ snapshot: Snapshot, _ view: PanelView) -> String { BarsPanel.title(snapshot, view) }

  static func draw(_ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect) {
    BarsPanel.draw(snapshot, view, on: &canvas, in: area)
    canvas.keep(
      Readout(rows: (0..<area.height).map { Rect(x: area.x, y: area.y + $0, width: 1, height: 1) }) {
        Reading(
          "bar \($0 + 1) is \(4 + 3 * $0) long", subject: Subject.weight(layer: 1, unit: $0 + 1, input: 2))
      })
  }

  static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String { "Bars." }
}

/// A plane one can operate on: cell (x, y) is the place (x, y), every third cell holds training example x + y.
enum ReadablePlane: Panel {
  static let name = CurvePanel.name
  static let probes: [String] = []
  static let options = CurvePanel.options
  static let minimum = CurvePanel.minimum
  static let scales: [PanelScale] = [.layer, .net, .fixed]

  static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    "plane · \((view.scale ?? .layer).rawValue)"
  }

  static func draw(_ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect) {
    canvas.fill(area, with: Cell("."))
    canvas.keep(
      Readout(rows: area.height, columns: area.width) {
        Spot(x: area.x + $1, y: area.y + $0)
      } reading: { y, x in
        let example = (x + y) % 3 == 0 ? x + y : nil
        return Reading(
          "place \(x), \(y)", subject: Subject.place(x: Double(x), y: Double(y), example: example))
      })
  }

  static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String { "A plane." }
}
