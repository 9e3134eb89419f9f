import Datasets
import Experiments
import Neural

/// The pages of a lesson's body before the front matter is consulted.
struct DraftPage {
  /// A fenced block that says something to the lab: `set`, `panels`, `task NAME`…
  struct Fence {
    var word: String
    var argument: String
    var line: Int
    /// The lines between the fences; the first is line `line + 1` of the file.
    var lines: [String]
  }

  enum Part {
    case block(Block)
    case fence(Fence)
  }

  var title: String
  var line: Int
  var parts: [Part] = []

  var fences: [Fence] {
    parts.compactMap { part in
      if case .fence(let fence) = part { return fence }
      return nil
    }
  }
}

/// Reads the Markdown that lessons are written in: headings, paragraphs, lists, quotes, code and fenced blocks.
///
/// `## ` begins a page. Tables, rules and deeper headings than `###` are not part of it.
struct Markdown {
  static let words = ["set", "panels", "task", "quiz", "predict"]
  static let named: Set<String> = ["task", "quiz", "predict"]

  private let lines: ArraySlice<String>
  private let offset: Int
  private let findings: Findings
  private var index: Int
  private var pages: [DraftPage] = []

  /// Reads lines of which the first is line `firstLine` of the file.
  static func pages(_ lines: ArraySlice<String>, firstLine: Int, _ findings: Findings) -> [DraftPage] {
    var reader = Markdown(lines, firstLine, findings)
    while reader.index < lines.endIndex { reader.readBlock() }
    return reader.pages
  }

  private init(_ lines: ArraySlice<String>, _ firstLine: Int, _ findings: Findings) {
    self.lines = lines
    self.offset = firstLine - lines.startIndex
    self.findings = findings
    self.index = lines.startIndex
  }

  private var lineNumber: Int { index + offset }

  private mutating func readBlock() {
    let line = lines[index]
    let text = line.trimmed
    if text.isEmpty {
      index += 1
    } else if Self.fenceMark(text) != nil {
      readFence()
    } else if text.hasPrefix("#"), Self.headingLevel(text) != nil {
      readHeading(text)
    } else if text.hasPrefix("<!--") {
      skipComment()
    } else if let problem = Self.unsupported(text) {
      findings.add(lineNumber, problem)
      index += 1
    } else if Self.item(text) != nil {
      readList()
    } else if text.hasPrefix(">") {
      readQuote()
    } else if line.hasPrefix("    ") || line.hasPrefix("\t") {
      readIndentedCode()
    } else {
      readParagraph()
    }
  }

  private mutating func add(_ part: DraftPage.Part, at line: Int) {
    guard !pages.isEmpty else {
      findings.add(line, "this stands before the first page; begin a page with a heading \"## Title\"")
      pages.append(DraftPage(title: "", line: line))
      return
    }
    pages[pages.count - 1].parts.append(part)
  }
}

/// Blocks that a line begins.
extension Markdown {
  private static func headingLevel(_ text: String) -> Int? {
    let level = text.prefix { $0 == "#" }.count
    return text.dropFirst(level).first.map(\.isWhitespace) ?? true ? level : nil
  }

  private mutating func readHeading(_ text: String) {
    let level = Self.headingLevel(text) ?? 1
    let title = Inline.spans(text.dropFirst(level).trimmed).map(\.text).joined()
    defer { index += 1 }
    if title.isEmpty { return findings.add(lineNumber, "this heading is empty; give it a title") }
    switch level {
    case 1:
      findings.add(lineNumber, "a page begins with \"## \"; the lesson's title stands in the front matter")
    case 2: pages.append(DraftPage(title: title, line: lineNumber))
    case 3: add(.block(.heading(title)), at: lineNumber)
    default: findings.add(lineNumber, "headings go no deeper than \"### \"")
    }
  }

  private mutating func skipComment() {
    let start = lineNumber
    while index < lines.endIndex {
      index += 1
      if lines[index - 1].contains("-->") { return }
    }
    findings.add(start, "this comment is never closed; end it with \"-->\"")
  }

  private static func unsupported(_ text: String) -> String? {
    if text.hasPrefix("|") { return "tables are not shown; write the columns into a fenced block" }
    let isRule = text.count >= 3 && (text.allSatisfy { $0 == "-" } || text.allSatisfy { $0 == "=" })
    return isRule ? "a line of \(text.prefix(1)) has no meaning here; delete it" : nil
  }

  /// The text and number of a list item; the number is nil for a bullet.
  private static func item(_ text: String) -> (number: Int?, text: String)? {
    if let bullet = text.first, "-*+".contains(bullet), text.dropFirst().first?.isWhitespace == true {
      return (nil, text.dropFirst().trimmed)
    }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard (1...4).contains(digits.count), let number = Int(digits),
      let mark = text.dropFirst(digits.count).first,
      mark == "." || mark == ")", text.dropFirst(digits.count + 1).first?.isWhitespace == true
    else { return nil }
    return (number, text.dropFirst(digits.count + 1).trimmed)
  }

