import ArgumentParser
import Foundation
import Lessons

/// Tells what was done: pages, tasks, quiz answers, time.
struct ProgressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "progress", abstract: "Tells what was done: pages, tasks, quiz answers, time.",
    discussion: "Example: gradlab progress --json")

  @Flag(help: "One JSON array, a lesson an element, instead of a table.") var json = false
  @OptionGroup var lessons: LessonOptions

  func run() throws {
    let shelf = lessons.library.load()
    let loaded = JournalStore.standard()?.load(now: Date())
    for problem in shelf.problems { Complaint.print("\(problem)") }
    if let warning = loaded?.warning { Complaint.print(warning) }
    let rows = shelf.lessons.map { ProgressRow($0, loaded?.journal ?? Journal()) }
    print(json ? try ProgressRow.json(rows) : ProgressRow.table(rows))
  }
}

/// What `progress` tells about one lesson.
private struct ProgressRow: Encodable {
  struct Task: Encodable {
    var name: String
    var met: Bool
    /// The fewest steps in which it was met.
    var step: Int?
  }

  struct Question: Encodable {
    var name: String
    var right: Bool
    var tries: Int
  }

  var id: String
  var progress: LessonMark
  var pages: Int
  var visited: Int
  var tasks: [Task]
  var quizzes: [Question]
  var seconds: Double

  init(_ lesson: Lesson, _ journal: Journal) {
    let record = journal[lesson.id]
    id = lesson.id
    progress = journal.mark(of: lesson)
    pages = lesson.pages.count
    visited = record.visited.filter { lesson.pages.indices.contains($0) }.count
    tasks = lesson.pages.flatMap(\.tasks).map { task in
      Task(name: task.name, met: record.tasks[task.name] != nil, step: record.tasks[task.name]?.step)
    }
    quizzes = lesson.pages.flatMap(\.quizzes).map { quiz in
      let answer = record.quizzes[quiz.name]
      return Question(name: quiz.name, right: answer?.isRight ?? false, tries: answer?.tries ?? 0)
    }
    seconds = record.seconds.rounded()
  }

  static func json(_ rows: [ProgressRow]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(rows), as: UTF8.self)
  }

  static func table(_ rows: [ProgressRow]) -> String {
    let head = ["lesson", "state", "pages", "tasks", "quiz", "minutes"]
    let table = AlignedTable.text([head] + rows.map(\.cells), right: [2, 3, 4, 5])
    let done = rows.filter { $0.progress == .done }.count
    let minutes = Int((rows.reduce(0) { $0 + $1.seconds } / 60).rounded())
    return "\(table)\n\n\(done) of \(rows.count) lessons done in \(minutes) minutes"
  }

  private var cells: [String] {
    [
      id, progress.rawValue.replacingOccurrences(of: "-", with: " "), "\(visited)/\(pages)",
      "\(tasks.filter(\.met).count)/\(tasks.count)", "\(quizzes.filter(\.right).count)/\(quizzes.count)",
      String(Int((seconds / 60).rounded())),
    ]
  }
}
