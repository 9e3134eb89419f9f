import Lessons

/// What is said after the end: where one was, how much is done, and trouble with saving. At most three lines.
enum Farewells {
  static func lines(_ world: World) -> [String] {
    guard let id = world.journal.lastLesson, let lesson = world.shelf.find(id) else {
      return [world.warning].compactMap { $0 }
    }
    let page = world.journal[id].lastPage + 1
    let done = world.shelf.lessons.filter { world.journal.standing(of: $0) == .done }.count
    return [
      "\(lesson.title), page \(page) of \(lesson.pages.count) · \(done) of \(world.shelf.plannedCount) lessons done"
    ]
      + [world.warning].compactMap { $0 }
  }
}
