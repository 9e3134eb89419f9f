import ArgumentParser
import Lessons

/// The lab itself; what `gradlab` does without a command.
struct LabCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lab", abstract: "The lab: lessons, experiments, progress.",
    discussion: "Example: gradlab --theme light")

  @OptionGroup var lessons: LessonOptions
  @OptionGroup var screen: ScreenOptions
  @OptionGroup var recording: RecordingOptions

  func run() throws {
    if screen.isPlain {
      throw ExitCode(PlainSession.perform(ascii: screen.ascii, shelf: lessons.library.load()))
    }
    let status = try Laboratory.perform(
      screen, reader: ShelfReader(lessons.library), record: recording.file)
    throw ExitCode(status)
  }
}
