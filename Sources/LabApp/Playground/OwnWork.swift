public import Datasets
public import Experiments
import Lessons

/// What the playground opens: a receipt, an experiment's file or a table.
public enum OwnWork {
  /// The sketch that a text stands for; nil if it means a lesson. Throws one sentence.
  ///
  /// - Parameters:
  ///   - target: the column to predict, of a table.
  ///   - task: `classification` or `regression`, of a table.
  public static func sketch(
    _ text: String, target: String? = nil, task: String? = nil, settings: [Setting] = [],
    seed: UInt64? = nil, library: DataLibrary = .standard
  ) throws -> Sketch? {
    let changes = settings + (seed.map { [Setting("seed", String($0))] } ?? [])
    let ending = text.lowercased().split(separator: ".").last.map(String.init) ?? ""
    let isTable = ending == "csv" && !Receipt.isMeant(by: text)
    if !isTable, target != nil || task != nil {
      throw SettingError("--target and --task choose from a table; name a CSV file with them")
    }
    if Receipt.isMeant(by: text) {
      let receipt = try Receipt(parsing: text)
      if changes.isEmpty { return try Sketch(receipt, library: library) }
      return try Sketch(receipt.experiment.setting(changes), library: library)
    }
    if ["yaml", "yml"].contains(ending) {
      let experiment = try ExperimentFile.read(text).experiment.setting(changes)
      return try Sketch(experiment, path: text, library: library)
    }
    guard isTable else { return nil }
    let sketch = try Sketch(table: text, target: target, task: task, library: library)
    return changes.isEmpty ? sketch : try Sketch(sketch.experiment.setting(changes), library: library)
  }
}
