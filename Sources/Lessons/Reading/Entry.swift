import Yams

/// A piece of a YAML text with the line on which it begins.
struct Entry {
  enum Value {
    /// A number, a word or a sentence, as written.
    case text(String)
    case list([Entry])
    case mapping([Pair])
    /// Nothing stands after the colon.
    case nothing
  }

  struct Pair {
    var key: String
    var line: Int
    var entry: Entry
  }

  var line: Int
  var value: Value

  /// What it is, for sentences.
  var kind: String {
    switch value {
    case .text: "a text"
    case .list: "a list"
    case .mapping: "a mapping"
    case .nothing: "nothing"
    }
  }

  var text: String? {
    if case .text(let text) = value { return text }
    return nil
  }

  /// Reads YAML lines of which the first is line `firstLine` of its file; nil after a problem was reported.
  ///
  /// Anchors and aliases are refused: a few lines of them can stand for more text than fits into memory.
  static func read(_ lines: ArraySlice<String>, firstLine: Int, _ findings: Findings) -> Entry? {
    guard EntryReader.isHarmless(lines, firstLine: firstLine, findings) else { return nil }
    var reader = EntryReader(offset: firstLine - 1, findings: findings)
    do {
      let text = lines.joined(separator: "\n") + "\n"
      let root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
      return root.flatMap { reader.entry($0, depth: 0) } ?? Entry(line: firstLine, value: .nothing)
    } catch let error as YamlError {
      reader.report(error, lastLine: firstLine + max(0, lines.count - 1))
    } catch {
      findings.add(firstLine, "this YAML cannot be read: \(error)")
    }
    return nil
  }
}

/// Turns the nodes of the YAML library into entries, within limits.
private struct EntryReader {
  static let depthLimit = 12
  static let countLimit = 20_000

  var offset: Int
  var findings: Findings
  var count = 0

  /// Reports what must not even reach the parser.
  static func isHarmless(_ lines: ArraySlice<String>, firstLine: Int, _ findings: Findings) -> Bool {
    var isHarmless = true
    for (index, line) in lines.enumerated() {
      if let control = line.unicodeScalars.first(where: isRefused) {
        let code = String(control.value, radix: 16)
        findings.add(firstLine + index, "a control character (code \(code) hex) stands here; delete it")
        isHarmless = false
      }
      if hasAnchor(line) {
        findings.add(
          firstLine + index,
          "anchors (&name) are not used here; write the value out, or a space after the & of a text")
        isHarmless = false
      }
    }
    return isHarmless
  }

  /// Control characters, and the three line ends of YAML (NEL, LS, PS) that end no line of a text file: they would
  /// shift the line numbers of everything behind them.
  private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09: false
    case ..<0x20, 0x7F, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// True where a word begins with `&`.
  private static func hasAnchor(_ line: String) -> Bool {
    let bytes = Array(line.utf8)
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "&") {
      let before = index == 0 ? UInt8(ascii: " ") : bytes[index - 1]
      let after = index + 1 < bytes.count ? bytes[index + 1] : UInt8(ascii: " ")
      if " \t[{,".utf8.contains(before), !" \t".utf8.contains(after) { return true }
    }
    return false
  }

  mutating func entry(_ node: Node, depth: Int) -> Entry? {
    let line = (node.mark?.line ?? 1) + offset
    count += 1
    guard depth <= Self.depthLimit, count <= Self.countLimit else {
      findings.add(line, "this is nested too deeply or too long; a lesson needs at most 12 levels")
      return nil
    }
    switch node {
    case .scalar(let scalar):
      let isEmpty = scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
      return Entry(line: line, value: isEmpty ? .nothing : .text(scalar.string))
    case .sequence(let sequence):
      return Entry(line: line, value: .list(sequence.compactMap { entry($0, depth: depth + 1) }))
    case .mapping(let mapping):
      return Entry(line: line, value: .mapping(pairs(mapping, depth: depth)))
    case .alias:
      findings.add(line, "aliases (*name) are not used here; write the value out")
      return nil
    }
  }

  private mutating func pairs(_ mapping: Node.Mapping, depth: Int) -> [Entry.Pair] {
    var pairs: [Entry.Pair] = []
    for (key, value) in mapping {
      let line = (key.mark?.line ?? 1) + offset
      guard let scalar = key.scalar else {
        findings.add(line, "a key has to be a plain name")
        continue
      }
      guard var entry = entry(value, depth: depth + 1) else { continue }
      if case .nothing = entry.value { entry.line = line }
      pairs.append(Entry.Pair(key: scalar.string, line: line, entry: entry))
    }
    return pairs
  }

  /// A sentence for a text that is not YAML.
  func report(_ error: YamlError, lastLine: Int) {
    func line(_ mark: Mark) -> Int { min(mark.line + offset, lastLine) }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      findings.add(line(mark), "this is not YAML: \(problem)\(Self.advice(problem))")
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.map { "\"\($0)\"" }.joined(separator: ", ")
      findings.add(line(context.mark), "\(names) stands twice in one mapping; keep one of them")
    case .reader(let problem, _, _, _):
      findings.add(offset + 1, "this is not YAML: \(problem)")
    default:
      findings.add(offset + 1, "this YAML cannot be read; shorten it")
    }
  }

  private static func advice(_ problem: String) -> String {
    let isTextLike = ["mapping values", "alias", "alphabetic", "cannot start any token"]
    let isLayout = ["expected", "indentation", "tab"]
    if problem.contains("end of stream") { return "; a quotation mark or a bracket is never closed" }
    if isTextLike.contains(where: problem.contains) {
      return "; put a text that begins with *, &, @, ` or % or contains \": \" in quotation marks"
    }
    return isLayout.contains(where: problem.contains)
      ? "; look for a missing bracket, a missing quotation mark or a wrong indentation" : ""
  }
}
