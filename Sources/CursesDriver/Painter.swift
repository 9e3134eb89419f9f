import CCurses
import TerminalUI

/// Sends to ncurses the runs of cells that differ from what is shown.
struct Painter {
  /// What the terminal shows; `nil` when that is unknown.
  private var shown: Canvas?
  /// The row that the next frame begins with: the one that the frame before had no room for.
  private var firstRow = 0
  private var palette: Palette
  private let limit: Capability
  private var row: [cchar_t] = []

  init(palette: Palette, limit: Capability) {
    self.palette = palette
    self.limit = limit
  }

  /// The next frame paints every cell.
  mutating func forget() {
    shown = nil
    lab_forget()
  }

  func isShown(_ canvas: Canvas) -> Bool { shown == canvas }

  /// Puts changes on the screen of ncurses, not yet on the terminal, row by row until they cost about `most` bytes;
  /// returns about how many they will cost. A screen that was forgotten is put as a whole.
  ///
  /// Rows left out come first the next time, so that none waits for ever while the others change.
  mutating func put(_ canvas: Canvas, within size: Size, atMost most: Int = .max) -> Int {
    let old = shown.flatMap { $0.size == canvas.size && $0.look == canvas.look ? $0 : nil }
    if old == nil && shown != nil { lab_forget() }
    let rows = min(canvas.size.height, size.height)
    var reached = canvas
    var cost = 0
    var left: Int?
    for y in Self.order(of: rows, from: firstRow) {
      if let old, cost >= most {
        if left == nil { left = y }
        reached.copyRow(y, from: old)
      } else {
        cost += put(canvas, since: old, row: y, to: min(canvas.size.width, size.width))
      }
    }
    firstRow = left ?? 0
    shown = reached
    return cost
  }

  /// All rows, beginning with one of them.
  static func order(of rows: Int, from first: Int) -> [Int] {
    guard first < rows else { return Array(0..<rows) }
    return Array(first..<rows) + Array(0..<first)
  }

  private mutating func put(_ canvas: Canvas, since old: Canvas?, row y: Int, to width: Int) -> Int {
    var cost = 0
    var x = 0
    while let run = Self.change(in: canvas, since: old, row: y, from: x, to: width) {
      cost += put(canvas, row: y, columns: run)
      x = run.upperBound
    }
    return cost
  }

  /// The next run of cells that differ, beginning with the whole of a wide glyph.
  static func change(
    in canvas: Canvas, since old: Canvas?, row: Int, from start: Int, to width: Int
  ) -> Range<Int>? {
    guard start < width else { return nil }
    guard let old else { return start..<width }
    let base = row * canvas.size.width
    var first = start
    while first < width && canvas.cells[base + first] == old.cells[base + first] { first += 1 }
    guard first < width else { return nil }
    var last = first
    while last < width && canvas.cells[base + last] != old.cells[base + last] { last += 1 }
    while first > 0 && canvas.cells[base + first].glyph == Cell.continuation.glyph { first -= 1 }
    return first..<last
  }

  private mutating func put(_ canvas: Canvas, row y: Int, columns: Range<Int>) -> Int {
    let level = min(canvas.look.capability.glyphs, limit.glyphs)
    var start = columns.lowerBound
    var x = start
    var style: Style?
    var changes = 0
    while x < columns.upperBound {
      let cell = canvas[x, y]
      if cell.style != style { changes += 1 }
      style = cell.style
      let glyph = Substitution.of(cell.glyph, at: level)
      if level != .ascii && Width.of(glyph) == 2 {
        flush(row: y, from: start)
        putWide(glyph, cell.style, canvas, x, y)
        x += 2
        start = x
      } else {
        row.append(encode(glyph, cell.style, canvas.look))
        x += 1
      }
    }
    flush(row: y, from: start)
    return OutputBudget.cost(cells: columns.count, styleChanges: changes)
  }

  private mutating func flush(row y: Int, from start: Int) {
    lab_put(Int32(y), Int32(start), row, Int32(row.count))
    row.removeAll(keepingCapacity: true)
  }

  /// The blank put first for the right half stays if the C library takes the glyph for a narrow one.
  private mutating func putWide(_ glyph: Unicode.Scalar, _ style: Style, _ canvas: Canvas, _ x: Int, _ y: Int)
  {
    lab_put(Int32(y), Int32(x + 1), [encode(" ", style, canvas.look)], 1)
    let isWhole = x + 1 < canvas.size.width
    lab_put(Int32(y), Int32(x), [encode(isWhole ? glyph : " ", style, canvas.look)], 1)
  }

  private mutating func encode(_ glyph: Unicode.Scalar, _ style: Style, _ look: Look) -> cchar_t {
    let level = min(look.capability.colours, limit.colours)
    let isKnown = glyph.value < 0x7F || lab_columns(glyph.value) > 0
    return lab_cell(
      isKnown ? glyph.value : 0x3F, style.attributes.rawValue, palette.pair(for: style, at: level))
  }
}
