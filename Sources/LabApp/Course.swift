import Lessons

extension Shelf {
  /// How many lessons the course has when all are written.
  var plannedCount: Int { max(LessonIndex.ids.count, lessons.count) }

  func find(_ id: String) -> Lesson? { lessons.first { $0.id == id } }

  func lesson(after id: String) -> Lesson? {
    guard let place = lessons.firstIndex(where: { $0.id == id }), place + 1 < lessons.count else {
      return nil
    }
    return lessons[place + 1]
  }

  /// The chapters in the order of their first lessons; each with the indices of its lessons.
  var chapters: [(name: String, lessons: [Int])] {
    var names: [String] = []
    for lesson in lessons where !names.contains(lesson.chapter) { names.append(lesson.chapter) }
    return names.map { name in (name, lessons.indices.filter { lessons[$0].chapter == name }) }
  }
}

extension Lesson {
  private static let initials: Set<String> = ["cnn", "rnn", "lstm", "gan", "mlp", "l1", "l2"]

  /// The name in lists: its id in words.
  var shortName: String {
    id.split(separator: "-").map { Self.initials.contains(String($0)) ? $0.uppercased() : String($0) }
      .joined(separator: " ")
  }

  /// The topic's number before the title.
  var numberedTitle: String { topics.first.map { "\($0) \(title)" } ?? title }
}
