import Experiments
import Lessons
import TerminalUI

/// The most serious thing the lab has noticed: what, its evidence, and where to read about it.
struct DiagnosisLine {
  private let told: ToldFinding
  /// How many things more the lab sees.
  private let others: Int

  /// Of several lanes the one in the worst state counts, of equal ones the one that is shown.
  init?(_ world: World, lane shown: Int, of lesson: Lesson) {
    let all = ToldFinding.all(world, of: lesson, lane: shown)
    guard let worst = all.first else { return nil }
    told = worst
    others = all.count - 1
  }

  private var ink: Ink { told.finding.kind.isTrouble ? .warning : .accent }

  /// From the longest to the shortest; none of them is cut.
  private var forms: [String] {
    let rest = others == 0 ? "" : " · \(others) more: e"
    let advice = told.advice
    let texts = [told.whole, told.brief, told.title, told.finding.kind.title].map { $0 + advice }
    return texts.flatMap { rest.isEmpty ? [$0] : [$0 + rest, $0] } + [told.finding.kind.title]
  }

  private func form(width: Int, at level: Capability.Glyphs) -> String? {
    forms.map { Glyphs.plain($0, at: level) }.first { Width.of($0) <= width }
  }

  /// Set into the rule above the status line.
  func draw(above status: Rect, on canvas: inout Canvas) {
    guard let text = form(width: status.width - 6, at: canvas.look.capability.glyphs) else { return }
    canvas.write(" \(text) ", x: status.x + 1, y: status.y - 1, ink)
  }

  /// In what the status line leaves free, at its right end.
  func draw(behind count: Int, on canvas: inout Canvas, in status: Rect) {
    guard let text = form(width: status.width - count - 4, at: canvas.look.capability.glyphs) else { return }
    canvas.write(text, x: status.maxX - Width.of(text) - 1, y: status.y, ink)
  }
}

/// A finding of a lane as it is told on a screen or in a line.
struct ToldFinding {
  let finding: Finding
  /// `plateau`, in a race `plateau in NAME`.
  let title: String
  let whole: String
  let brief: String
  /// Numbers of the lessons to read, without those that are not on the shelf or open.
  let lessons: [String]

  /// ` · lessons 17, 16`; empty if there are none.
  var advice: String {
    lessons.isEmpty ? "" : " · lesson\(lessons.count > 1 ? "s" : "") " + lessons.joined(separator: ", ")
  }

  /// A sentence without its full stop.
  var sentence: String {
    let place = lessons.count > 1 ? "lessons" : "lesson"
    return whole + (lessons.isEmpty ? "" : " (see \(place) \(lessons.joined(separator: " and ")))")
  }

  private init(_ finding: Finding, of lane: LaneSnapshot, in world: World, of lesson: Lesson) {
    self.finding = finding
    title = finding.kind.title + (world.snapshot.lanes.count > 1 ? " in \(lane.name)" : "")
    let step = Self.shownStep(lane)
    whole = "\(title): \(finding.evidence(at: step))"
    brief = "\(title): \(finding.evidence(at: step, inBrief: true))"
    lessons = finding.lessons.filter { $0 != lesson.id }
      .compactMap { world.shelf.find($0)?.topics.first.map(String.init) }
  }

  /// All that is seen now, the most serious first; of equals that of the lane that is shown.
  static func all(_ world: World, of lesson: Lesson, lane shown: Int) -> [ToldFinding] {
    let lanes = world.snapshot.lanes
    let all = lanes.indices.flatMap { index in
      findings(lanes[index]).map {
        (lane: index, told: ToldFinding($0, of: lanes[index], in: world, of: lesson))
      }
    }
    return all.enumerated().sorted { first, second in
      let keys = [first, second].map {
        ($0.element.told.finding.kind.rank, $0.element.lane == shown ? 0 : 1, $0.offset)
      }
      return keys[0] < keys[1]
    }.map(\.element.told)
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
}
