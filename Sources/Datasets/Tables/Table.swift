/// A parsed CSV file: the bytes, and where each field lies in them.
///
/// Fields are turned into text or numbers only when asked for, and their place (line and column) is found
/// only for an error, so a large table costs little more than its bytes.
struct Table: Sendable {
  /// Bytes `start..<end` of the file, quotes not included.
  struct Field: Sendable {
    let start: UInt32
    let end: UInt32
    let isQuoted: Bool
  }

  /// As the table is called in sentences.
  let name: String
  let bytes: [UInt8]
  let header: [String]
  /// Row after row, `header.count` a row, without the header.
  let fields: [Field]

  var rowCount: Int { fields.count / header.count }

  func column(named name: String) -> Int? { header.firstIndex(of: name) }

  /// The field without quotes, doubled quotes made single, control characters made visible.
  func text(_ row: Int, _ column: Int) -> String { unquoted(row, column).visible }

  /// The same as it stands in the file.
  func unquoted(_ row: Int, _ column: Int) -> String {
    let field = fields[row * header.count + column]
    let raw = bytes[Int(field.start)..<Int(field.end)]
    guard field.isQuoted, raw.contains(UInt8(ascii: "\"")) else {
      return String(decoding: raw, as: UTF8.self)
    }
    return String(decoding: raw, as: UTF8.self).split(separator: "\"\"", omittingEmptySubsequences: false)
      .joined(separator: "\"")
  }

  /// The field as a number; nil where it is none. Not a number, infinity and hexadecimal forms are none.
  func number(_ row: Int, _ column: Int) -> Double? {
    let field = fields[row * header.count + column]
    return decimalNumber(in: bytes, from: Int(field.start), to: Int(field.end))
  }

  /// The field as a finite number.
  ///
  /// Errors: one sentence with the place and what stands there instead.
  func requireNumber(_ row: Int, _ column: Int) throws(DataError) -> Double {
    if let number = number(row, column) { return number }
    throw error(row, column, notANumber(text(row, column), column: header[column]))
  }

  /// A sentence about a field, beginning with `file:line:column`.
  func error(_ row: Int, _ column: Int, _ sentence: String) -> DataError {
    let field = fields[row * header.count + column]
    let start = Int(field.start) - (field.isQuoted ? 1 : 0)
    return DataError("\(place(of: start, in: bytes, file: name)): \(sentence)")
  }

  private func notANumber(_ text: String, column: String) -> String {
    if text.isEmpty { return "the field of column \"\(column)\" is empty; fill it in or drop the row." }
    let shown = text.count > 30 ? text.prefix(30) + "…" : text[...]
    let word = text.lowercased().drop { $0 == "+" || $0 == "-" }
    if ["nan", "inf", "infinity"].contains(word) {
      return "\"\(shown)\" in column \"\(column)\" is not a finite number; replace it or drop the row."
    }
    if Double(text)?.isFinite == false || (Double(text).map { Float($0).isInfinite } ?? false) {
      return "\"\(shown)\" in column \"\(column)\" is too large to compute with; use a larger unit."
    }
    return
      "\"\(shown)\" in column \"\(column)\" is not a number; mend it or leave the column out of \"features\"."
  }
}

/// `file:line:column` of a byte, line and column counted from 1, the column in characters.
func place(of offset: Int, in bytes: [UInt8], file: String) -> String {
  let before = bytes[..<min(offset, bytes.count)]
  let line = before.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
  let lineStart = (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
  let isMarked = lineStart == 0 && before.starts(with: [0xEF, 0xBB, 0xBF])
  let column = before[lineStart...].reduce(1) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } - (isMarked ? 1 : 0)
  return "\(file):\(line):\(column)"
}
