import ArgumentParser
import Datasets
import Experiments
import Foundation
import Lessons
import Neural

/// Trains an experiment without a screen.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Trains an experiment of a lesson, or of a file, without a screen.",
    discussion: """
      Examples:
        gradlab run vanishing-gradients --set activation=relu --set init=he --steps 600
        gradlab run optimizers#adam --format jsonl --every 10 --until "loss <= 0.1 mean 20"
        gradlab run mine.yaml --seed 7 --save weights.safetensors

      Exit codes: 0 done; 1 the goal was not met, or training diverged with --strict; 2 the request was wrong.
      """)

  @Argument(help: "A lesson's id or number, with #NAME one of its experiments; or a file ending in .yaml.")
  var target: String

  @Option(
    name: .customLong("set"), help: "Changes a setting: key=value, such as rate=0.3 or layers.0.dense=32.")
  var settings: [String] = []

  @Option(help: "The seed of weights, batches and data.")
  var seed: String?

  @Option(help: "How many steps to train.")
  var steps: String?

  @Option(help: "Steps between two lines; without it there are about 20 lines.")
  var every: Int?

  @Option(help: "Stops when a goal is met, such as \"accuracy >= 0.95 mean 50 within 600\".")
  var until: String?

  @Option(help: "How lines are written: table, csv or jsonl.", transform: RunCommand.format(named:))
  var format = RunFormat.table

  @Option(help: "Starts with the weights of a safetensors file.")
  var load: String?

  @Option(help: "Writes the weights to a safetensors file at the end.")
  var save: String?

  @Option(help: "Shows a probe at the end, such as weights/1; weights/* for all that begin so.")
  var probe: [String] = []

  @Option(help: "How batches are drawn: shuffled, sequential or replacement.")
  var order: String?

  @Flag(help: "Exits with 1 if training diverges.")
  var strict = false

  @Option(help: "A further folder of lessons.")
  var lessons: String?

  func run() throws {
    let run = try HeadlessRun(
      experiment(), interval: interval(), until: until, probes: probe,
      make: LearnerCatalog.factory(.standard))
    if let load { try read(load, into: run) }
    let summary = try perform(run)
    if let save { try write(run, to: save) }
    let isGoalMissed = until != nil && summary.ending != .goal
    if isGoalMissed || strict && summary.ending == .diverged { throw ExitCode(1) }
  }

  private func perform(_ run: HeadlessRun) throws -> HeadlessRun.Summary {
    let clock = ContinuousClock()
    let begin = clock.now
    var hasHeading = false
    func show(_ row: HeadlessRun.Row) {
      if !hasHeading, let heading = format.heading(row) { Self.write(heading) }
      hasHeading = true
      Self.write(format.line(row))
    }
    let summary = run.run(now: { (clock.now - begin) / .seconds(1) }, row: show)
    if !hasHeading, let heading = format.heading(summary.row) { Self.write(heading) }
    for line in format.lines(summary) { Self.write(line) }
    return summary
  }

  /// Writes a line at once, so that whoever reads a pipe sees the run as it goes.
  private static func write(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

  private static func format(named name: String) throws -> RunFormat {
    if let format = RunFormat(rawValue: name) { return format }
    let advice = Spelling.advice(for: name, among: RunFormat.allCases.map(\.rawValue))
    throw ValidationError("there is no format \"\(name)\"; \(advice)")
  }

  private func interval() throws -> Int? {
    if let every, every < 1 { throw SettingError("--every is \(every); give 1 or more steps") }
    return every
  }

  // MARK: the experiment

  private func experiment() throws -> Experiment {
    let shipped = try ExperimentTarget(target).experiment(in: Library.standard(extra: lessons))
    let own = [("seed", seed), ("steps", steps), ("order", order)]
    let changes =
      try settings.map { try Setting(parsing: $0) }
      + own.compactMap { key, value in value.map { Setting(key, $0) } }
    return try shipped.setting(changes)
  }

  // MARK: weights

  private func read(_ path: String, into run: HeadlessRun) throws {
    guard let learner = run.learner else { return }
    guard let file = FileManager.default.contents(atPath: path) else {
      throw SettingError("--load: the file \(path) cannot be read")
    }
    try Archive.load(file, into: learner.memory)
  }

  private func write(_ run: HeadlessRun, to path: String) throws {
    guard let learner = run.learner else { return }
    do {
      try Archive.bytes(of: learner.memory).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw SettingError("--save: the file \(path) cannot be written")
    }
  }
}
