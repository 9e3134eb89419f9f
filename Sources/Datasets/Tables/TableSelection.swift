import Foundation
import Neural

/// Chosen columns and rows of a table, on their way to examples.
struct TableSelection {
  enum Encoding: Sendable {
    case number
    /// The decimal logarithm, for positive columns that span powers of ten.
    case logarithm
    /// One input a category, 1 for the row's own.
    case oneHot([String])
  }

  enum Target: Sendable {
    case number(column: Int)
    case classes(column: Int, names: [String])
  }

  var table: Table
  var features: [(column: Int, encoding: Encoding)]
  var target: Target
  /// The class of rows whose label is empty.
  var unnamedClass: String?
  /// The column of the rows' own names, such as those of countries.
  var nameColumn: Int?

  /// The most categories that a one-hot input may have.
  static let mostCategories = 64

  /// Errors: a field that is not a number where one is needed.
  func examples(rows: [Int]) throws(DataError) -> Examples {
    var examples = Examples(
      inputShape: .vector(featureNames.count), inputs: [], targets: [], problem: problem,
      featureNames: featureNames,
      classNames: classNames, targetName: targetName)
    examples.inputs.reserveCapacity(rows.count * featureNames.count)
    examples.targets.reserveCapacity(rows.count)
    let numbers = Dictionary(uniqueKeysWithValues: zip(classNames, (0...).lazy.map { Float($0) }))
    for row in rows {
      for feature in features { try append(feature, row, to: &examples.inputs) }
      examples.targets.append(try targetValue(row, classNumbers: numbers))
      if let nameColumn { examples.names.append(table.text(row, nameColumn)) }
    }
    return examples
  }

  var classNames: [String] {
    if case .classes(_, let names) = target { names } else { [] }
  }

  private var problem: Problem {
    if case .classes(_, let names) = target {
      names.count == 2 ? .binary : .classes(names.count)
    } else {
      .regression
    }
  }

  private var targetName: String {
    switch target {
    case .number(let column), .classes(let column, _): table.header[column]
    }
  }

  private var featureNames: [String] {
    features.flatMap { feature in
      let name = table.header[feature.column]
      switch feature.encoding {
      case .number: return [name]
      case .logarithm: return ["log10 \(name)"]
      case .oneHot(let categories): return categories.map { "\(name)=\($0)" }
      }
    }
  }

  private func append(
    _ feature: (column: Int, encoding: Encoding), _ row: Int, to inputs: inout [Float]
  ) throws(DataError) {
    switch feature.encoding {
    case .number: inputs.append(Float(try table.requireNumber(row, feature.column)))
    case .logarithm: inputs.append(Float(log10(try table.requireNumber(row, feature.column))))
    case .oneHot(let categories):
      let word = table.text(row, feature.column)
      for category in categories { inputs.append(category == word ? 1 : 0) }
    }
  }

  private func targetValue(_ row: Int, classNumbers: [String: Float]) throws(DataError) -> Float {
    switch target {
    case .number(let column): return Float(try table.requireNumber(row, column))
    case .classes(let column, _):
      let word = table.text(row, column)
      let name = word.isEmpty ? unnamedClass ?? "" : word
      guard let number = classNumbers[name] else {
        throw table.error(row, column, "\"\(name)\" is none of the classes asked for.")
      }
      return number
    }
  }
}

extension Table {
  /// The different words of a column: by value if all are numbers, else by alphabet.
  ///
  /// Errors: an empty field; more than `most` words.
  func categories(of column: Int, most: Int, use: String) throws(DataError) -> [String] {
    var words: Set<String> = []
    for row in 0..<rowCount {
      let word = text(row, column)
      if word.isEmpty {
        throw error(
          row, column, "the field of column \"\(header[column])\" is empty; fill it in or drop the row.")
      }
      if words.insert(word).inserted, words.count > most {
        throw error(
          row, column,
          "column \"\(header[column])\" has more than \(most) different values up to here, "
            + "too many for \(use)."
        )
      }
    }
    let numbers = words.compactMap { Double($0) }
    return numbers.count == words.count
      ? words.sorted { (Double($0) ?? 0, $0) < (Double($1) ?? 0, $1) } : words.sorted()
  }
}
