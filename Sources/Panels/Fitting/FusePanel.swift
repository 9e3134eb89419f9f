public import Experiments
import Neural
public import TerminalUI

/// Early stopping as a fuse: every evaluation without a better loss burns a piece of it.
public enum FusePanel: Panel {
  public static let name = "fuse"
  public static let probes: [String] = []
  public static let options = ["log", "linear"]
  public static let minimum = Size(width: 24, height: 1)

  /// How far one run's fuse has burnt.
  private struct Fuse {
    /// Evaluations left; nil while the loss is only watched.
    var left: Float?
    /// Evaluations at the beginning.
    var patience: Float
    var best: Float
    var step: Int?

    init?(_ lane: LaneSnapshot) {
      guard let left = lane.reading("patience-left") else { return nil }
      let option = lane.experiment.options["patience"] ?? 0
      let asked = option.isFinite ? max(option, 0) : 0
      // Before the first evaluation nothing has burnt.
      self.left = left.isFinite ? max(left, 0) : asked > 0 ? asked : nil
      let most = lane.curve("patience-left")?.buckets.map(\.high).filter(\.isFinite).max() ?? 0
      patience = max(asked, most, self.left ?? 0, 1)
      best = lane.reading("best/validation/loss") ?? lane.reading("best/loss") ?? .nan
      let step = lane.reading("best-step") ?? .nan
      self.step = best.isFinite && step.isFinite && step >= 0 && step < 1e9 ? Int(step) : nil
    }

    var isBurnt: Bool { left == 0 }

    var sentence: String {
      let bestText =
        step.map { "best \(Digits.reading(best, digits: 3)) at step \($0)" } ?? "no best loss yet"
      guard let left else { return "only watched, \(bestText)" }
      let count = "\(Digits.short(Double(left))) of \(Digits.short(Double(patience)))"
      return (isBurnt ? "burnt out" : "\(count) evaluations left") + ", \(bestText)"
    }
  }

  private static func fuses(_ snapshot: Snapshot) -> [(index: Int, fuse: Fuse)] {
    snapshot.lanes.indices.compactMap { index in Fuse(snapshot.lanes[index]).map { (index, $0) } }
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let tag = snapshot.shownLane(view).flatMap(Fuse.init)?.step.map { "  best at step \($0)" } ?? ""
    return "early stopping\(snapshot.laneTag(view))\(tag)"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let shown = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    let fuses = fuses(snapshot)
    guard !fuses.isEmpty else {
      return canvas.message(
        "The fuse of early stopping burns here; it takes a run with patience. Space runs it.", in: area)
    }
    let rows = min(fuses.count, max(area.height - 6, 1))
    let parts = area.splitTop(rows)
    let isRace = snapshot.lanes.count > 1
    for (row, fuse) in fuses.prefix(rows).enumerated() {
      var line = Rect(x: area.x, y: area.y + row, width: area.width, height: 1)
      if isRace {
        let name = snapshot.lanes[fuse.index].name.shortened(to: 10)
        canvas.write(name, x: line.x, y: line.y, .lane(fuse.index), in: line)
        line = line.inset(left: 11)
      }
      drawFuse(fuse.fuse, on: &canvas, in: line)
    }
    guard parts.rest.height >= 3 else { return }
    drawCurve(shown, view, on: &canvas, in: parts.rest)
  }

  /// What is left of the cord, the spark, the ashes, and the numbers.
  private static func drawFuse(_ fuse: Fuse, on canvas: inout Canvas, in area: Rect) {
    let texts = [fuse.sentence, String(fuse.sentence.prefix { $0 != "," })]
    let text = texts.first { Width.of($0) + 12 <= area.width } ?? ""
    let cord = area.inset(right: text.isEmpty ? 0 : Width.of(text) + 2)
    canvas.write(text, x: cord.maxX + 2, y: area.y, fuse.isBurnt ? .warning : .text, in: area)
    let share = fuse.left.map { Double($0 / fuse.patience) } ?? 1
    let unburnt = Int((min(max(share, 0), 1) * Double(cord.width)).rounded())
    let look = canvas.look
    for x in 0..<cord.width {
      let isCord = x < unburnt
      let cell = Cell(
        isCord ? look.glyph("━", or: "=") : look.glyph("·", or: "."),
        look.style(isCord ? .accent : .dim))
      canvas.put(cell, x: cord.x + x, y: cord.y, in: cord)
    }
    guard unburnt < cord.width, !fuse.isBurnt else { return }
    canvas.put(Cell("*", look.style(.warning)), x: cord.x + unburnt, y: cord.y, in: cord)
  }

  /// The losses of the shown run with a mark where the best one was.
  private static func drawCurve(
    _ lane: LaneSnapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    var lane = lane
    var guides: [Guide] = []
    if let fuse = Fuse(lane), let step = fuse.step {
      lane.marks.append(Mark(step: step, text: "best"))
      guides.append(Guide(Double(fuse.best), "best"))
    }
    let curves = MeterCurves(
      meter: "loss", snapshot: Snapshot(lanes: [lane]), view: PanelView(options: view.options), guides: guides
    )
    guard !curves.isEmpty else { return }
    curves.draw(curves.yScale(curves.series), on: &canvas, in: area)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let parts = fuses(snapshot).map { index, fuse in
      (snapshot.lanes.count > 1 ? "\(snapshot.lanes[index].name): " : "Early stopping: ") + fuse.sentence
    }
    return parts.isEmpty ? "No early stopping here yet. Space runs it." : parts.joined(separator: "; ") + "."
  }
}
