import ArgumentParser
import Experiments
import LabApp
import Neural

/// What is changed about a run that is opened, and what is made of a table.
struct OwnRunOptions: ParsableArguments {
  @Option(help: "The column of a table that is predicted.")
  var target: String?

  @Option(
    help: "What is made of it: \(tasks.joined(separator: " or ")).", completion: .list(tasks),
    transform: OwnRunOptions.task(named:))
  var task: String?

  @Option(
    help: ArgumentHelp("Changes a setting before the first step; may be repeated.", valueName: "key=value"))
  var set: [String] = []

  @Option(help: "The seed of the run.")
  var seed: UInt64?

  func settings() throws -> [Setting] { try set.map { try Setting(parsing: $0) } }

  /// The sketch that a text stands for; nil if it means a lesson. Throws one sentence.
  func sketch(_ text: String) throws -> Sketch? {
    try OwnWork.sketch(text, target: target, task: task, settings: settings(), seed: seed)
  }

  fileprivate static let tasks = ["classification", "regression"]

  private static func task(named name: String) throws -> String {
    guard tasks.contains(name) else {
      throw ValidationError("there is no task \"\(name)\"; \(Spelling.advice(for: name, among: tasks))")
    }
    return name
  }
}
