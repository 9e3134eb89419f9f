import Neural

/// How a table in time order becomes windows: `window` rows of the features, then the target `horizon` rows
/// later.
///
/// An example belongs to the part in which its *target* row lies, so the first test windows look back into
/// the training years, as a forecaster would.
struct CatalogSeries: Sendable {
  let file: String
  let trainingRows: Int
  /// With the option of that name, the target is whether it exceeds 0: the names of no and yes.
  var threshold: (option: String, column: String, classes: [String])?

  /// Errors: an unknown column.
  func parts(_ request: DataRequest) throws(DataError) -> DataParts {
    let table = try request.library.table(file)
    let names = request.choice.features.isEmpty ? request.entry.features : request.choice.features
    var columns: [[Double]] = []
    for name in names { columns.append(try values(name, of: table, request)) }
    guard Set(names).count == names.count else { throw DataError("A feature is named twice; leave one out.") }
    let target = try targetValues(of: table, request)
    let windows = Windows(request, columns: columns, names: names, target: target)
    let cut = trainingRows
    return DataParts(
      training: windows.examples(targets: 0..<cut), test: windows.examples(targets: cut..<table.rowCount),
      columns: names.count)
  }

  private func values(_ name: String, of table: Table, _ request: DataRequest) throws(DataError) -> [Double] {
    let usable = request.entry.columns.filter { $0.kind == .number }.map(\.name)
    guard usable.contains(name), let column = table.column(named: name) else {
      throw DataError(
        "The data set \"\(request.entry.name)\" has no column \"\(name)\"; "
          + "\(suggestion(for: name, among: usable))"
      )
    }
    var values: [Double] = []
    for row in 0..<table.rowCount { values.append(try table.requireNumber(row, column)) }
    return values
  }

  private func targetValues(of table: Table, _ request: DataRequest) throws(DataError) -> SeriesTarget {
    if let threshold, request.option(threshold.option) == 1 {
      guard request.choice.target == nil else {
        throw DataError("\"\(threshold.option)\" is itself what is predicted; leave \"target\" out.")
      }
      let values = try values(threshold.column, of: table, request).map { $0 > 0 ? 1.0 : 0 }
      return SeriesTarget(name: threshold.option, values: values, classes: threshold.classes)
    }
    let name = request.choice.target ?? request.entry.target
    return SeriesTarget(name: name, values: try values(name, of: table, request), classes: [])
  }
}

/// What a series predicts, row by row.
struct SeriesTarget {
  var name: String
  var values: [Double]
  /// Empty for a number.
  var classes: [String]
}

/// Overlapping pieces of a series, one a row that can be predicted.
private struct Windows {
  let window: Int
  let horizon: Int
  let takesChanges: Bool
  let columns: [[Double]]
  let names: [String]
  let target: SeriesTarget

  init(_ request: DataRequest, columns: [[Double]], names: [String], target: SeriesTarget) {
    window = request.whole("window")
    horizon = request.whole("horizon")
    takesChanges = request.option("changes") == 1
    self.columns = columns
    self.names = names
    self.target = target
  }

  /// The examples whose target row lies in the range.
  func examples(targets range: Range<Int>) -> Examples {
    let shape = Shape(rows: window, columns: columns.count)
    var examples = Examples(
      inputShape: shape, inputs: [], targets: [], problem: target.classes.isEmpty ? .regression : .binary,
      featureNames: names, classNames: target.classes, targetName: target.name)
    // The first change is that from row 0 to row 1.
    let first = takesChanges ? 1 : 0
    for row in range where row - horizon - window + 1 >= first {
      for step in (row - horizon - window + 1)...(row - horizon) {
        for column in columns { examples.inputs.append(Float(value(column, step))) }
      }
      examples.targets.append(Float(target.classes.isEmpty ? value(target.values, row) : target.values[row]))
    }
    return examples
  }

  private func value(_ column: [Double], _ row: Int) -> Double {
    takesChanges ? column[row] - column[row - 1] : column[row]
  }
}
