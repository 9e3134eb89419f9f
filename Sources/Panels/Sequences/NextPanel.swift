public import Experiments
import Neural
public import TerminalUI

/// The characters that the network holds most probable behind the shown window.
public enum NextPanel: Panel {
  public static let name = "next"
  public static let probes = ["next", "hidden"]
  public static let options: [String] = []
  public static let minimum = Size(width: 18, height: 2)

  private static let missing =
    "The most probable next characters appear here if the learner is a sequence that reads text. Space runs it."

  private static func ranked(_ lane: LaneSnapshot?) -> [(name: String, probability: Double)] {
    guard let probe = lane?.probes["next"], probe.values.count == probe.labels.count else { return [] }
    return zip(probe.labels, probe.values).map { ($0, Double($1)) }.filter(\.1.isFinite).sorted {
      $0.1 > $1.1
    }
  }

  /// The end of what was read, such as `…to␣be␣o`.
  private static func context(_ lane: LaneSnapshot?) -> String {
    let labels = lane?.probes["hidden"]?.labels ?? []
    return labels.isEmpty ? "" : (labels.count > 16 ? "…" : "") + labels.suffix(16).joined()
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let lane = snapshot.shownLane(view)
    let context = context(lane)
    guard !ranked(lane).isEmpty else { return "next character" }
    return "next character" + (context.isEmpty ? "" : " after \"\(context)\"") + snapshot.laneTag(view)
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let lane = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    let ranked = ranked(lane)
    guard !ranked.isEmpty else { return canvas.message(missing, in: area) }
    let hasHead = area.height >= 4
    let rows = area.splitTop(hasHead ? 1 : 0).rest
    let bars = Rect(x: area.x + 4, y: area.y, width: min(area.width - 12, 60), height: 1)
    // The bars reach to a round share, so that small probabilities stay apart.
    let top = [0.1, 0.2, 0.5].first { ranked[0].probability <= $0 } ?? 1
    if hasHead {
      canvas.write("0", x: bars.x, y: area.y, .dim, in: area)
      canvas.writeRight("\(Digits.fixed(top * 100, decimals: 0))%", end: bars.maxX, y: area.y, .dim, in: area)
    }
    canvas.keepRows(ranked.prefix(rows.height).indices.map { rows.y + $0 }, x: area.x + 1, width: 1, in: area)
    {
      Reading("next character \"\(ranked[$0].name)\" · probability \(Digits.exact(ranked[$0].probability))")
    }
    for (index, entry) in ranked.prefix(rows.height).enumerated() {
      let y = rows.y + index
      canvas.spell(entry.name, x: area.x + 1, y: y, .strong, in: area)
      canvas.bar(
        entry.probability / top, canvas.look.style(index == 0 ? .accent : .positive),
        in: Rect(x: bars.x, y: y, width: bars.width, height: 1))
      let number = Digits.fixed(entry.probability * 100, decimals: 1) + "%"
      canvas.writeRight(number, end: bars.maxX + 7, y: y, .text, in: area)
    }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let ranked = ranked(snapshot.shownLane(view))
    guard !ranked.isEmpty else { return missing }
    let best = ranked.prefix(5).map { "\($0.name) \(Digits.fixed($0.probability * 100, decimals: 1))%" }
    let context = context(snapshot.shownLane(view))
    return "Next character\(context.isEmpty ? "" : " after \"\(context)\""): \(best.joined(separator: ", "))."
  }
}
