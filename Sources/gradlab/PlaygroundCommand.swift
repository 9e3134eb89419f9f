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
      valueName: "file"))
  var file: String?

  @Option(help: "The column of the table that is predicted.")
  var target: String?

  @Option(
    help: "What is made of it: classification or regression.", transform: PlaygroundCommand.task(named:))
  var task: String?

  @Option(help: ArgumentHelp("Changes a setting; may be repeated.", valueName: "key=value"))
  var set: [String] = []

  @Option(help: "The seed of the run.")
  var seed: UInt64?

  @OptionGroup var lessons: LessonOptions
  @OptionGroup var screen: ScreenOptions
  @OptionGroup var recording: RecordingOptions

  func run() throws {
    try screen.refusePlain()
    let settings = try set.map { try Setting(parsing: $0) }
    let sketch = try sketch(settings)
    let status = try Laboratory.perform(
      screen.terminal, shelf: lessons.library.load(), record: recording.file
    ) { application in
      application.openPlayground(sketch)
    }
    throw ExitCode(status)
  }

  private func sketch(_ settings: [Setting]) throws -> Sketch {
    guard let file else {
      let sketch = try Sketch(library: .standard)
      return try Sketch(
        sketch.experiment.setting(settings + (seed.map { [Setting("seed", String($0))] } ?? [])),
        library: .standard)
    }
    if let sketch = try OwnWork.sketch(file, target: target, task: task, settings: settings, seed: seed) {
      return sketch
    }
    throw SettingError(
      "\"\(file)\" is neither a table nor an experiment; name a file that ends in .csv or .yaml, or paste a receipt"
    )
  }

  static func task(named name: String) throws -> String {
    let names = ["classification", "regression"]
    guard names.contains(name) else {
      throw ValidationError("there is no task \"\(name)\"; \(Spelling.advice(for: name, among: names))")
    }
    return name
  }
}
