import ArgumentParser
import LabApp
import Lessons

/// `LESSON` or `LESSON/PAGE`, as typed; pages count from 1.
struct LessonPlace: ExpressibleByArgument {
  var lesson: String
  var page: Int?

  init?(argument: String) {
    let parts = argument.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, !first.isEmpty else { return nil }
    lesson = String(first)
    guard parts.count == 2 else { return }
    guard let number = Int(parts[1]), number > 0 else { return nil }
    page = number
  }

  /// The lesson, which `look` finds by its name, and its page, counted from 0; throws one sentence.
  func find(_ look: (String) throws -> Lesson) throws -> (lesson: Lesson, page: Int) {
    let found = try look(lesson)
    let wanted = page ?? 1
    guard wanted <= max(found.pages.count, 1) else {
      throw LookupError("lesson \"\(found.id)\" has \(found.pages.count) pages; there is no page \(wanted)")
    }
    return (found, wanted - 1)
  }
}
