import Experiments
import Lessons
import Neural

/// `LESSON`, `LESSON#EXPERIMENT`, `FILE.yaml` or a receipt, as typed: which experiment is meant.
struct ExperimentTarget {
  private let text: String

  init(_ text: String) { self.text = text }

  /// The experiment, of a receipt with what it promises; throws one sentence with the nearest known name.
  func receipt(in library: Library) throws -> Receipt {
    if Receipt.isMeant(by: text) { return try Receipt(parsing: text) }
    return Receipt(try experiment(in: library))
  }

  /// The experiment as it is shipped; throws one sentence with the nearest known name.
  func experiment(in library: Library) throws -> Experiment {
    if Receipt.isMeant(by: text) { return try Receipt(parsing: text).experiment }
    if text.hasSuffix(".yaml") || text.hasSuffix(".yml") { return try ExperimentFile.read(text).experiment }
    return try named(in: library).experiment
  }

  /// The variants that race with the experiment; none for receipts and files.
  func variants(in library: Library) throws -> [LabExperiment.Variant] {
    if Receipt.isMeant(by: text) || text.hasSuffix(".yaml") || text.hasSuffix(".yml") { return [] }
    return try named(in: library).lanes
  }

  private func named(in library: Library) throws -> LabExperiment {
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let lesson = try ShelfReader(library).lesson(parts[0])
    guard parts.count == 2 else {
      guard let first = lesson.experiments.first else {
        throw SettingError("the lesson \"\(lesson.id)\" has no experiment to run")
      }
      return first
    }
    guard let named = lesson.experiment(named: parts[1]) else {
      let advice = Spelling.advice(for: parts[1], among: lesson.experiments.map(\.name))
      throw SettingError("the lesson \"\(lesson.id)\" has no experiment \"\(parts[1])\"; \(advice)")
    }
    return named
  }
}
