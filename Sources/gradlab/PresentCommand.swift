import Datasets
import ArgumentParser
import Experiments
import Foundation
import LabApp
import Lessons
import Neural

/// Shows a lesson to a class: scene after scene, large, with notes for the speaker elsewhere.
struct PresentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "present", abstract: "Presents a lesson to a class.",
    discussion: """
      Scenes come with runs that are trained on the spot to where they begin. PgDn, PgUp and b of a clicker work; ? shows \
      all keys.

      Examples:
        gradlab present vanishing-gradients --notes notes.txt
        gradlab notes notes.txt                      (in a second terminal)
        gradlab present exploding-gradients/3 --rehearse
        gradlab present exploding-gradients --record talk.cast
      """)

  @Argument(
    help: ArgumentHelp(
      "The lesson's id or topic number, with a scene's number or name after a slash.",
      valueName: "lesson"), completion: .list(LessonIndex.ids))
  var place: String

  @Option(
    help: ArgumentHelp(
      "Keeps the notes of the present scene in a file, for gradlab notes.", valueName: "file"),
    completion: .file())
  var notes: String?

  @Flag(help: "Shows the time of each scene beside the plan, and prints both at the end.")
  var rehearse = false

  @OptionGroup var lessons: LessonOptions
  @OptionGroup var screen: ScreenOptions
  @OptionGroup var recording: RecordingOptions

  func run() throws {
    let reader = ShelfReader(lessons.library)
    if screen.isPlain {
      throw ValidationError(
        "A presentation is all pictures; gradlab open --plain tells a lesson line by line.")
    }
    let (lesson, scene) = try Self.find(place, in: reader)
    if let notes { try NotesFile(notes).checkItIsOurs() }
    var times: [String] = []
    let status = try Laboratory.perform(screen, reader: reader, record: recording.file) { application in
      application.keepNotes = notes.map { path in { NotesFile(path).write($0) } }
      application.present(lesson.id, scene: scene, showsTimes: rehearse, keepsNotes: notes != nil)
    } conclude: { application in
      times = application.rehearsal
      return []
    }
    if rehearse { for line in times { print(line) } }
    throw ExitCode(status)
  }

  /// `LESSON` or `LESSON/SCENE`, a scene by its number, counted from 1, or its name.
  static func find(_ place: String, in reader: ShelfReader) throws -> (lesson: Lesson, scene: Int) {
    let parts = place.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let lesson = try reader.lesson(parts[0])
    let scenes = lesson.presentation
    guard !scenes.isEmpty else { throw LookupError("lesson \"\(lesson.id)\" has nothing to present") }
    guard parts.count == 2 else { return (lesson, 0) }
    if let number = Int(parts[1]), scenes.indices.contains(number - 1) { return (lesson, number - 1) }
    if let index = scenes.firstIndex(where: { $0.name == parts[1] }) { return (lesson, index) }
    let near = Spelling.nearest(to: parts[1], among: scenes.map(\.name)).map { "; did you mean \"\($0)\"?" }
    throw LookupError(
      "lesson \"\(lesson.id)\" has scenes 1 to \(scenes.count); there is no scene \"\(parts[1].visible)\"\(near ?? "")"
    )
  }
}
