import ArgumentParser
import Experiments
import Foundation
import LabApp
import Lessons

/// Goes straight into a page of a lesson, or into a run that somebody shared.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Opens the lab at a page of a lesson, or at a run of your own.",
    discussion: """
      Examples:
        gradlab open vanishing-gradients/2 --set rate=0.1
        gradlab open mine.yaml
        gradlab open flowers.csv --target species
        gradlab open gradlab1:eyJi….1f0c2a9b
      """)

  @Argument(
    help: ArgumentHelp(
      "The lesson's id or topic number, with its page after a slash; a receipt; or a file ending in .yaml or .csv.",
      valueName: "lesson"),
    completion: .list(LessonIndex.ids))
  var place: String

  @OptionGroup var own: OwnRunOptions
  @OptionGroup var lessons: LessonOptions
  @OptionGroup var screen: ScreenOptions
  @OptionGroup var recording: RecordingOptions

  func run() throws {
    let reader = ShelfReader(lessons.library)
    let settings = try own.settings()
    if let sketch = try own.sketch(place) {
      try screen.refusePlain()
      throw ExitCode(
        try Laboratory.perform(screen, reader: reader, record: recording.file) {
          $0.openPlayground(sketch)
        })
    }
    guard let named = LessonPlace(argument: place) else {
      throw ValidationError("\"\(place)\" is no page of a lesson; write lesson/page, such as lstm/2.")
    }
    let (lesson, page) = try named.find { try reader.lesson($0) }
    try lesson.check(settings, on: page)
    if screen.isPlain {
      let status = PlainSession.perform(ascii: screen.ascii, shelf: reader.whole()) { lab in
        lab.open(lesson.id, page: page, settings: settings, seed: own.seed)
      }
      throw ExitCode(status)
    }
    let status = try Laboratory.perform(screen, reader: reader, record: recording.file) {
      application in
      application.open(lesson.id, page: page, settings: settings, seed: own.seed)
    }
    throw ExitCode(status)
  }
}
