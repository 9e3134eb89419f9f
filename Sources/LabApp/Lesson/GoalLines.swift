import Experiments
import Lessons
import Neural
import TerminalUI

/// A page's tasks as live lines: what to achieve, and where it stands.
struct GoalLines {
  struct Entry {
    var task: LessonTask
    /// Met now or at any time before.
    var isMet: Bool
    var status: GoalStatus?
    /// How many of its hints are shown.
    var hints: Int
  }

  /// The lines of all entries; an entry takes at most four, its hints not counted. Where it stands is never cut off.
  static func lines(_ entries: [Entry], width: Int, in look: Look) -> [[Cell]] {
    guard width > 4 else { return [] }
    return entries.flatMap { entry -> [[Cell]] in
      let mark = [Words(entry.isMet ? "☑ " : "☐ ", look.style(entry.isMet ? .good : .warning))]
      let say = Words(entry.task.say + " ", look.style(.strong))
      let hint =
        entry.hints > 0 && entry.hints <= entry.task.hints.count
        ? Paragraph.wrap(
          [Words(entry.task.hints[entry.hints - 1], look.style(.text))], width: width,
          first: [Words("hint \(entry.hints)/\(entry.task.hints.count) ", look.style(.accent))],
          at: look.capability.glyphs) : []
      return goal(say, standing(entry, look), mark, width: width, look) + hint
    }
  }

  private static func goal(
    _ say: Words, _ standing: Words, _ mark: [Words], width: Int, _ look: Look
  ) -> [[Cell]] {
    let glyphs = look.capability.glyphs
    let whole = Paragraph.wrap([say, standing], width: width, first: mark, at: glyphs)
    guard whole.count > 3 else { return whole }
    let indent = [Words("  ", look.style(.text))]
    return Paragraph.wrap([say], width: width, first: mark, at: glyphs).prefix(2).map { $0 }
      + Paragraph.wrap([standing], width: width, first: indent, at: glyphs).prefix(2)
  }

  private static func standing(_ entry: Entry, _ look: Look) -> Words {
    if entry.isMet {
      if case .met(let step)? = entry.status?.state {
        return Words("·\u{A0}met at step \(Figure.count(step))", look.style(.good))
      }
      return Words("·\u{A0}met", look.style(.good))
    }
    guard let status = entry.status else { return Words("", look.style(.dim)) }
    let now = "now\u{A0}\(Figure.reading(status.current, of: Meter(status.goal.meter)))"
    switch status.state {
    case .open, .met: return Words("·\u{A0}\(now)", look.style(.accent))
    case .missed: return Words("·\u{A0}\(now), missed: r\u{A0}restarts", look.style(.warning))
    case .barred(let setting):
      return Words("·\u{A0}does not count: \(setting.key) has to stay \(setting.value)", look.style(.warning))
    }
  }
}
