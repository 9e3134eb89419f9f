import TerminalUI

/// A line in which something is typed.
struct Prompt: Sendable, Hashable {
  enum Purpose: Sendable, Hashable {
    /// The value of the marked line.
    case value
    /// The path of a person's own table.
    case table
    /// The path under which the experiment is saved.
    case saving
  }

  var purpose: Purpose
  /// What stands before the text.
  var question: String
  var text = ""
  /// Said beside the text: what is wrong with it, or which names there are.
  var note: String?
  /// The path that Enter would overwrite if pressed once more.
  var confirmed: String?

  var endings: [String] { purpose == .table ? [".csv"] : [".yaml", ".yml"] }

  mutating func type(_ more: String) {
    text.append(typed: more, limit: 1000)
    (note, confirmed) = (nil, nil)
  }

  mutating func erase() {
    text = String(text.dropLast())
    (note, confirmed) = (nil, nil)
  }

  mutating func complete(_ desk: Desk) {
    guard purpose != .value else { return }
    let (longer, names) = desk.complete(text, endings: endings)
    text = longer
    note =
      names.isEmpty ? "no such file here" : names.count == 1 ? nil : names.prefix(12).joined(separator: "  ")
  }

  /// The question, the text and the note over the status line, with the cursor at the end of the text.
  func draw(on canvas: inout Canvas, over status: Rect) {
    let look = canvas.look
    let notes =
      note.map {
        Paragraph.wrap(
          [Words($0, look.style(confirmed == nil ? .warning : .bad))], width: max(status.width - 2, 1),
          at: look.capability.glyphs)
      } ?? []
    let shown = Array(notes.prefix(4))
    let top = status.y - shown.count
    canvas.fill(Rect(x: 0, y: top - 1, width: status.width, height: shown.count + 2))
    canvas.rule(x: 0, y: top - 1, width: status.width)
    for (row, line) in shown.enumerated() { canvas.put(line, x: status.x + 1, y: top + row) }
    let x = canvas.write(question + " ", x: status.x + 1, y: status.y, .key)
    // Of a long path the end is seen.
    let room = max(status.maxX - x - 2, 1)
    let tail = Width.of(text) > room ? "…" + String(text.suffix(room - 1)) : text
    let end = canvas.write(tail, x: x, y: status.y, .strong)
    canvas.cursor = Point(x: min(end, status.maxX - 1), y: status.y)
  }
}
