import ArgumentParser
import Foundation
import Lessons

/// Lists every lesson with what was done of it.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists every lesson.",
    discussion: "Example: gradlab list --json")

  @Flag(help: "One JSON array instead of a table.") var json = false
  @OptionGroup var lessons: LessonOptions

  func run() throws {
    let library = lessons.library
    let shelf = library.load()
    let loaded = JournalStore.standard()?.load(now: Date())
    for problem in shelf.problems { Complaint.print("\(problem)") }
    if let warning = loaded?.warning { Complaint.print(warning) }
    let rows = shelf.lessons.map { ListRow($0, mark: (loaded?.journal ?? Journal()).mark(of: $0)) }
    if json {
      print(try ListRow.json(rows))
    } else if rows.isEmpty {
      print("No lessons were found in \(library.folders.joined(separator: ", ")).")
    } else {
      print(ListRow.table(rows))
    }
  }
}

/// What `list` tells about one lesson.
private struct ListRow: Encodable {
  var id: String
  var title: String
  var topics: [Int]
  var chapter: String
  var minutes: Int
  var pages: Int
  var progress: LessonMark

  init(_ lesson: Lesson, mark: LessonMark) {
    id = lesson.id
    title = lesson.title
    topics = lesson.topics
    chapter = lesson.chapter
    minutes = lesson.minutes
    pages = lesson.pages.count
    progress = mark
  }

  static func json(_ rows: [ListRow]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(rows), as: UTF8.self)
  }

  static func table(_ rows: [ListRow]) -> String { AlignedTable.text(rows.map(\.cells), right: [0, 4, 5]) }

  private var cells: [String] {
    [
      topics.first.map(String.init) ?? "", id, title, chapter, "\(minutes) min",
      pages == 1 ? "1 page" : "\(pages) pages", progress.rawValue.replacingOccurrences(of: "-", with: " "),
    ]
  }
}

/// One sentence on standard error.
enum Complaint {
  static func print(_ sentence: String) { FileHandle.standardError.write(Data((sentence + "\n").utf8)) }
}
