import ArgumentParser
import Datasets
import Experiments
import Foundation
import Lessons
import Neural

/// Takes an experiment elsewhere: as a PyTorch script, as curves, as weights.
struct ExportCommand: ParsableCommand {
  enum Form: String, CaseIterable { case pytorch, csv, safetensors }

  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes an experiment as a PyTorch script, its curves as CSV or its weights.",
    discussion: """
      Examples:
        gradlab export vanishing-gradients --to pytorch -o vanishing.py
        gradlab export cnn --to safetensors --steps 400 -o filters.safetensors
        gradlab export optimizers#adam --to csv --steps 200 -o adam.csv

      The script needs PyTorch and numpy. It has the same data, starting weights, order of examples and random numbers,
      prints its first losses beside the lab's, and says how to go on and how to run it on several machines. Every
      learner can be written: networks on examples, sequences and text, autoencoders, adversarial games, the
      perceptron, maps, and descents of a surface, whose other lanes go down beside it.
      """)

  @Argument(
    help: "A lesson's id or number, with #NAME one of its experiments; or a file ending in .yaml.",
    completion: .list(LessonIndex.ids))
  var target: String

  @Option(
    name: .customLong("to"), help: "pytorch, csv or safetensors.",
    completion: .list(Form.allCases.map(\.rawValue)), transform: ExportCommand.form(named:))
  var form: Form

  @Option(name: .shortAndLong, help: "The file to write.", completion: .file())
  var output: String

  @Option(name: .customLong("set"), help: "Changes a setting: key=value; may be repeated.")
  var settings: [String] = []

  @Option(help: "The seed of weights, batches and data.")
  var seed: String?

  @Option(help: "How many steps to train, or the script to make.")
  var steps: String?

  @OptionGroup var lessons: LessonOptions

  func run() throws {
    let changes = [("seed", seed), ("steps", steps)].compactMap { key, value in value.map { Setting(key, $0) }
    }
    let experiment = try ExperimentTarget(target).experiment(in: lessons.library)
      .setting(settings.map { try Setting(parsing: $0) } + changes)
    let bytes = try bytes(of: experiment)
    do {
      try bytes.write(to: URL(fileURLWithPath: output), options: .atomic)
    } catch {
      throw SettingError("-o: the file \(output) cannot be written")
    }
    print("\(output): \(bytes.count) bytes")
  }

  private func bytes(of experiment: Experiment) throws -> Data {
    if form == .pytorch {
      let script = try PyTorchScript(
        experiment, title: "gradlab \(target)", library: .standard, beside: try rivals(of: experiment))
      return Data(script.description.utf8)
    }
    let run = try HeadlessRun(
      experiment, interval: form == .csv ? 1 : nil, make: LearnerCatalog.factory(.standard))
    var lines: [String] = []
    let summary = run.run(now: { 0 }) { row in
      if form == .csv {
        lines += (lines.isEmpty ? [RunFormat.csv.heading(row) ?? ""] : []) + [RunFormat.csv.line(row)]
      }
    }
    guard form == .csv else { return run.learner.map { Archive.bytes(of: $0.memory) } ?? Data() }
    return Data(((lines + RunFormat.csv.lines(summary)).joined(separator: "\n") + "\n").utf8)
  }

  /// The other lanes of the race, with the same changes.
  private func rivals(of experiment: Experiment) throws -> [PyTorchRival] {
    try ExperimentTarget(target).variants(in: lessons.library).compactMap { variant in
      guard let other = try? experiment.setting(variant.settings) else { return nil }
      return PyTorchRival(name: variant.name, experiment: other)
    }
  }

  private static func form(named name: String) throws -> Form {
    if let form = Form(rawValue: name) { return form }
    let advice = Spelling.advice(for: name, among: Form.allCases.map(\.rawValue))
    throw ValidationError("there is no form \"\(name)\"; \(advice)")
  }
}
