import Experiments
import Neural
import Panels
import TerminalUI

/// Early stopping rehearsed on a curve that was recorded: where would this patience have stopped?
struct Rehearsal: Instrument {
  private(set) var isClosed = false
  private(set) var patience: Int

  init(patience: Int = 10) { self.patience = max(patience, 1) }

  var context: Context { .rehearsal }

  func hint(for action: Action, on screen: LessonScreen, in world: World) -> Hint {
    switch action {
    case .turnDown: .keyed("[ ]", "patience")
    default: .table
    }
  }

  private static let ladder = [1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 1000]

  mutating func perform(_ action: Action, key: Key, on screen: inout LessonScreen, in world: World) -> Outcome
  {
    switch action {
    case .turnUp: patience = Self.ladder.first { $0 > patience } ?? patience
    case .turnDown: patience = Self.ladder.last { $0 < patience } ?? patience
    case .back: isClosed = true
    default: return .ignored
    }
    return .done
  }

  // MARK: the recorded curve

  /// The evaluations that a run with early stopping would have made, and the steps between two of them.
  struct Record: Equatable {
    var losses: [Float]
    var interval: Int

    init?(_ lane: LaneSnapshot?) {
      guard let lane, let curve = lane.curve("validation/loss"), curve.recentEnd > 0 else { return nil }
      let asked = lane.experiment.options["measure-every"] ?? 0
      interval = asked >= 1 && asked < 1e6 ? Int(asked) : max(1, lane.stepsPerEpoch)
      losses = stride(from: curve.start, to: curve.recentEnd, by: interval).compactMap { step in
        Self.reading(curve, step)
      }
      if losses.count < 2 { return nil }
    }

    private static func reading(_ curve: Curve, _ step: Int) -> Float? {
      let place = step - (curve.recentEnd - curve.recent.count)
      if curve.recent.indices.contains(place) { return curve.recent[place] }
      let bucket = (step - curve.start) / max(curve.width, 1)
      return curve.buckets.indices.contains(bucket) ? curve.buckets[bucket].last : nil
    }

    func verdict(_ patience: Int, minimalDelta: Float) -> StoppingRule.Verdict {
      StoppingRule(patience: patience, minimalDelta: minimalDelta).rehearse(losses)
    }
  }

  // MARK: drawing

  func draw(over screen: LessonScreen, _ layout: LessonLayout, _ world: World, on canvas: inout Canvas) {
    let area = Microscope.area(layout)
    canvas.clearInstrument(area, title: "rehearsal · patience \(patience)")
    canvas.cursor = Point(x: area.x + 2, y: area.y)
    let room = area.inset(left: 1, top: 1, right: 1)
    let look = canvas.look
    guard var lane = screen.shownLane(world), let record = Record(lane) else {
      let words = "A validation curve is needed, and two evaluations of it. Space runs on."
      canvas.write(words.clipped(to: room.width), x: room.x + 1, y: room.y + 1, .dim, in: room)
      return
    }
    let delta = lane.experiment.options["min-delta"] ?? 0
    let verdict = record.verdict(patience, minimalDelta: delta)
    let lines = sentences(record, verdict).flatMap {
      Paragraph.wrap(
        [Words($0, look.style(.text))], width: max(min(room.width - 2, Paragraph.prose), 1),
        at: look.capability.glyphs)
    }
    let parts = room.splitBottom(min(lines.count + 1, room.height))
    lane.marks = []
    if let best = verdict.best { lane.marks.append(Mark(step: best * record.interval, text: "kept")) }
    if let stop = verdict.stop { lane.marks.append(Mark(step: stop * record.interval, text: "stops")) }
    LossPanel.draw(Snapshot(lanes: [lane]), PanelView(), on: &canvas, in: parts.rest)
    for (row, line) in lines.enumerated() {
      canvas.put(line, x: room.x + 1, y: parts.bottom.y + 1 + row, in: room)
    }
  }

  func sentence(on screen: LessonScreen, in world: World) -> String? {
    guard let lane = screen.shownLane(world), let record = Record(lane) else {
      return "A validation curve is needed, and two evaluations of it. Space runs on."
    }
    let verdict = record.verdict(patience, minimalDelta: lane.experiment.options["min-delta"] ?? 0)
    return sentences(record, verdict).joined(separator: " ")
  }

  /// Where it would have stopped, what it would have kept, and what there was to be had; a line each where there is
  /// room.
  func sentences(_ record: Record, _ verdict: StoppingRule.Verdict) -> [String] {
    func step(_ place: Int) -> String { Figure.count(place * record.interval) }
    func loss(_ place: Int) -> String { Figure.text(record.losses[place]) }
    guard let best = verdict.best else { return ["No evaluation was a number, so there is nothing to keep."] }
    let every = record.interval == 1 ? "every step" : "every \(Figure.count(record.interval)) steps"
    let overall = record.losses.indices.filter { record.losses[$0].isFinite }.min {
      record.losses[$0] < record.losses[$1]
    }
    let end = verdict.stop.map { "stops at step \(step($0))" } ?? "does not stop within what is recorded"
    let isBest = overall == nil || overall == best
    return [
      "Patience \(patience) \(end), evaluated \(every).",
      "It keeps the weights of step \(step(best)), validation loss \(loss(best)).",
      isBest
        ? "That is the best of all that is recorded."
        : "The best recorded is \(loss(overall ?? best)), at step \(step(overall ?? best)).",
    ]
  }
}

extension LessonScreen {
  /// Lays the rehearsal over the panels, beginning with the patience of the run.
  mutating func beginRehearsal(_ world: World) -> Outcome {
    guard let lane = shownLane(world), lane.curve("validation/loss") != nil else {
      message = Message(
        text:
          "Early stopping watches a validation curve, and this run has none: data.validation 0.3 sets some aside.",
        ink: .warning)
      return .done
    }
    let patience = lane.experiment.options["patience"] ?? 0
    return take(Rehearsal(patience: patience >= 1 && patience < 1e6 ? Int(patience) : 10), world)
  }
}
