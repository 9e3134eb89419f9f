import Experiments
import Neural
import TerminalUI

/// Phase, step, epoch, loss and speed in one line.
enum StatusLine {
  /// - Parameter width: columns there are; losses of several lanes that do not fit are told by their extremes.
  static func words(_ snapshot: Snapshot, isBroken: Bool, _ look: Look, width: Int) -> [Words] {
    if isBroken { return [Words("this run cannot be made", look.style(.bad))] }
    guard let lane = leader(snapshot) ?? snapshot.lanes.first else { return [] }
    switch snapshot.phase {
    case .failed: return [Words("this run cannot be made", look.style(.bad))]
    case .diverged(let end):
      let text =
        "diverged: \(end.meter) became \(Figure.text(end.value)) at step \(Figure.count(end.step)) · , goes back, r restarts"
      return [Words(text, look.style(.bad))]
    default: break
    }
    let (word, ink) = phase(snapshot.phase)
    var before = [
      "step \(Figure.count(lane.step))" + (lane.isPast ? " of \(Figure.count(lane.farthest))" : "")
    ]
    if lane.epoch >= 0.1 { before.append("epoch \(epoch(lane.epoch))") }
    let after = snapshot.phase == .running ? ["\(Figure.speed(snapshot.stepsPerSecond)) steps/s"] : []
    func line(_ losses: [String]) -> String { (before + losses + after).map { " · " + $0 }.joined() }
    let whole = line(losses(snapshot))
    let fits = Width.of(word) + Width.of(whole) <= width
    return [Words(word, look.style(ink)), Words(fits ? whole : line(extremes(snapshot)), look.style(.text))]
  }

  /// The first of the lanes that have come farthest: one that has diverged or finished early stays behind.
  private static func leader(_ snapshot: Snapshot) -> LaneSnapshot? {
    let lanes = snapshot.lanes.filter { !hasDiverged($0) }
    let step = lanes.map(\.step).max()
    return lanes.first { $0.step == step }
  }

  private static func hasDiverged(_ lane: LaneSnapshot) -> Bool {
    if case .diverged = lane.phase { true } else { false }
  }

  private static func phase(_ phase: Phase) -> (String, Ink) {
    switch phase {
    case .ready: ("ready", .dim)
    case .running: ("running", .good)
    case .paused: ("paused", .warning)
    case .finished: ("finished", .accent)
    case .settled: ("settled: nothing more to change", .accent)
    case .diverged: ("diverged", .bad)
    case .failed: ("failed", .bad)
    }
  }

  private static func epoch(_ epoch: Float) -> String {
    epoch >= 100
      ? Figure.count(Int(epoch)) : String(Int(epoch * 10) / 10) + "." + String(Int(epoch * 10) % 10)
  }

  /// Every lane's first meter; in a race with the lane's name.
  private static func losses(_ snapshot: Snapshot) -> [String] {
    guard let meter = snapshot.lanes.first?.meters.first?.name else { return [] }
    if snapshot.lanes.count == 1 {
      return ["\(meter) \(Figure.reading(snapshot.lanes[0].readings.first))"]
    }
    if snapshot.lanes.count > 4 { return extremes(snapshot) }
    let all = snapshot.lanes.map { lane in
      if hasDiverged(lane) { return "\(lane.name) diverged" }
      return "\(lane.name) \(Figure.reading(lane.reading(meter)))"
    }
    return ["\(meter): " + all.joined(separator: ", ")]
  }

  /// More lanes than fit in a line are told by the lowest and the highest; the panels show each.
  private static func extremes(_ snapshot: Snapshot) -> [String] {
    guard snapshot.lanes.count > 1, let meter = snapshot.lanes.first?.meters.first?.name else {
      return losses(snapshot)
    }
    let values = snapshot.lanes.compactMap { $0.reading(meter) }.filter(\.isFinite)
    guard let low = values.min(), let high = values.max() else { return [] }
    return ["\(meter) of \(snapshot.lanes.count) runs \(Figure.reading(low)) … \(Figure.reading(high))"]
  }
}