  private func beginsBlock(_ text: String) -> Bool {
    text.isEmpty || Self.fenceMark(text) != nil || (text.hasPrefix("#") && Self.headingLevel(text) != nil)
      || Self.item(text) != nil || text.hasPrefix(">") || text.hasPrefix("<!--")
      || Self.unsupported(text) != nil
  }

  private mutating func readParagraph() {
    let start = lineNumber
    var words = [lines[index].trimmed]
    index += 1
    words += continuation()
    add(.block(.paragraph(Inline.spans(words.joined(separator: " ")))), at: start)
  }

  /// The lines that go on with what was begun.
  private mutating func continuation() -> [String] {
    var words: [String] = []
    while index < lines.endIndex, !beginsBlock(lines[index].trimmed) {
      words.append(lines[index].trimmed)
      index += 1
    }
    return words
  }

  private mutating func readList() {
    let start = lineNumber
    let first = Self.item(lines[index].trimmed)?.number
    var items: [[Span]] = []
    while index < lines.endIndex {
      let text = lines[index].trimmed
      if text.isEmpty, nextItem(isNumbered: first != nil) {
        index += 1
        continue
      }
      guard let item = Self.item(text), (item.number == nil) == (first == nil) else { break }
      index += 1
      let words = [item.text] + continuation()
      items.append(Inline.spans(words.joined(separator: " ")))
    }
    add(.block(.list(items, first: first)), at: start)
  }

  /// True if the next line with text goes on with the list.
  private func nextItem(isNumbered: Bool) -> Bool {
    guard let next = lines[index...].first(where: { !$0.trimmed.isEmpty }), let item = Self.item(next.trimmed)
    else { return false }
    return (item.number != nil) == isNumbered
  }

  private mutating func readQuote() {
    let start = lineNumber
    var words: [String] = []
    while index < lines.endIndex, lines[index].trimmed.hasPrefix(">") {
      words.append(lines[index].trimmed.dropFirst().trimmed)
      index += 1
    }
    add(.block(.quote(Inline.spans(words.filter { !$0.isEmpty }.joined(separator: " ")))), at: start)
  }

  private mutating func readIndentedCode() {
    let start = lineNumber
    var code: [String] = []
    while index < lines.endIndex, lines[index].hasPrefix("    ") || lines[index].hasPrefix("\t") {
      code.append(String(lines[index].dropFirst(lines[index].hasPrefix("\t") ? 1 : 4)).visible)
      index += 1
    }
    add(.block(.code(code)), at: start)
  }
}

/// Fenced blocks.
extension Markdown {
  static func fenceMark(_ text: String) -> (mark: Character, count: Int)? {
    guard let mark = text.first, mark == "`" || mark == "~" else { return nil }
    let count = text.prefix { $0 == mark }.count
    guard count >= 3, !text.dropFirst(count).contains("`") else { return nil }
    return (mark, count)
  }

  private mutating func readFence() {
    let start = lineNumber
    let opening = lines[index].trimmed
    guard let fence = Self.fenceMark(opening) else { return }
    index += 1
    var content: [String] = []
    while index < lines.endIndex {
      let text = lines[index].trimmed
      index += 1
      if let end = Self.fenceMark(text), end.mark == fence.mark, end.count >= fence.count,
        text.count == end.count
      {
        return addFence(opening.dropFirst(fence.count).trimmed, content, at: start)
      }
      content.append(lines[index - 1])
    }
    findings.add(start, "this fenced block is never closed; end it with a line of ```")
  }

  private mutating func addFence(_ info: String, _ content: [String], at line: Int) {
    let words = info.split(whereSeparator: \.isWhitespace).map { $0.visible }
    guard let word = words.first, word != "text" else {
      return add(.block(.code(content.map(\.visible))), at: line)
    }
    guard Self.words.contains(word) else {
      let near = Spelling.nearest(to: word, among: Self.words).map { "; did you mean \"\($0)\"?" }
      let known = "; known are set, panels, task NAME, quiz NAME and predict NAME, and no word for plain text"
      return findings.add(line, "there is no fenced block \"\(word)\"\(near ?? known)")
    }
    let count = Self.named.contains(word) ? 2 : 1
    guard words.count == count else {
      let form = count == 2 ? "\"\(word) NAME\"" : "\"\(word)\" alone"
      return findings.add(line, "this fenced block has to begin with \(form)")
    }
    let argument = count == 2 ? words[1] : ""
    add(.fence(DraftPage.Fence(word: word, argument: argument, line: line, lines: content)), at: line)
  }
}
