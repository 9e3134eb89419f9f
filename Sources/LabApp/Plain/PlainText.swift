import Lessons
import TerminalUI

/// Lines to be printed one after the other: wrapped to a width, with control characters shown and never sent.
struct PlainText {
  /// Narrower than this is not tried: words would be broken everywhere.
  private static let least = 20

  let width: Int
  let glyphs: Capability.Glyphs
  private(set) var lines: [String] = []

  init(width: Int, glyphs: Capability.Glyphs) {
    self.width = min(max(width, Self.least), Paragraph.prose)
    self.glyphs = glyphs
  }

  /// A paragraph; `first` stands before its first line, its width in blanks before the others.
  mutating func say(_ text: String, first: String = "") {
    let words = [Words(text)]
    let rows = Paragraph.wrap(
      words, width: width, first: first.isEmpty ? [] : [Words(first)], at: glyphs)
    lines += rows.map(Self.text)
  }

  mutating func say(_ spans: [Span], first: String = "") { say(spans.map(\.text).joined(), first: first) }

  /// Lines whose blanks mean something; a terminal that is narrower breaks them itself.
  mutating func keep(_ rows: [String], indent: Int = 2) {
    for row in rows {
      lines.append(
        String(repeating: " ", count: indent) + Self.text(Paragraph.cells([Words(row)], at: glyphs)))
    }
  }

  /// An empty line, unless one stands there already.
  mutating func gap() {
    if let last = lines.last, !last.isEmpty { lines.append("") }
  }

  /// What was said since the last time.
  mutating func take() -> [String] {
    defer { lines = [] }
    return lines
  }

  private static func text(_ cells: [Cell]) -> String {
    var scalars = String.UnicodeScalarView()
    for cell in cells where cell.glyph != Cell.continuation.glyph { scalars.append(cell.glyph) }
    return String(scalars)
  }
}
