import ArgumentParser
import Datasets
import Experiments
import Foundation
import LabApp
import Lessons
import Panels

/// Proof-reads lessons and proves every task.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Proof-reads lessons and trains every task of them.",
    discussion: """
      Each task has to be out of reach at the settings of its page and reached by its solution, with three seeds. All \
      problems are told at once, as file:line: sentence. Without a path every lesson is checked.

      Example: gradlab check lessons/12-vanishing-gradients.md
      """)

  @Argument(help: "Lesson files, folders of them, or ids of lessons.", completion: .file()) var paths:
    [String] = []
  @OptionGroup var lessons: LessonOptions

  func run() throws {
    let library = lessons.library
    let shelf = library.load()
    let files =
      paths.isEmpty
      ? library.folders.flatMap(Library.lessonFiles) : try paths.flatMap { try found($0, shelf) }
    if files.isEmpty {
      throw LookupError("no lessons were found in \(library.folders.joined(separator: ", ")); give a path")
    }
    let panels = PanelCatalog.all.map { ($0.name, $0.options) }
    let proofreader = Proofreader(
      panels: Dictionary(panels) { first, _ in first }, keys: Bindings.presenterKeys,
      knownLessons: Set(shelf.lessons.map(\.id)),
      make: LearnerCatalog.factory(.standard))
    let report = proofreader.report(on: files)
    for problem in report.problems { print(problem) }
    print(report.summary)
    if !report.problems.isEmpty { throw ExitCode(1) }
  }

  /// The lesson files that an argument means.
  private func found(_ path: String, _ shelf: Shelf) throws -> [String] {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      // A readme among the files of a pattern is no lesson.
      guard isFolder.boolValue else { return Library.isReadme(path) && paths.count > 1 ? [] : [path] }
      let files = Library.lessonFiles(in: path)
      if files.isEmpty {
        throw LookupError("there is no lesson in \(path); lessons are files that end in .md")
      }
      return files
    }
    do throws(LookupError) {
      return [try shelf.lesson(path).path]
    } catch {
      throw LookupError("there is no file \(path), and \(error)")
    }
  }
}
