public import Experiments
import Neural
public import TerminalUI

/// True against false positives as the threshold falls from 1 to 0 (the receiver operating characteristic).
public enum ReceiverCurvePanel: Panel {
  public static let name = "roc"
  public static let probes = ["roc", "scores"]
  public static let options: [String] = []
  public static let minimum = Size(width: 20, height: 6)

  private static func curves(_ snapshot: Snapshot, _ view: PanelView) -> [(index: Int, probe: Probe)] {
    snapshot.lanes(with: "roc", rows: 2, columns: 3, view)
  }

  /// From the scores; without them by trapezoids under the curve.
  private static func area(_ lane: LaneSnapshot, _ probe: Probe) -> Double {
    if let scores = lane.probes["scores"], let place = scores.labels.firstIndex(of: "AUC"),
      place < scores.values.count
    {
      return Double(scores.values[place])
    }
    let places = probe.places(0, 1)
    return zip(places, places.dropFirst()).reduce(0) { $0 + ($1.1.x - $1.0.x) * ($1.1.y + $1.0.y) / 2 }
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let curve = curves(snapshot, view).first, snapshot.lanes.count == 1 else {
      return "receiver curve (ROC)"
    }
    let area = area(snapshot.lanes[curve.index], curve.probe)
    return "receiver curve (ROC)  AUC \(Digits.fixed(area, decimals: 3))"
  }

  /// The last corner whose threshold is not below one half.
  private static func half(_ probe: Probe) -> Chart.Place? {
    let row = (0..<probe.rowCount).last { probe.value($0, 2) >= 0.5 }
    return row.map { (Double(probe.value($0, 0)), Double(probe.value($0, 1))) }
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    let curves = curves(snapshot, view)
    guard !curves.isEmpty else {
      return canvas.message(
        "True against false positives appear here; it takes a yes or no answer. Space runs it.", in: area)
    }
    var chart = Chart(
      x: Scale(.linear, 0, 1), y: Scale(.linear, 0, 1), xTitle: "false positive rate", look: canvas.look,
      in: area)
    let here = canvas.look.glyph("●", or: "O")
    for curve in curves {
      let pen = snapshot.linePen(of: curve.index)
      let lane = snapshot.lanes[curve.index]
      let name = snapshot.lanes.count > 1 ? lane.name.shortened(to: 12) : "true positive rate"
      let area = Digits.fixed(Self.area(lane, curve.probe), decimals: 3)
      chart.line(
        curve.probe.places(0, 1), pen.ink, dash: pen.dash, letter: pen.letter, layer: 2,
        text: snapshot.lanes.count > 1 ? "\(name) \(area)" : name)
      let probe = curve.probe
      chart.readLine(probe.places(0, 1)) { row in
        let rates = [2, 0, 1].map { Digits.exact(probe.value(row, $0)) }
        return Reading(
          "\(lane.name) · threshold \(rates[0]) · false positive rate \(rates[1]), true positive rate \(rates[2])"
        )
      }
      if let place = half(curve.probe) { chart.mark(place, here, pen.ink) }
    }
    chart.explain(here, "p = 0.5", .text)
    chart.line([(0, 0), (1, 1)], .dim, dash: .dotted, letter: ".", layer: 0, text: "chance")
    chart.draw(on: &canvas)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let parts = curves(snapshot, view).map { curve in
      let lane = snapshot.lanes[curve.index]
      let name = snapshot.lanes.count > 1 ? "\(lane.name): " : ""
      let point = half(curve.probe).map {
        ", at threshold 0.5 true positives \(Digits.fixed($0.y, decimals: 3)) and false positives "
          + Digits.fixed($0.x, decimals: 3)
      }
      return
        "\(name)area under the receiver curve \(Digits.fixed(area(lane, curve.probe), decimals: 3))\(point ?? "")"
    }
    return parts.isEmpty ? "No receiver curve yet. Space runs it." : parts.joined(separator: "; ") + "."
  }
}
