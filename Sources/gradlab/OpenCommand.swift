import ArgumentParser
import Experiments
import Foundation
import LabApp
import Lessons

/// Goes straight into a page of a lesson.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Opens the lab at a page of a lesson.",
    discussion: "Example: gradlab open vanishing-gradients/2 --set rate=0.1")

  @Argument(
    help: ArgumentHelp(
      "The lesson's id or topic number, with its page after a slash.", valueName: "lesson[/page]"))
  var place: LessonPlace

  @Option(help: ArgumentHelp("Turns a knob before the first step; may be repeated.", valueName: "key=value"))
  var set: [String] = []

  @Option(help: "The seed of the run.")
  var seed: UInt64?

  @OptionGroup var lessons: LessonOptions
  @OptionGroup var screen: ScreenOptions

  func run() throws {
    let shelf = lessons.library.load()
    let (lesson, page) = try place.find(on: shelf)
    let settings = try set.map { try Setting(parsing: $0) }
    try lesson.check(settings, on: page)
    if screen.isPlain {
      let status = PlainSession.perform(ascii: screen.ascii, shelf: shelf) { lab in
        lab.open(lesson.id, page: page, settings: settings, seed: seed)
      }
      throw ExitCode(status)
    }
    let status = Laboratory.perform(screen.terminal, shelf: shelf) { application in
      application.open(lesson.id, page: page, settings: settings, seed: seed)
    }
    throw ExitCode(status)
  }
}
