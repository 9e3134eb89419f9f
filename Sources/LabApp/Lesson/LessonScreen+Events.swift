import Experiments
import TerminalUI

/// What happened when, and journeys to it.
extension LessonScreen {
  func entries(_ world: World) -> [LedgerEntry] { LedgerEntry.all(world.snapshot, deeds: deeds) }

  /// Notes a journey back; several in a row are one.
  mutating func noteJourney(_ world: World) {
    guard let lane = world.snapshot.lanes.first else { return }
    defer { lastStep = lane.step }
    guard let lastStep, lane.step < lastStep, lane.farthest > lane.step else { return }
    let from = Figure.count(deeds.last?.kind == .journey ? lane.farthest : lastStep)
    if deeds.last?.kind == .journey { deeds.removeLast() }
    deeds.append(
      Mark(step: lane.step, text: "back", kind: .journey, detail: "gone back in time from step \(from)"))
  }

  /// The next event, or end of the run, before or after the present step.
  func stop(after isLater: Bool, _ world: World) -> Int? {
    guard hasExperiment, let lane = world.snapshot.lanes.first else { return nil }
    let stops = entries(world).map(\.step) + [0, lane.farthest]
    let steps = stops.filter { $0 <= lane.farthest }
    return isLater ? steps.filter { $0 > lane.step }.min() : steps.filter { $0 < lane.step }.max()
  }

  mutating func leap(after isLater: Bool, _ world: World) -> Outcome {
    guard let step = stop(after: isLater, world) else { return .ignored }
    let texts = entries(world).filter { $0.step == step && $0.kind != .journey }.map(\.text)
    let text = texts.isEmpty ? (isLater ? "as far as it went" : "the start") : texts.joined(separator: "; ")
    message = Message(text: "Step \(Figure.count(step)): \(text).")
    return .asking(.bench(.seek(step)))
  }
}
