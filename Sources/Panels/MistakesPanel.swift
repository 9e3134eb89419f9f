public import Experiments
import Neural
public import TerminalUI

/// The perceptron's mistakes in each pass over the examples.
public enum MistakesPanel: Panel {
  public static let name = "mistakes"
  public static let probes: [String] = []
  /// Only the perceptron's rule speaks of guilt.
  public static let essentials = ["guilty"]
  public static let options: [String] = []
  public static let minimum = Size(width: 12, height: 3)

  /// Mistakes of each whole pass: what the meter reads at the pass's last step.
  static func passes(_ lane: LaneSnapshot) -> [Double] {
    guard let curve = lane.curve("mistakes/pass"), lane.epoch >= 1, lane.step > 0 else { return [] }
    let perPass = Double(lane.step) / Double(lane.epoch)
    let count = min(Int((Double(lane.epoch) + 1e-4).rounded(.down)), 100_000)
    return (1...count).map { Double(curve.reading(at: Int((Double($0) * perPass).rounded()) - 1)) }
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    "mistakes per pass\(snapshot.laneTag(view))"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let lane = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    let passes = passes(lane)
    guard !passes.isEmpty else {
      return canvas.message(
        "One bar a pass appears here: how many examples were wrong. Space runs it.", in: area)
    }
    let high = passes.filter(\.isFinite).max() ?? 1
    func axes(_ end: Double) -> Axes {
      Axes(
        x: Scale(.linear, 0.5, 0.5 + end), y: .fitting(.linear, low: 0, high: max(high, 1)), xTitle: "pass",
        in: area, gutter: 3)
    }
    let slots = max(passes.count, 8)
    let width = axes(1).field.width
    let pitch = max(width / slots, 1)
    let shown = axes(width >= slots ? Double(width) / Double(pitch) : Double(slots))
    shown.draw(on: &canvas)
    drawBars(passes, shown, pitch: pitch, on: &canvas)
    keep(passes, lane, shown, pitch: pitch, on: &canvas)
  }

  private static func keep(
    _ passes: [Double], _ lane: LaneSnapshot, _ axes: Axes, pitch: Int, on canvas: inout Canvas
  ) {
    let perPass = Double(lane.step) / Double(lane.epoch)
    let perCell = max((passes.count + axes.field.width - 1) / max(axes.field.width, 1), 1)
    let field = axes.field
    func end(_ pass: Int) -> Int { Int((Double(pass + 1) * perPass).rounded()) }
    let ends = passes.indices.map(end)
    canvas.keep(
      Readout(rows: 1, columns: passes.count, steps: ends) { _, pass in
        let x = pass / perCell * pitch
        guard x < field.width else { return nil }
        let top = axes.row(of: passes[pass]) ?? field.maxY - 1
        return Spot(Rect(x: field.x + x, y: top, width: 1, height: 1))
      } reading: { _, pass in
        Reading(
          "pass \(pass + 1), until step \(ends[pass]) · mistakes \(Digits.exact(passes[pass]))",
          step: ends[pass])
      })
    canvas.keep(
      TimeAxis(field) { step in
        let pass = ends.firstIndex { $0 >= step }
        let x = pass.map { $0 / perCell * pitch } ?? field.width
        return x < field.width ? field.x + x : nil
      })
  }

  /// Bars of whole cells with a gap while there is room; when there is none, one cell holds the largest of several.
  private static func drawBars(_ passes: [Double], _ axes: Axes, pitch: Int, on canvas: inout Canvas) {
    let perCell = max((passes.count + axes.field.width - 1) / max(axes.field.width, 1), 1)
    for (index, start) in stride(from: 0, to: passes.count, by: perCell).enumerated() {
      let value = passes[start..<min(start + perCell, passes.count)].filter(\.isFinite).max() ?? 0
      for x in index * pitch..<index * pitch + max(pitch - (pitch >= 3 ? 1 : 0), 1) where x < axes.field.width
      {
        let column = Rect(x: axes.field.x + x, y: axes.field.y, width: 1, height: axes.field.height)
        guard value == 0 else {
          canvas.columns([axes.y.fraction(value)], canvas.look.style(.positive), in: column)
          continue
        }
        let floor = Cell(canvas.look.glyph("▁", or: "_"), canvas.look.style(.good))
        canvas.put(floor, x: column.x, y: column.maxY - 1, in: column)
      }
    }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view), let last = passes(lane).last else {
      return "No passes yet. Space runs it."
    }
    let passes = passes(lane)
    return
      "\(passes.count) whole \(passes.count == 1 ? "pass" : "passes"): \(Digits.short(passes[0])) mistakes in the first, \(Digits.short(last)) in the last."
  }
}

extension Curve {
  /// The last reading of the bucket that holds this step, NaN outside.
  func reading(at step: Int) -> Float {
    let index = (step - start) / max(width, 1)
    return buckets.indices.contains(index) ? buckets[index].last : .nan
  }
}
