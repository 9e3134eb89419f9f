import Datasets
import Experiments
import Foundation
import LabApp
import Lessons

/// What the playground opens: a receipt, an experiment's file or a table.
enum OwnWork {
  /// The sketch that a text stands for; nil if it means a lesson. Throws one sentence.
  ///
  /// - Parameters:
  ///   - target: the column to predict, of a table.
  ///   - task: `classification` or `regression`, of a table.
  static func sketch(
    _ text: String, target: String? = nil, task: String? = nil, settings: [Setting] = [], seed: UInt64? = nil
  ) throws -> Sketch? {
    let changes = settings + (seed.map { [Setting("seed", String($0))] } ?? [])
    let ending = text.lowercased().split(separator: ".").last.map(String.init) ?? ""
    let isTable = ending == "csv" && !Receipt.isMeant(by: text)
    if !isTable, target != nil || task != nil {
      throw SettingError("--target and --task choose from a table; name a CSV file with them")
    }
    if Receipt.isMeant(by: text) {
      let receipt = try Receipt(parsing: text)
      if changes.isEmpty { return try Sketch(receipt, library: .standard) }
      return try Sketch(receipt.experiment.setting(changes), library: .standard)
    }
    if ["yaml", "yml"].contains(ending) {
      let experiment = try ExperimentFile.read(text).experiment.setting(changes)
      return try Sketch(experiment, path: text, library: .standard)
    }
    guard isTable else { return nil }
    let sketch = try Sketch(table: text, target: target, task: task, library: .standard)
    return changes.isEmpty ? sketch : try Sketch(sketch.experiment.setting(changes), library: .standard)
  }
}
