public import Datasets
public import Experiments
import Foundation
import Lessons
import Neural

/// An experiment that is being put together, with what is known of its data.
///
/// Whatever is chosen, what depends on it follows: the outputs of the last layer, the loss, the batch.
public struct Sketch: Sendable {
  public internal(set) var experiment: Experiment
  /// Knobs that turn by themselves while a receipt's run is repeated; forgotten with the first change.
  public private(set) var turns: [Turn] = []
  /// What is done by hand while it is repeated, likewise.
  public private(set) var touches: [Touch] = []
  /// What the receipt it was opened from promises.
  public private(set) var promise: Receipt.Reading?
  /// The file it was read from or saved to last.
  public internal(set) var path: String?
  private var note: String?
  /// Of a person's own table.
  private(set) var facts: TableFacts?
  private(set) var start: StartingPoint
  let library: DataLibrary

  /// Two moons and a small network.
  public init(library: DataLibrary) throws(DataError) {
    self.library = library
    let data = StartingPoint.choice(of: try DatasetCatalog.entry(named: "two-moons"), for: "supervised")
    start = try StartingPoint(learner: "supervised", data: data, seed: 1, library: library)
    experiment = start.experiment(seed: 1)
  }

  /// An experiment as it is.
  ///
  /// Errors: what is wrong with its data, as one sentence.
  public init(_ experiment: Experiment, path: String? = nil, library: DataLibrary) throws(DataError) {
    self.library = library
    self.experiment = experiment
    self.path = path
    start = try StartingPoint(
      learner: experiment.learner, data: experiment.data, seed: experiment.seed, library: library)
    if let file = experiment.data.file { facts = try library.facts(ofTable: file) }
    note = path.map { "Opened \($0)." }
  }

  /// The run of a receipt.
  public init(_ receipt: Receipt, library: DataLibrary) throws(DataError) {
    try self.init(receipt.experiment, library: library)
    (turns, touches) = (receipt.turns, receipt.touches)
    promise = receipt.reading
    note =
      promise.map {
        "The receipt's run, which promises \($0.meter) \(Numeral.text($0.value)) at step \(Figure.count($0.step))."
      } ?? "The receipt's experiment: Space runs it."
  }

  /// A person's own table with a target, or one proposed from its values.
  ///
  /// Errors: one sentence with `file:line:column`, or the nearest name of a column.
  public init(
    table path: String, target: String? = nil, task: String? = nil, seed: UInt64 = 1, library: DataLibrary
  ) throws(DataError) {
    let facts = try library.facts(ofTable: path)
    guard let wanted = target ?? facts.proposedTarget else {
      throw DataError("\(path):1:1: no column holds only numbers or only words; mend the table.")
    }
    if facts.column(named: wanted) == nil {
      let advice = Spelling.advice(for: wanted, among: facts.columns.map(\.name))
      throw DataError("\(path):1:1: there is no column \"\(wanted)\" to predict; \(advice)")
    }
    let purpose = task ?? facts.proposedTask(for: wanted)
    let data = Self.choice(path, facts, target: wanted, task: purpose)
    self.library = library
    self.facts = facts
    start = try StartingPoint(learner: "supervised", data: data, seed: seed, library: library)
    experiment = start.experiment(seed: seed)
    note = Self.introduction(facts, data, isProposed: target == nil || task == nil)
  }

  private static func choice(
    _ path: String, _ facts: TableFacts, target: String, task: String
  ) -> DataChoice {
    var data = DataChoice(file: path, target: target, task: task, scaling: "z-score", validation: 0.2)
    // Inputs are named where the plain rule, all columns of numbers, would refuse the table or find none.
    let inputs = facts.columns.filter { $0.name != target && $0.isInput }
    let numbers = inputs.filter(\.isNumeric)
    let hasMixed = facts.columns.contains { !$0.isNumeric && !$0.isInput && $0.name != target }
    if numbers.isEmpty || hasMixed { data.features = (numbers.isEmpty ? inputs : numbers).map(\.name) }
    if task == "regression" { data.options["scale-target"] = 1 }
    return data
  }

  private static func introduction(_ facts: TableFacts, _ data: DataChoice, isProposed: Bool) -> String {
    let size = "\(Figure.count(facts.rowCount)) rows, \(facts.columns.count) columns."
    let goal = "\(data.task ?? "") of \(data.target ?? "")"
    let choice = isProposed ? " Proposed from the values: \(goal); the rows target and task change it." : ""
    let mixed = facts.columns.lazy.compactMap { column -> String? in
      if case .mixed(let sentence) = column.kind, column.name != data.target {
        return " Column \(column.name) is left out: \(sentence)"
      }
      return nil
    }.first
    return size + choice + (mixed ?? "")
  }
}

extension TableFacts.Column {
  var isNumeric: Bool {
    if case .numbers = kind { return true }
    return false
  }
}

/// Changes; each throws one sentence and leaves everything as it was.
extension Sketch {
  /// Takes over what happened to the experiment on the bench: a new seed, another lane.
  mutating func adopt(_ other: Experiment) {
    let hasOtherData = other.data != experiment.data
    experiment = other
    if hasOtherData, let fresh = try? read(other.data) { start = fresh }
  }

  mutating func forgetReceipt() { (turns, touches, promise) = ([], [], nil) }

