import Neural

/// Where a text of the catalog comes from, and how it is cut.
enum CatalogText: Sendable {
  /// Files of running text: the first 90 % of the characters train, the last 10 % test.
  case running([String])
  /// Words of a table's first column, each ended by a line end; so many rows of the file train.
  case words(file: String, trainingRows: Int)

  /// Errors: a file that is missing or wrong.
  func data(_ request: DataRequest) throws(DataError) -> TextData {
    switch self {
    case .running(let files):
      var bytes = try request.library.bytes(files[request.whole("play")])
      if request.whole("characters") > 0 { bytes = Array(bytes.prefix(request.whole("characters"))) }
      if request.option("simple") == 1 { bytes = simplified(bytes) }
      if request.option("lower") == 1 { bytes = bytes.map(lowered) }
      let cut = bytes.count * 9 / 10
      return TextData(training: Array(bytes[..<cut]), test: Array(bytes[cut...]))
    case .words(let file, let trainingRows):
      let table = try request.library.table(file)
      let wanted = request.whole("words")
      let kept = wanted > 0 ? min(wanted, trainingRows) : trainingRows
      let part = { (rows: Range<Int>) in rows.flatMap { table.text($0, 0).utf8.map(lowered) + [lineEnd] } }
      return TextData(training: part(0..<kept), test: part(trainingRows..<table.rowCount))
    }
  }

  /// Next-character examples: `window` characters in, the number of the following one out.
  func parts(_ request: DataRequest) throws(DataError) -> DataParts {
    let data = try data(request)
    let windows = CharacterWindows(request, data, staysInLine: isWords)
    return DataParts(
      training: try windows.examples(of: data.training), test: try windows.examples(of: data.test),
      columns: windows.shape.columns)
  }

  private var isWords: Bool {
    if case .words = self { true } else { false }
  }
}

private let lineEnd = UInt8(ascii: "\n")
private let space = UInt8(ascii: " ")

private func lowered(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
}

/// Lower-case letters, space, full stop, comma and line end only; all else becomes a space, and spaces in a
/// row one.
private func simplified(_ bytes: [UInt8]) -> [UInt8] {
  var result: [UInt8] = []
  for byte in bytes.map(lowered) {
    let isKept =
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: ",") || byte == lineEnd
    let next = isKept ? byte : space
    if next == space, result.last == space { continue }
    result.append(next)
  }
  return result
}

/// Cuts a text into windows and writes each as one-hot rows (window × alphabet) or as character numbers
/// (window × 1).
private struct CharacterWindows {
  /// The most numbers that one part's inputs may hold.
  static let mostInputs = 100_000_000

  let data: TextData
  let window: Int
  let stride: Int
  let isOneHot: Bool
  /// A window does not look back beyond the line; the places before its start hold line ends.
  let staysInLine: Bool

  init(_ request: DataRequest, _ data: TextData, staysInLine: Bool) {
    self.data = data
    self.staysInLine = staysInLine
    window = request.whole("window")
    stride = staysInLine ? 1 : request.whole("stride")
    isOneHot = request.option("one-hot") == 1
  }

  var shape: Shape { Shape(rows: window, columns: isOneHot ? data.alphabet.count : 1) }

  /// Errors: more inputs than are reasonable to hold.
  func examples(of text: [Int]) throws(DataError) -> Examples {
    let targets = Array(Swift.stride(from: staysInLine ? 0 : window, to: text.count, by: stride))
    guard targets.count * shape.count <= Self.mostInputs else {
      throw DataError(
        "\(targets.count) windows of \(shape) are more than fit into memory; choose a larger \"stride\" "
          + "or a smaller \"window\", or \"one-hot: 0\".")
    }
    var examples = Examples(
      inputShape: shape, inputs: [Float](repeating: 0, count: targets.count * shape.count),
      targets: targets.map { Float(text[$0]) }, problem: .classes(data.alphabet.count),
      featureNames: isOneHot ? data.names : ["character"], classNames: data.names,
      targetName: "next character")
    for (example, target) in targets.enumerated() {
      for (step, number) in characters(before: target, in: text).enumerated() {
        let row = (example * window + step) * shape.columns
        if isOneHot { examples.inputs[row + number] = 1 } else { examples.inputs[row] = Float(number) }
      }
    }
    return examples
  }

  private func characters(before target: Int, in text: [Int]) -> [Int] {
    guard staysInLine else { return Array(text[(target - window)..<target]) }
    // The line end is the smallest character of a word list, so its number is 0.
    let lineStart = text[..<target].lastIndex(of: 0).map { $0 + 1 } ?? 0
    let seen = text[max(lineStart, target - window)..<target]
    return [Int](repeating: 0, count: window - seen.count) + seen
  }
}
