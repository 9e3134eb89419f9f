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
        gradlab run gradlab1:eyJi….1f0c2a9b

      Exit codes: 0 done; 1 the goal was not met, training diverged with --strict, or a receipt's run came out
      differently; 2 the request was wrong.
      """)

  @Argument(
    help: "A lesson's id or number, with #NAME one of its experiments; a file ending in .yaml; or a receipt.",
    completion: .list(LessonIndex.ids))
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

  @Option(
    help: "How lines are written: table, csv or jsonl.",
    completion: .list(RunFormat.allCases.map(\.rawValue)),
    transform: RunCommand.format(named:))
  var format = RunFormat.table

  @Option(help: "Starts with the weights of a safetensors file.", completion: .file())
  var load: String?

  @Option(help: "Writes the weights to a safetensors file at the end.", completion: .file())
  var save: String?

  @Option(help: "Shows a probe at the end, such as weights/1; weights/* for all that begin so.")
  var probe: [String] = []

  @Option(
    help: "How batches are drawn: shuffled, sequential or replacement.",
    completion: .list(BatchOrder.allCases.map(\.rawValue)))
  var order: String?

  @Flag(help: "Exits with 1 if training diverges.")
  var strict = false

  @Option(help: "A further folder of lessons.", completion: .directory)
  var lessons: String?

  func run() throws {
    let source = try ExperimentTarget(target).receipt(in: Library.standard(extra: lessons))
    let replayed = try isReplay(source) ? source : nil
    let run =
      try replayed.map { receipt in
        try HeadlessRun(
          replaying: receipt, interval: interval(), probes: probe, make: LearnerCatalog.factory(.standard))
      }
      ?? HeadlessRun(
        experiment(source.experiment), interval: interval(), until: until, probes: probe,
        make: LearnerCatalog.factory(.standard))
    if let load { try read(load, into: run) }
    let (summary, verdict) = try perform(run, replaying: replayed)
    if let save { try write(run, to: save) }
    if let verdict, !verdict.agrees {
      FileHandle.standardError.write(Data("gradlab: \(verdict.sentence)\n".utf8))
      throw ExitCode(1)
    }
    let isGoalMissed = until != nil && summary.ending != .goal
    if isGoalMissed || strict && summary.ending == .diverged { throw ExitCode(1) }
  }

  /// Whether the run of a receipt is to be repeated as it was; with anything changed it is a run of its own.
  private func isReplay(_ source: Receipt) throws -> Bool {
    guard source.reading != nil else { return false }
    let isChanged =
      !settings.isEmpty || seed != nil || steps != nil || order != nil || until != nil || load != nil
    if isChanged, source.isSteered {
      throw SettingError(
        "in this receipt's run something was turned or done by hand, so it can only be repeated as it was; "
          + "leave the other options out")
    }
    return !isChanged
  }

  private func perform(
    _ run: HeadlessRun, replaying receipt: Receipt?
  ) throws -> (HeadlessRun.Summary, (agrees: Bool, sentence: String)?) {
    let clock = ContinuousClock()
    let begin = clock.now
    var hasHeading = false
    func show(_ row: HeadlessRun.Row) {
      if !hasHeading, let heading = format.heading(row) { Self.write(heading) }
      hasHeading = true
      Self.write(format.line(row))
    }
    var summary = run.run(now: { (clock.now - begin) / .seconds(1) }, row: show)
    if !hasHeading, let heading = format.heading(summary.row) { Self.write(heading) }
    let verdict = summary.receipt.reading.flatMap { receipt?.verdict($0) }
    // Weights from a file are nothing that a receipt could bring back.
    if load != nil { summary.receipt = Receipt(summary.receipt.experiment) }
    for line in format.lines(summary, verdict: verdict) { Self.write(line) }
    return (summary, verdict)
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

  private func experiment(_ shipped: Experiment) throws -> Experiment {
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
