public import Experiments
import Neural
public import TerminalUI

/// All lanes of a race side by side.
public enum ScoreboardPanel: Panel {
  public static let name = "scoreboard"
  public static let probes: [String] = []
  public static let options: [String] = []
  public static let minimum = Size(width: 18, height: 1)

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let (met, all) = count(snapshot)
    return "scoreboard · \(snapshot.lanes.count) \(snapshot.lanes.count == 1 ? "run" : "runs")"
      + (all > 0 ? ", \(met) of \(all) met the goal" : "")
  }

  private static func count(_ snapshot: Snapshot) -> (met: Int, all: Int) {
    let lanes = snapshot.lanes.filter { !$0.goals.isEmpty }
    // A goal that one lane carries for all of them is told by the page, not counted by lanes.
    guard lanes.count == snapshot.lanes.count else { return (0, 0) }
    return (lanes.count { mark($0).word == "met" }, lanes.count)
  }

  private static func mark(_ lane: LaneSnapshot) -> (glyph: Unicode.Scalar, ink: Ink, word: String) {
    if case .diverged = lane.phase { return ("✗", .bad, "diverged") }
    guard !lane.goals.isEmpty else { return (" ", .dim, "") }
    var isMet = true
    for status in lane.goals {
      switch status.state {
      case .met: continue
      case .missed, .barred: return ("✗", .bad, "missed")
      case .open: isMet = false
      }
    }
    return isMet ? ("✓", .good, "met") : ("·", .dim, "open")
  }

  public static func rows(_ snapshot: Snapshot, _ view: PanelView, width: Int) -> Int? {
    snapshot.lanes.count + 1
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard !snapshot.lanes.isEmpty else { return canvas.message("No run is loaded.", in: area) }
    guard fits(area, on: &canvas) else { return }
    let names = min(snapshot.lanes.map { Width.of($0.name) }.max() ?? 0, max(area.width / 3, 8))
    let columns = columns(snapshot, area.width, names: names)
    let hasHeader = area.height >= 3
    let room = area.height - (hasHeader ? 1 : 0)
    if hasHeader {
      header(columns, names, on: &canvas, in: area)
      let hidden = snapshot.lanes.count - room
      if hidden > 0 { canvas.write("\(hidden) more", x: area.x + 2, y: area.y, .dim, in: area) }
    }
    let first =
      snapshot.lanes.count > room ? min(max(view.lane - room / 2, 0), snapshot.lanes.count - room) : 0
    let shown = Array(first..<min(first + room, snapshot.lanes.count))
    canvas.keepRows(
      shown.indices.map { area.y + $0 + (hasHeader ? 1 : 0) }, x: area.x + 2, width: names, in: area
    ) {
      reading(snapshot.lanes[shown[$0]])
    }
    for (row, index) in shown.enumerated() {
      let y = area.y + row + (hasHeader ? 1 : 0)
      draw(snapshot, index, view, columns, names, y: y, on: &canvas, in: area)
    }
  }

  private static func reading(_ lane: LaneSnapshot) -> Reading {
    let scores = ["loss", "accuracy", "r2", "validation/loss", "validation/accuracy"].compactMap { meter in
      lane.reading(meter).map { "\(meter) \(Digits.exact($0))" }
    }
    return Reading((["\(lane.name), step \(lane.step)"] + scores).joined(separator: " · "))
  }

  private enum Column: CaseIterable {
    case step, loss, score, validation, test, spark
    var width: Int {
      switch self {
      case .step: 8
      case .loss: 10
      case .score, .validation, .test: 9
      case .spark: 16
      }
    }
    /// A short curve still tells more than none.
    var least: Int { self == .spark ? 9 : width }
  }

  private static func columns(_ snapshot: Snapshot, _ width: Int, names: Int) -> [Column] {
    var free = width - names - 4
    let hasValidation = snapshot.lanes.contains { held($0, out: "validation") != nil }
    let hasScore = snapshot.lanes.contains { score($0) != nil }
    let hasTest = snapshot.lanes.contains { held($0, out: "test") != nil }
    return [Column.loss, .score, .step, .validation, .test, .spark].filter {
      guard $0 != .score || hasScore, $0 != .validation || hasValidation, $0 != .test || hasTest else {
        return false
      }
      guard free >= $0.least else { return false }
      free -= $0.width
      return true
    }.sorted { Column.allCases.firstIndex(of: $0) ?? 0 < Column.allCases.firstIndex(of: $1) ?? 0 }
  }

  private static func score(_ lane: LaneSnapshot) -> Float? {
    lane.reading("accuracy") ?? lane.reading("r2")
  }

  /// The score on examples that were held out: accuracy or R² where there is one, else the loss.
  private static func held(_ lane: LaneSnapshot, out split: String) -> Float? {
    ["accuracy", "r2", "loss", "error"].lazy.compactMap { lane.reading("\(split)/\($0)") }.first
  }

  private static func header(_ columns: [Column], _ names: Int, on canvas: inout Canvas, in area: Rect) {
    var x = area.x + names + 4
    for column in columns {
      let text =
        switch column {
        case .step: "step"
        case .loss: "loss"
        case .score: "score"
        case .validation: "val"
        case .test: "test"
        case .spark: "loss over time"
        }
      if column == .spark {
        if x + 16 <= area.maxX { canvas.write(text, x: x + 2, y: area.y, .dim, in: area) }
      } else {
        canvas.writeRight(text, end: x + column.width, y: area.y, .dim, in: area)
      }
      x += column.width
    }
  }

  private static func draw(
    _ snapshot: Snapshot, _ index: Int, _ view: PanelView, _ columns: [Column], _ names: Int, y: Int,
    on canvas: inout Canvas, in area: Rect
  ) {
    let lane = snapshot.lanes[index]
    let mark = mark(lane)
    canvas.put(Cell(mark.glyph, canvas.look.style(mark.ink)), x: area.x, y: y, in: area)
    let ink: Ink = snapshot.lanes.count > 8 ? (index == view.lane ? .strong : .text) : .lane(index)
    canvas.write(lane.name.shortened(to: names), x: area.x + 2, y: y, ink, in: area)
    var x = area.x + names + 4
    for column in columns {
      switch column {
      case .step: canvas.writeRight("\(lane.step)", end: x + column.width, y: y, .text, in: area)
      case .loss: write(lane.reading("loss"), 4, end: x + column.width, y: y, on: &canvas, in: area)
      case .score:
        write(score(lane), 3, end: x + column.width, y: y, on: &canvas, in: area)
      case .validation:
        write(held(lane, out: "validation"), 3, end: x + column.width, y: y, on: &canvas, in: area)
      case .test: write(held(lane, out: "test"), 3, end: x + column.width, y: y, on: &canvas, in: area)
      case .spark: spark(lane, ink, x: x + 2, y: y, on: &canvas, in: area)
      }
      x += column.width
    }
  }

  private static func write(
    _ value: Float?, _ digits: Int, end: Int, y: Int, on canvas: inout Canvas, in area: Rect
  ) {
    guard let value else { return }
    let text = value.isNaN ? "-" : Digits.reading(value, digits: digits)
    canvas.writeRight(text, end: end, y: y, .text, in: area)
  }

  private static func spark(
    _ lane: LaneSnapshot, _ ink: Ink, x: Int, y: Int, on canvas: inout Canvas, in area: Rect
  ) {
    guard let curve = lane.curve("loss") else { return }
    let values = curve.buckets.map { $0.broken > 0 && !$0.mean.isFinite ? Double.nan : Double($0.mean) }
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return }
    let isLog = low > 0 && high > 50 * low
    let row = Rect(x: x, y: y, width: 14, height: 1).intersection(area)
    canvas.sparkline(
      values, Scale(isLog ? .logarithmic : .linear, low, high), canvas.look.style(ink), in: row)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let parts = snapshot.lanes.map { lane in
      let loss = lane.reading("loss").map { ", loss \(Digits.reading($0))" } ?? ""
      let score = lane.reading("accuracy").map { ", accuracy \(Digits.reading($0, digits: 3))" } ?? ""
      let word = mark(lane).word
      return "\(lane.name): step \(lane.step)\(loss)\(score)" + (word.isEmpty ? "" : ", goal \(word)")
    }
    return parts.isEmpty ? "No run is loaded." : parts.joined(separator: "; ") + "."
  }
}
