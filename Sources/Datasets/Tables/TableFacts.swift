/// What a person's own table holds, before anything is chosen from it.
public struct TableFacts: Sendable, Hashable {
  public struct Column: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
      /// Numbers in every row; how many different ones, counted up to 257.
      case numbers(different: Int, areWhole: Bool)
      /// Words; how many different ones, counted up to 257.
      case words(different: Int)
      /// Numbers in some rows and something else in others; the sentence says where first.
      case mixed(String)
    }

    public var name: String
    public var kind: Kind
  }

  public var rowCount: Int
  public var columns: [Column]

  public func column(named name: String) -> Column? { columns.first { $0.name == name } }

  /// A proposal, to be shown as one: the last column named as targets usually are, else the last usable one.
  public var proposedTarget: String? {
    let usual = ["target", "label", "class", "y", "species", "outcome", "output"]
    let usable = columns.filter(\.isUsable)
    return (usable.last { usual.contains($0.name.lowercased()) } ?? usable.last)?.name
  }

  /// `classification` for words and for up to ten different whole numbers, else `regression`.
  public func proposedTask(for target: String) -> String {
    switch column(named: target)?.kind {
    case .words: "classification"
    case .numbers(let different, areWhole: true) where different <= 10: "classification"
    default: "regression"
    }
  }
}

extension TableFacts.Column {
  /// Whether it can be an input or a target.
  public var isUsable: Bool {
    switch kind {
    case .numbers: true
    case .words(let different): different <= 256
    case .mixed: false
    }
  }

  /// Whether it can be an input: words become one input each.
  public var isInput: Bool {
    if case .words(let different) = kind { return different <= TableSelection.mostCategories }
    return isUsable
  }

  /// Such as `numbers` or `3 words`.
  public var words: String {
    switch kind {
    case .numbers(let different, let areWhole):
      areWhole && different <= 10 ? "\(different) whole numbers" : "numbers"
    case .words(let different):
      different > 256 ? "more than 256 words" : different == 1 ? "1 word" : "\(different) words"
    case .mixed: "numbers and other text"
    }
  }
}

extension DataLibrary {
  /// What a person's own table holds.
  ///
  /// Errors: one sentence with `file:line:column`, as for `splits`.
  public func facts(ofTable path: String) throws(DataError) -> TableFacts {
    let table = try ownTable(at: path)
    let columns = table.header.indices.map { column in
      TableFacts.Column(name: table.header[column], kind: table.kind(of: column))
    }
    return TableFacts(rowCount: table.rowCount, columns: columns)
  }
}

extension Table {
  fileprivate func kind(of column: Int) -> TableFacts.Column.Kind {
    let most = 257
    var different: Set<String> = []
    var areWhole = true
    var numberCount = 0
    var firstOther: Int?
    for row in 0..<rowCount {
      if let number = number(row, column) {
        numberCount += 1
        areWhole = areWhole && number == number.rounded()
      } else if firstOther == nil {
        firstOther = row
      }
      if different.count < most { different.insert(text(row, column)) }
    }
    guard let firstOther else { return .numbers(different: different.count, areWhole: areWhole) }
    if numberCount == 0, !text(firstOther, column).isEmpty { return .words(different: different.count) }
    do throws(DataError) {
      _ = try requireNumber(firstOther, column)
      return .words(different: different.count)
    } catch {
      return .mixed(error.description)
    }
  }
}
