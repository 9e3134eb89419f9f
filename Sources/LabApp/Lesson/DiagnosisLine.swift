import Experiments
import Lessons
import TerminalUI

/// The most serious thing the lab has noticed: what, its evidence, and where to read about it.
struct DiagnosisLine {
  private let finding: Finding
  private let evidence: String
  /// ` in NAME` in a race.
  private let place: String
  /// ` · lessons 17, 16`; empty if they are not on the shelf or are the one that is open.
  private let advice: String

  /// Of several lanes the one in the worst state counts, of equal ones the one that is shown.
  init?(_ world: World, lane shown: Int, of lesson: Lesson) {
    let lanes = world.snapshot.lanes
    let all = lanes.indices.flatMap { index in Self.findings(lanes[index]).map { (index, $0) } }
    let worst = all.min { first, second in
      let ranks = (first.1.kind.rank, second.1.kind.rank)
      return ranks.0 != ranks.1 ? ranks.0 < ranks.1 : first.0 == shown && second.0 != shown
    }
    guard let worst else { return nil }
    finding = worst.1
    evidence = finding.evidence(at: Self.shownStep(lanes[worst.0]))
    place = lanes.count > 1 ? " in \(lanes[worst.0].name)" : ""
    let numbers = finding.lessons.filter { $0 != lesson.id }
      .compactMap { world.shelf.find($0)?.topics.first.map(String.init) }
    advice =
      numbers.isEmpty ? "" : " · lesson\(numbers.count > 1 ? "s" : "") " + numbers.joined(separator: ", ")
  }

  /// The step whose readings are shown.
  private static func shownStep(_ lane: LaneSnapshot) -> Int {
    if case .diverged(let end) = lane.phase { end.step } else { lane.step }
  }

  /// That a run has diverged is said by the status line.
  private static func findings(_ lane: LaneSnapshot) -> [Finding] {
    guard case .diverged = lane.phase else { return lane.findings }
    return lane.findings.filter { $0.kind != .divergence }
  }

  private var ink: Ink { finding.kind.isTrouble ? .warning : .accent }
  private var whole: String { "\(finding.kind.title)\(place): \(evidence)\(advice)" }
  private var brief: String { "\(finding.kind.title)\(place)\(advice)" }

  /// Set into the rule above the status line; evidence that does not fit gives way to the advice.
  func draw(above status: Rect, on canvas: inout Canvas) {
    let width = status.width - 6
    let room = width - Width.of(advice)
    let text =
      Width.of(whole) <= width
      ? whole : "\(finding.kind.title)\(place): \(evidence)".clipped(to: room) + advice
    let plain = Glyphs.plain(text, at: canvas.look.capability.glyphs)
    canvas.write(" \(plain) ", x: status.x + 1, y: status.y - 1, ink)
  }

  /// In what the status line leaves free, at its right end.
  func draw(behind count: Int, on canvas: inout Canvas, in status: Rect) {
    let level = canvas.look.capability.glyphs
    let forms = [whole, brief, "\(finding.kind.title)\(advice)", finding.kind.title]
      .map { Glyphs.plain($0, at: level) }
    guard let text = forms.first(where: { Width.of($0) + count + 4 <= status.width }) else { return }
    canvas.write(text, x: status.maxX - Width.of(text) - 1, y: status.y, ink)
  }
}
