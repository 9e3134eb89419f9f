import Neural

/// A choice checked against its entry, with the files at hand.
struct DataRequest: Sendable {
  let entry: DatasetEntry
  let choice: DataChoice
  let seed: UInt64
  let library: DataLibrary

  /// Errors: a key that this set does not have, or a value out of its range.
  init(entry: DatasetEntry, choice: DataChoice, seed: UInt64, library: DataLibrary) throws(DataError) {
    self.entry = entry
    self.choice = choice
    self.seed = choice.seed ?? seed
    self.library = library
    try checkNumbers()
    try checkColumns()
  }

  var count: Int { choice.count ?? Int(entry.count?.initial ?? 0) }
  var noise: Double { choice.noise ?? entry.noise?.initial ?? 0 }

  /// The chosen or the initial value of an option of the entry.
  func option(_ name: String) -> Double {
    choice.options[name] ?? entry.options.first { $0.name == name }?.initial ?? 0
  }

  func whole(_ name: String) -> Int { Int(option(name)) }

  private func checkNumbers() throws(DataError) {
    if let count = choice.count { try check(Double(count), entry.count, "count") }
    if let noise = choice.noise { try check(noise, entry.noise, "noise") }
    for (name, value) in choice.options.sorted(by: { $0.key < $1.key }) {
      guard let option = entry.options.first(where: { $0.name == name }) else {
        let hint = suggestion(for: name, among: entry.options.map(\.name))
        throw DataError("The data set \"\(entry.name)\" has no option \"\(name)\"; \(hint)")
      }
      try check(value, option, name)
    }
  }

  private func check(_ value: Double, _ option: NumberOption?, _ name: String) throws(DataError) {
    guard let option else {
      throw DataError("The data set \"\(entry.name)\" has no \"\(name)\" to choose; leave it out.")
    }
    guard option.range.contains(value) else {
      let range = "\(plain(option.range.lowerBound)) to \(plain(option.range.upperBound))"
      throw DataError(
        "\"\(name)\" of the data set \"\(entry.name)\" is \(plain(value)) but must be \(range).")
    }
    guard !option.isWhole || value == value.rounded() else {
      throw DataError(
        "\"\(name)\" of the data set \"\(entry.name)\" is \(plain(value)) but must be a whole number.")
    }
  }

  private func checkColumns() throws(DataError) {
    if let task = choice.task {
      throw DataError(
        "\"task: \(task)\" is only for a table of your own (\"file:\"); \"\(entry.name)\" knows its task.")
    }
    if entry.kind.isGenerated || entry.columns.isEmpty {
      let key = !choice.features.isEmpty ? "features" : choice.target != nil ? "target" : nil
      if let key {
        throw DataError("The data set \"\(entry.name)\" has no columns to choose; leave \"\(key)\" out.")
      }
    }
    let hasClasses = !entry.classes.isEmpty || entry.columns.contains { $0.kind == .label }
    if !choice.classes.isEmpty, entry.kind.isGenerated || !hasClasses {
      throw DataError("The data set \"\(entry.name)\" has no classes to choose; leave \"classes\" out.")
    }
  }
}

/// A number as a person writes it: 3 rather than 3.0.
func plain(_ value: Double) -> String {
  value == value.rounded() && value.magnitude < 1e15 ? "\(Int(value))" : "\(value)"
}
