import Lessons
import TerminalUI

/// How far somebody has come with a lesson or a page.
enum Standing: Sendable, Hashable {
  case untouched, begun, done

  /// `●` done, `◐` begun, `○` untouched.
  var mark: String {
    switch self {
    case .done: "●"
    case .begun: "◐"
    case .untouched: "○"
    }
  }

  var ink: Ink {
    switch self {
    case .done: .good
    case .begun: .warning
    case .untouched: .dim
    }
  }
}

extension Journal {
  /// A page is done when it was seen, its tasks are met and its questions answered.
  func standing(of page: Int, in lesson: Lesson) -> Standing {
    let record = self[lesson.id]
    guard lesson.pages.indices.contains(page), record.visited.contains(page) else { return .untouched }
    let content = lesson.pages[page]
    let isDone =
      content.tasks.allSatisfy { record.tasks[$0.name] != nil }
      && content.quizzes.allSatisfy { record.quizzes[$0.name]?.isRight == true }
      && content.predictions.allSatisfy { record.predictions[$0.name] != nil }
    return isDone ? .done : .begun
  }

  func standing(of lesson: Lesson) -> Standing {
    switch mark(of: lesson) {
    case .notBegun: .untouched
    case .inProgress: .begun
    case .done: .done
    }
  }

  func visitedPages(of lesson: Lesson) -> Int {
    self[lesson.id].visited.filter { lesson.pages.indices.contains($0) }.count
  }

  /// Quizzes answered rightly at the first try, and all there are.
  func score(of lesson: Lesson) -> (right: Int, all: Int) {
    let quizzes = lesson.pages.flatMap(\.quizzes)
    let record = self[lesson.id]
    let right = quizzes.filter { quiz in
      record.quizzes[quiz.name].map { $0.isRight && $0.tries == 1 } ?? false
    }
    return (right.count, quizzes.count)
  }

  func tasks(of lesson: Lesson) -> (met: Int, all: Int) {
    let names = lesson.pages.flatMap(\.tasks).map(\.name)
    return (names.filter { self[lesson.id].tasks[$0] != nil }.count, names.count)
  }
}
