import ArgumentParser
import Datasets
import Experiments
import LabApp
import Lessons

/// The lab at an experiment of one's own.
struct PlaygroundCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "playground", abstract: "Opens the lab at an experiment of your own.",
    discussion: "Example: gradlab playground flowers.csv --target species")

  @Argument(
    help: ArgumentHelp(
      "A table (CSV with a header row), an experiment (.yaml) or a receipt; without one, two moons.",
      valueName: "file"),
    completion: .file())
  var file: String?

  @OptionGroup var own: OwnRunOptions
  @OptionGroup var lessons: LessonOptions
  @OptionGroup var screen: ScreenOptions
  @OptionGroup var recording: RecordingOptions

  func run() throws {
    try screen.refusePlain()
    let sketch = try sketch()
    let status = try Laboratory.perform(
      screen, reader: ShelfReader(lessons.library), record: recording.file
    ) { application in
      application.openPlayground(sketch)
    }
    throw ExitCode(status)
  }

  private func sketch() throws -> Sketch {
    guard let file else {
      let sketch = try Sketch(library: .standard)
      return try Sketch(
        sketch.experiment.setting(own.settings() + (own.seed.map { [Setting("seed", String($0))] } ?? [])),
        library: .standard)
    }
    if let sketch = try own.sketch(file) { return sketch }
    throw SettingError(
      "\"\(file)\" is neither a table nor an experiment; name a file that ends in .csv or .yaml, or paste a receipt"
    )
  }
}
