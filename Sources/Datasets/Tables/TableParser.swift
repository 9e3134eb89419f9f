/// Reads comma-separated values as RFC 4180 describes them, on bytes.
///
/// Accepted: UTF-8 with or without byte order mark, LF or CRLF, quoted fields with commas, line ends and
/// doubled quotes, spaces around unquoted fields (dropped), empty lines at the end. All else is refused with
/// its place.
struct TableParser {
  static let mostRows = 1_000_000
  static let mostFields = 20_000_000

  private let bytes: [UInt8]
  private let name: String
  private let mostRows: Int
  private var position = 0
  private var fields: [Table.Field] = []

  init(bytes: [UInt8], name: String, mostRows: Int = TableParser.mostRows) {
    self.bytes = bytes
    self.name = name
    self.mostRows = mostRows
  }

  /// Errors: one sentence with `file:line:column`.
  consuming func parse() throws(DataError) -> Table {
    try checkEncoding()
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    guard !isAtEnd else {
      throw DataError("\(name):1:1: the file is empty; write a header row and rows below it.")
    }
    let header = try readHeader()
    fields.reserveCapacity(min(Self.mostFields, (bytes.count - position) / 4))
    while !isAtEnd { try readRow(width: header.count) }
    guard !fields.isEmpty else {
      throw fail(at: bytes.count, "the file ends after the header; write at least one row below it.")
    }
    return Table(name: name, bytes: bytes, header: header, fields: fields)
  }

  private var isAtEnd: Bool {
    bytes[position...].allSatisfy { $0 == Byte.lineFeed || $0 == Byte.carriageReturn }
  }

  private func checkEncoding() throws(DataError) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw DataError("\(name):1:1: the file is UTF-16; save it as UTF-8.")
    }
    if let zero = bytes.firstIndex(of: 0) {
      throw fail(at: zero, "a zero byte; this is not a text file, save the table as CSV.")
    }
    if let wrong = firstInvalidByte(of: bytes) {
      throw fail(at: wrong, "not UTF-8 text; save the file as UTF-8.")
    }
  }

  private mutating func readHeader() throws(DataError) -> [String] {
    let start = position
    let width = try readFields()
    let row = Table(name: name, bytes: bytes, header: [String](repeating: "", count: width), fields: fields)
    let names = (0..<width).map { row.unquoted(0, $0) }
    fields.removeAll(keepingCapacity: true)
    for (index, title) in names.enumerated() {
      if title.isEmpty {
        throw row.error(0, index, "column \(index + 1) has no name; the first row names the columns.")
      }
      if let other = names[..<index].firstIndex(of: title) {
        throw row.error(
          0, index,
          "the name \"\(title)\" stands over columns \(other + 1) and \(index + 1); name them apart.")
      }
    }
    if width == 1, let sign = [";", "\t", "|"].first(where: { names[0].contains($0) }) {
      let called = sign == ";" ? "semicolons" : sign == "\t" ? "tabs" : "bars"
      throw fail(at: start, "the columns are separated by \(called); save the file with commas.")
    }
    if (0..<width).allSatisfy({ row.number(0, $0) != nil }) {
      throw fail(
        at: start, "the first row holds only numbers; put a row with the names of the columns above it.")
    }
    return names.map(\.visible)
  }

  private mutating func readRow(width: Int) throws(DataError) {
    let start = position
    if bytes[position] == Byte.lineFeed || bytes[position] == Byte.carriageReturn {
      throw fail(at: start, "an empty line between rows; remove it.")
    }
    let found = try readFields()
    guard found == width else {
      let have = found == 1 ? "1 field" : "\(found) fields"
      throw fail(at: start, "the row has \(have) but the header names \(width); mend the row.")
    }
    guard fields.count / width <= mostRows, fields.count <= Self.mostFields else {
      let limit = fields.count / width > mostRows ? "\(mostRows) rows" : "\(Self.mostFields) fields"
      throw fail(at: start, "the table has more than \(limit); keep fewer rows or columns.")
    }
  }

  /// Reads one record and its line end; returns its number of fields.
  private mutating func readFields() throws(DataError) -> Int {
    var count = 0
    while true {
      skipBlanks()
      let isQuoted = position < bytes.count && bytes[position] == Byte.quote
      fields.append(isQuoted ? try quotedField() : try plainField())
      count += 1
      guard position < bytes.count else { return count }
      let separator = bytes[position]
      position += 1
      if separator == Byte.comma { continue }
      if separator == Byte.carriageReturn { position = min(position + 1, bytes.count) }
      return count
    }
  }

  /// Leaves `position` at the comma, the line end or the end of the file.
  private mutating func plainField() throws(DataError) -> Table.Field {
    let start = position
    while position < bytes.count, bytes[position] != Byte.comma, try !isLineEnd() {
      if bytes[position] == Byte.quote {
        throw fail(
          at: position, "a quote inside an unquoted field; quote the whole field and double the inner quote.")
      }
      position += 1
    }
    var end = position
    while end > start, Byte.isBlank(bytes[end - 1]) { end -= 1 }
    return Table.Field(start: UInt32(start), end: UInt32(end), isQuoted: false)
  }

  private mutating func quotedField() throws(DataError) -> Table.Field {
    let opening = position
    position += 1
    while position < bytes.count {
      guard bytes[position] == Byte.quote else {
        position += 1
        continue
      }
      if position + 1 < bytes.count, bytes[position + 1] == Byte.quote {
        position += 2
        continue
      }
      let field = Table.Field(start: UInt32(opening + 1), end: UInt32(position), isQuoted: true)
      position += 1
      skipBlanks()
      if position < bytes.count, bytes[position] != Byte.comma, try !isLineEnd() {
        throw fail(at: position, "text after a closing quote; double the quotes that belong to the text.")
      }
      return field
    }
    throw fail(at: opening, "the quote that opens here is never closed; add the closing quote.")
  }

  private mutating func skipBlanks() {
    while position < bytes.count, Byte.isBlank(bytes[position]) { position += 1 }
  }

  /// Errors: a carriage return without a line feed.
  private func isLineEnd() throws(DataError) -> Bool {
    if bytes[position] == Byte.lineFeed { return true }
    guard bytes[position] == Byte.carriageReturn else { return false }
    guard position + 1 == bytes.count || bytes[position + 1] == Byte.lineFeed else {
      throw fail(
        at: position, "a carriage return without a line feed; save the file with ordinary line ends.")
    }
    return true
  }

  private func fail(at offset: Int, _ sentence: String) -> DataError {
    DataError("\(place(of: offset, in: bytes, file: name)): \(sentence)")
  }
}

private enum Byte {
  static let comma = UInt8(ascii: ",")
  static let quote = UInt8(ascii: "\"")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}

/// Where the bytes stop being UTF-8; nil if they never do.
private func firstInvalidByte(of bytes: [UInt8]) -> Int? {
  guard let highest = bytes.max(), highest >= 0x80, String(validating: bytes, as: UTF8.self) == nil else {
    return nil
  }
  var decoder = Unicode.UTF8.ForwardParser()
  var iterator = bytes.makeIterator()
  var offset = 0
  while true {
    switch decoder.parseScalar(from: &iterator) {
    case .valid(let scalar): offset += scalar.count
    case .emptyInput: return nil
    case .error: return offset
    }
  }
}
