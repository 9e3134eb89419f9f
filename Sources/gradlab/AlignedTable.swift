/// Rows of cells under each other, for people.
enum AlignedTable {
  /// - Parameter right: the columns that are aligned at their right end; the last column is not padded at its right.
  static func text(_ rows: [[String]], right: Set<Int>) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, text in
        let blank = String(repeating: " ", count: widths[column] - text.count)
        if right.contains(column) { return blank + text }
        return column == row.count - 1 ? text : text + blank
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}
