import Neural

/// A person's own CSV table: nothing in it is guessed, the last 20 % of its rows (rounded down) are the test
/// part.
///
/// Inputs where none are named: every column that holds only numbers, except the target. A column with both
/// numbers and other text is refused rather than dropped. Text columns named in `features` become one input a
/// word. Class numbers follow `classes`, else the values' own order.
struct OwnTable {
  enum Task: String, CaseIterable { case classification, regression }

  private static let mostClasses = 256

  private let choice: DataChoice
  private let file: String
  private let task: Task
  private let target: String

  /// Errors: keys that a table of one's own must have, or cannot have.
  init(_ choice: DataChoice) throws(DataError) {
    self.choice = choice
    file = choice.file ?? ""
    guard choice.name.isEmpty else {
      throw DataError("\"name: \(choice.name)\" and \"file: \(file)\" exclude each other; leave one out.")
    }
    guard let word = choice.task else {
      throw DataError(
        "\(file): the task is not named; write \"task: classification\" to predict a class "
          + "or \"task: regression\" to predict a number.")
    }
    guard let task = Task(rawValue: word) else {
      throw DataError(
        "\(file): there is no task \"\(word)\"; "
          + "\(suggestion(for: word, among: Task.allCases.map(\.rawValue)))"
      )
    }
    guard let target = choice.target else {
      throw DataError("\(file): the column to predict is not named; write \"target:\" and its name.")
    }
    self.task = task
    self.target = target
    try checkForeignKeys()
  }

  private func checkForeignKeys() throws(DataError) {
    let foreign = choice.count != nil ? "count" : choice.noise != nil ? "noise" : nil
    if let foreign { throw DataError("\(file): \"\(foreign)\" is for generated data; leave it out.") }
    if let option = choice.options.keys.sorted().first(where: { $0 != "scale-target" }) {
      throw DataError(
        "\(file): there is no option \"\(option)\" for a table of your own; "
          + "\(suggestion(for: option, among: ["scale-target"]))"
      )
    }
    if task == .regression, !choice.classes.isEmpty {
      throw DataError("\(file): \"classes\" is for a classification; leave it out of a regression.")
    }
  }

  /// Errors: one sentence with `file:line:column`.
  func parts(of table: Table) throws(DataError) -> DataParts {
    let targetColumn = try column(target, of: table, key: "target")
    let (features, leftOut) = try inputs(of: table, except: targetColumn)
    let selection = TableSelection(
      table: table, features: features, target: try targetChoice(table, targetColumn))
    let rows = keptRows(of: table, targetColumn)
    let cut = rows.count - rows.count / 5
    guard cut > 0 else { throw DataError("\(table.name): no row of the classes asked for is in the table.") }
    let training = try selection.examples(rows: Array(rows[..<cut]))
    let test = try selection.examples(rows: Array(rows[cut...]))
    try checkEveryClass(selection, training)
    let notes =
      leftOut.isEmpty
      ? []
      : ["Text columns left out: \(leftOut.joined(separator: ", ")); name them in \"features\" to use them."]
    return DataParts(training: training, test: test, notes: notes)
  }

  private func column(_ name: String, of table: Table, key: String) throws(DataError) -> Int {
    if let column = table.column(named: name) { return column }
    let hint = suggestion(for: name, among: table.header)
    throw DataError("\(table.name):1:1: there is no column \"\(name)\" for \"\(key)\"; \(hint)")
  }

  private typealias Feature = (column: Int, encoding: TableSelection.Encoding)

  private func inputs(of table: Table, except target: Int) throws(DataError) -> ([Feature], leftOut: [String])
  {
    if !choice.features.isEmpty { return (try namedInputs(of: table, except: target), []) }
    var features: [Feature] = []
    var leftOut: [String] = []
    for column in table.header.indices where column != target {
      if try isNumeric(column, of: table) {
        features.append((column, .number))
      } else {
        leftOut.append(table.header[column])
      }
    }
    guard !features.isEmpty else {
      throw DataError(
        "\(table.name):1:1: no column but the target holds numbers; "
          + "name text columns in \"features\" to use them."
      )
    }
    return (features, leftOut)
  }

  private func namedInputs(of table: Table, except target: Int) throws(DataError) -> [Feature] {
    var features: [Feature] = []
    for name in choice.features {
      let column = try column(name, of: table, key: "features")
      if column == target {
        throw DataError(
          "\(table.name):1:1: \"\(name)\" is the target and cannot be a feature too; leave it out of one.")
      }
      if features.contains(where: { $0.column == column }) {
        throw DataError("\(table.name):1:1: the feature \"\(name)\" is named twice; leave one out.")
      }
      if try isNumeric(column, of: table) {
        features.append((column, .number))
      } else {
        let words = try table.categories(
          of: column, most: TableSelection.mostCategories, use: "one input a value")
        features.append((column, .oneHot(words)))
      }
    }
    return features
  }

  /// Errors: a column with numbers in some rows and other text, or nothing, in others.
  private func isNumeric(_ column: Int, of table: Table) throws(DataError) -> Bool {
    let rows = 0..<table.rowCount
    guard rows.contains(where: { table.number($0, column) != nil }) else {
      // "nan" everywhere is a wrong number rather than a word.
      if let row = rows.first(where: { table.text($0, column).lowercased() == "nan" }) {
        _ = try table.requireNumber(row, column)
      }
      return false
    }
    for row in rows { _ = try table.requireNumber(row, column) }
    return true
  }

  private func targetChoice(_ table: Table, _ column: Int) throws(DataError) -> TableSelection.Target {
    guard task == .classification else { return .number(column: column) }
    let known = try table.categories(
      of: column, most: Self.mostClasses,
      use: "classes; if it is a number to predict, write \"task: regression\"")
    for name in choice.classes where !known.contains(name) {
      throw DataError(
        "\(table.name):1:1: column \"\(target)\" has no class \"\(name)\"; "
          + "\(suggestion(for: name, among: known))"
      )
    }
    let names = choice.classes.isEmpty ? known : choice.classes
    guard Set(names).count == names.count else {
      throw DataError("\(table.name):1:1: a class is named twice in \"classes\"; leave one out.")
    }
    guard names.count > 1 else {
      throw DataError(
        "\(table.name):1:1: column \"\(target)\" has only the class \"\(names[0])\"; two are needed.")
    }
    return .classes(column: column, names: names)
  }

  private func keptRows(of table: Table, _ targetColumn: Int) -> [Int] {
    let rows = Array(0..<table.rowCount)
    guard !choice.classes.isEmpty else { return rows }
    return rows.filter { choice.classes.contains(table.text($0, targetColumn)) }
  }

  private func checkEveryClass(_ selection: TableSelection, _ training: Examples) throws(DataError) {
    let seen = Set(training.targets)
    for (number, name) in selection.classNames.enumerated() where !seen.contains(Float(number)) {
      throw DataError(
        "\(file): every row of the class \"\(name)\" is in the last 20 %, which are the test part; "
          + "shuffle the rows."
      )
    }
  }
}