  /// What is to be said once about how it came to be.
  mutating func takeNote() -> String? {
    defer { note = nil }
    return note
  }

  /// The promise was kept or not, and is told once.
  mutating func forgetPromise() { promise = nil }

  /// The experiment as a file at `path`. A table is named so that it is found from there.
  func text(at path: String) throws(SettingError) -> String {
    var saved = experiment
    if let file = experiment.data.file, path.contains("/"), !file.hasPrefix("/"), !file.hasPrefix("~") {
      saved.data.file = FileManager.default.currentDirectoryPath + "/" + file
    }
    return try ExperimentText.text(of: saved, path: path)
  }

  private func read(_ data: DataChoice, learner: String? = nil) throws(DataError) -> StartingPoint {
    try StartingPoint(
      learner: learner ?? experiment.learner, data: data, seed: experiment.seed, library: library)
  }

  /// Other data: the experiment is fitted to them where its network can read them, else begun anew.
  private mutating func change(to data: DataChoice) throws(SettingError) {
    do throws(DataError) {
      let fresh = try read(data)
      experiment = keepsNetwork(fresh) ? fresh.fitting(experiment) : fresh.experiment(seed: experiment.seed)
      experiment = experiment.tidied
      start = fresh
    } catch {
      throw SettingError(error.description)
    }
  }

  /// Images and sequences ask for layers of their own.
  private func keepsNetwork(_ fresh: StartingPoint) -> Bool {
    guard LearnerCatalog.all[experiment.learner]?.hasNetwork == true else { return true }
    guard experiment.learner == "supervised" else { return fresh.data.name == start.data.name }
    let isFlat = experiment.layers.allSatisfy { $0.kind == "dense" }
    return fresh.isImage == start.isImage && (isFlat || fresh.data.name == start.data.name)
  }

  mutating func choose(learner name: String) throws(SettingError) {
    var entry = experiment.data.file == nil ? try? DatasetCatalog.entry(named: experiment.data.name) : nil
    let possible = StartingPoint.entries(for: name)
    let takesTable = experiment.data.file != nil && !["sequence", "descent"].contains(name)
    if entry.map({ known in !possible.contains { $0.name == known.name } }) ?? true { entry = possible.first }
    let data =
      takesTable ? experiment.data : entry.map { StartingPoint.choice(of: $0, for: name) } ?? DataChoice()
    do throws(DataError) {
      let fresh = try read(data, learner: name)
      experiment = fresh.experiment(seed: experiment.seed)
      start = fresh
      if data.file == nil { facts = nil }
    } catch {
      throw SettingError(error.description)
    }
  }

  mutating func choose(data name: String) throws(SettingError) {
    let entry: DatasetEntry
    do throws(DataError) {
      entry = try DatasetCatalog.entry(named: name)
    } catch {
      throw SettingError(error.description)
    }
    try change(to: StartingPoint.choice(of: entry, for: experiment.learner))
    facts = nil
  }

  mutating func choose(table path: String) throws(SettingError) {
    do throws(DataError) {
      self = try Sketch(table: path, seed: experiment.seed, library: library)
    } catch {
      throw SettingError(error.description)
    }
  }

  /// Another column to predict: its task is proposed anew, and it is no input any more.
  mutating func choose(target name: String) throws(SettingError) {
    guard let facts, let file = experiment.data.file else { return }
    guard let column = facts.column(named: name) else {
      let advice = Spelling.advice(for: name, among: facts.columns.map(\.name))
      throw SettingError("there is no column \"\(name)\"; \(advice)")
    }
    if case .mixed(let sentence) = column.kind { throw SettingError(sentence) }
    var data = Self.choice(file, facts, target: name, task: facts.proposedTask(for: name))
    data.scaling = experiment.data.scaling
    data.validation = experiment.data.validation
    try change(to: data)
  }

  mutating func choose(task: String) throws(SettingError) {
    var data = try experiment.setting(Setting("data.task", task)).data
    data.classes = []
    data.options["scale-target"] = task == "regression" ? 1 : nil
    try change(to: data)
  }

  /// The columns that are inputs now.
  var inputs: [String] {
    guard let facts else { return [] }
    if !experiment.data.features.isEmpty { return experiment.data.features }
    return facts.columns.filter { $0.isNumeric && $0.name != experiment.data.target }.map(\.name)
  }

  /// Makes a column an input, or no input any more.
  mutating func toggle(column name: String) throws(SettingError) {
    guard let facts, let column = facts.column(named: name) else { return }
    if case .mixed(let sentence) = column.kind { throw SettingError(sentence) }
    guard name != experiment.data.target else {
      throw SettingError("\(name) is what is predicted; choose another target to make it an input")
    }
    var chosen = Set(inputs)
    if chosen.remove(name) == nil { chosen.insert(name) }
    guard !chosen.isEmpty else {
      throw SettingError("\(name) is the only input; switch another column on first")
    }
    var data = experiment.data
    data.features = facts.columns.map(\.name).filter(chosen.contains)
    try change(to: data)
  }

  /// One setting, with what follows from it.
  mutating func set(_ setting: Setting) throws(SettingError) {
    let changed = try experiment.setting(setting).tidied
    if changed.data != experiment.data { return try change(to: changed.data) }
    experiment = changed
  }
}
