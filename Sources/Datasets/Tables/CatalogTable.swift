import Neural

/// How a table of the catalog becomes examples.
struct CatalogTable: Sendable {
  enum Cut: Sendable {
    /// So many rows of the file from the top, before any choice of classes.
    case rows(Int)
    /// This share of the kept rows, rounded down.
    case share(Double)
    /// This share of the rows of the first class only; all other rows test.
    case firstClass(Double)
  }

  let file: String
  let cut: Cut
  /// Positive columns of which the logarithm is taken when the option `log` is 1.
  var logarithms: [String] = []
  /// The class of rows whose label is empty when the option `all` is 1; otherwise such rows are left out.
  var unnamedClass: String?

  /// Errors: an unknown column or class.
  func parts(_ request: DataRequest) throws(DataError) -> DataParts {
    let entry = request.entry
    let table = try request.library.table(file)
    let target = try column(request.choice.target ?? entry.target, of: table, entry, key: "target")
    let classColumn = entry.columns[target].kind == .label ? target : table.column(named: entry.target)
    let rows = try keptRows(of: table, classColumn, request)
    let names =
      request.choice.features.isEmpty
      ? entry.features.filter { $0 != table.header[target] } : request.choice.features
    let selection = TableSelection(
      table: table, features: try features(names, of: table, request, target: target),
      target: try targetChoice(table, target, request), unnamedClass: unnamedClass,
      nameColumn: entry.columns.first { $0.kind == .text && $0.unit.isEmpty }.flatMap {
        table.column(named: $0.name)
      })
    let (training, test) = divide(rows, table, classColumn, request)
    return DataParts(
      training: try selection.examples(rows: training), test: try selection.examples(rows: test))
  }

  private func column(
    _ name: String, of table: Table, _ entry: DatasetEntry, key: String
  ) throws(DataError) -> Int {
    let usable = entry.columns.filter { $0.kind != .text }.map(\.name)
    if usable.contains(name), let column = table.column(named: name) { return column }
    let hint = suggestion(for: name, among: usable)
    throw DataError("The data set \"\(entry.name)\" has no column \"\(name)\" for \"\(key)\"; \(hint)")
  }

  private func features(
    _ names: [String], of table: Table, _ request: DataRequest, target: Int
  ) throws(DataError) -> [(column: Int, encoding: TableSelection.Encoding)] {
    var features: [(column: Int, encoding: TableSelection.Encoding)] = []
    for name in names {
      let column = try column(name, of: table, request.entry, key: "features")
      if column == target {
        throw DataError(
          "\"\(name)\" is the target of \"\(request.entry.name)\" and cannot be a feature too; leave it out.")
      }
      if features.contains(where: { $0.column == column }) {
        throw DataError("The feature \"\(name)\" is named twice; leave one out.")
      }
      features.append((column, try encoding(column, of: table, request)))
    }
    return features
  }

  private func encoding(
    _ column: Int, of table: Table, _ request: DataRequest
  ) throws(DataError) -> TableSelection.Encoding {
    guard request.entry.columns[column].kind == .number else {
      return .oneHot(
        try table.categories(of: column, most: TableSelection.mostCategories, use: "one input a value"))
    }
    return logarithms.contains(table.header[column]) && request.option("log") == 1 ? .logarithm : .number
  }

  private func targetChoice(
    _ table: Table, _ column: Int, _ request: DataRequest
  ) throws(DataError) -> TableSelection.Target {
    guard request.entry.columns[column].kind == .label else { return .number(column: column) }
    return .classes(column: column, names: try classes(of: table, column, request))
  }

  /// The chosen classes, else all of the column in the catalog's order.
  private func classes(of table: Table, _ column: Int, _ request: DataRequest) throws(DataError) -> [String] {
    var known = request.entry.classes
    if table.header[column] != request.entry.target {
      known = try table.categories(of: column, most: 256, use: "classes")
    }
    if let unnamedClass, request.option("all") == 1 { known.append(unnamedClass) }
    guard !request.choice.classes.isEmpty else { return known }
    return try request.chosenClasses(of: known)
  }

  private func keptRows(of table: Table, _ column: Int?, _ request: DataRequest) throws(DataError) -> [Int] {
    let rows = Array(0..<table.rowCount)
    guard let column, request.entry.columns[column].kind == .label else { return rows }
    let names = Set(try classes(of: table, column, request))
    return rows.filter { names.contains(word($0, column, table)) }
  }

  private func word(_ row: Int, _ column: Int, _ table: Table) -> String {
    let word = table.text(row, column)
    return word.isEmpty ? unnamedClass ?? "" : word
  }

  private func divide(
    _ rows: [Int], _ table: Table, _ classColumn: Int?, _ request: DataRequest
  ) -> (training: [Int], test: [Int]) {
    switch cut {
    case .rows(let count): return (rows.filter { $0 < count }, rows.filter { $0 >= count })
    case .share(let share):
      let training = Int(Double(rows.count) * share)
      return (Array(rows[..<training]), Array(rows[training...]))
    case .firstClass(let share):
      guard request.option("mixed") == 0, let classColumn else {
        let training = Int(Double(rows.count) * share)
        return (Array(rows[..<training]), Array(rows[training...]))
      }
      let usual = request.choice.classes.first ?? request.entry.classes[0]
      let first = rows.filter { table.text($0, classColumn) == usual }
      let training = Array(first.prefix(Int(Double(first.count) * share)))
      return (training, rows.filter { !training.contains($0) })
    }
  }
}

extension DataRequest {
  /// The classes of the choice.
  ///
  /// Errors: one that is not known, or named twice.
  func chosenClasses(of known: [String]) throws(DataError) -> [String] {
    for name in choice.classes where !known.contains(name) {
      throw DataError(
        "The data set \"\(entry.name)\" has no class \"\(name)\"; \(suggestion(for: name, among: known))")
    }
    guard Set(choice.classes).count == choice.classes.count else {
      throw DataError("A class of \"\(entry.name)\" is named twice in \"classes\"; leave one out.")
    }
    return choice.classes
  }
}
