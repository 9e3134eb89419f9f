public import Experiments
import Neural
public import TerminalUI

/// The perceptron's mistakes in each pass over the examples.
public enum MistakesPanel: Panel {
  public static let name = "mistakes"
  public static let probes: [String] = []
  public static let options: [String] = []
  public static let minimum = Size(width: 12, height: 3)

  /// Mistakes of each pass: the largest reading of its steps, for the count only grows within a pass.
  static func passes(_ lane: LaneSnapshot) -> [Double] {
    guard let curve = lane.curve("mistakes/pass") ?? lane.curve("mistakes"), !curve.buckets.isEmpty else {
      return []
    }
    let epochs = Double(lane.epoch)
    guard epochs > 0, lane.step > 0 else { return curve.buckets.map { Double($0.last) } }
    let perPass = Double(lane.step) / epochs
    let count = min(max(Int(epochs.rounded(.up)), 1), 4096)
    return (0..<count).map { pass in
      let first = Int((Double(pass) * perPass).rounded())
      let last = Int((Double(pass + 1) * perPass).rounded())
      return curve.largest(over: first..<max(last, first + 1))
    }
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
    let axes = Axes(
      x: Scale(.linear, 0, Double(max(passes.count, 8))), y: .fitting(.linear, low: 0, high: max(high, 1)),
      xTitle: "pass", in: area, gutter: 3)
    axes.draw(on: &canvas)
    drawBars(passes, axes, on: &canvas)
  }

  /// Wide bars with a gap while there is room; later one cell holds the largest of several passes.
  private static func drawBars(_ passes: [Double], _ axes: Axes, on canvas: inout Canvas) {
    let slots = max(passes.count, 8)
    let style = canvas.look.style(.accent)
    for x in 0..<axes.field.width {
      let pass = x * slots / max(axes.field.width, 1)
      let end = max((x + 1) * slots / max(axes.field.width, 1), pass + 1)
      guard pass < passes.count else { break }
      let isGap = axes.field.width >= 3 * slots && (x + 1) * slots / axes.field.width != pass
      if isGap { continue }
      let value = passes[pass..<min(end, passes.count)].filter(\.isFinite).max() ?? 0
      let column = Rect(x: axes.field.x + x, y: axes.field.y, width: 1, height: axes.field.height)
      if value == 0 {
        canvas.put(
          Cell(canvas.look.glyph("▁", or: "_"), canvas.look.style(.good)), x: column.x, y: column.maxY - 1,
          in: column)
      } else {
        canvas.columns([axes.y.fraction(value)], style, in: column)
      }
    }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view), let last = passes(lane).last else {
      return "No passes yet. Space runs it."
    }
    let passes = passes(lane)
    return
      "\(passes.count) passes: \(Digits.short(passes[0])) mistakes in the first, \(Digits.short(last)) in the last."
  }
}

extension Curve {
  /// The greatest reading among the buckets that begin in these steps, or the last one before them.
  func largest(over steps: Range<Int>) -> Double {
    let width = max(self.width, 1)
    let first = max((steps.lowerBound - start + width - 1) / width, 0)
    let last = min(max((steps.upperBound - start + width - 1) / width, first + 1), buckets.count)
    guard first < last else { return Double(buckets.last?.last ?? 0) }
    return Double(buckets[first..<last].map(\.high).filter(\.isFinite).max() ?? .nan)
  }
}
