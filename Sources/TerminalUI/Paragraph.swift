/// A piece of text in one style.
public struct Words: Sendable, Hashable {
  public var text: String
  public var style: Style

  public init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }
}

/// Text set into lines of cells. A line is never wider than it was asked to be; wide glyphs are followed by
/// `Cell.continuation`, glyphs without width are left out.
public enum Paragraph {
  /// The widest column in which prose reads well.
  public static let prose = 76

  /// Wraps at spaces (not at U+00A0) by display width. `first` stands before the first line, its width in blanks before the others
  /// (a hanging indent). A word wider than the line is broken; a last line of one letter takes a word with it.
  public static func wrap(
    _ words: [Words], width: Int, first: [Words] = [], at level: Capability.Glyphs = .braille
  ) -> [[Cell]] {
    let marker = cells(first, at: level)
    let room = width - marker.count
    guard room > 0 else { return width > 0 ? [Array(marker.prefix(width))] : [] }
    let pieces = split(cells(words, at: level)).flatMap { broken($0, to: room) }
    let blanks = [Cell](repeating: .blank, count: marker.count)
    let lines = filled(pieces, room)
    return lines.enumerated().map { ($0 == 0 ? marker : blanks) + joined($1) }
  }

  /// Lines kept as they are, cut at the width; what was cut is marked by `…` in the last column.
  public static func verbatim(
    _ lines: [String], style: Style, width: Int, indent: Int = 0, at level: Capability.Glyphs = .braille
  ) -> [[Cell]] {
    lines.map { line in
      let row = [Cell](repeating: .blank, count: indent) + cells([Words(line, style)], at: level)
      guard row.count > width else { return row }
      return Array(row.prefix(max(width - 1, 0))) + (width > 0 ? [Cell("…", style)] : [])
    }
  }

  /// The cells of some text on one line. Control characters are shown as `·`.
  public static func cells(_ words: [Words], at level: Capability.Glyphs = .braille) -> [Cell] {
    var cells: [Cell] = []
    for piece in words {
      for scalar in Glyphs.plain(piece.text, at: level).unicodeScalars {
        let isBreak = scalar == "\n" || scalar == "\t"
        let isControl = scalar.properties.generalCategory == .control
        let shown: Unicode.Scalar = isBreak ? " " : isControl ? "·" : scalar
        let width = Width.of(shown)
        if width > 0 { cells.append(Cell(shown, piece.style)) }
        if width == 2 { cells.append(Cell(Cell.continuation.glyph, piece.style)) }
      }
    }
    return cells
  }

  /// The words; each keeps the style of the blank before it, so that a styled phrase stays in one piece.
  private static func split(_ cells: [Cell]) -> [Piece] {
    var pieces: [Piece] = []
    var piece = Piece()
    for cell in cells {
      if cell.glyph == " " {
        if !piece.cells.isEmpty { pieces.append(piece) }
        piece = Piece(gap: cell)
      } else {
        piece.cells.append(cell)
      }
    }
    return piece.cells.isEmpty ? pieces : pieces + [piece]
  }

  private struct Piece {
    var gap = Cell.blank
    var cells: [Cell] = []
  }

  private static func broken(_ piece: Piece, to width: Int) -> [Piece] {
    guard piece.cells.count > width else { return [piece] }
    var parts: [Piece] = []
    var rest = piece.cells[...]
    while !rest.isEmpty {
      var count = min(width, rest.count)
      let next = rest.startIndex + count
      if next < rest.endIndex, rest[next].glyph == Cell.continuation.glyph { count = max(count - 1, 1) }
      parts.append(Piece(gap: piece.gap, cells: Array(rest.prefix(count))))
      rest = rest.dropFirst(count)
    }
    return parts
  }

  private static func filled(_ pieces: [Piece], _ width: Int) -> [[Piece]] {
    var lines: [[Piece]] = []
    var line: [Piece] = []
    var length = 0
    for piece in pieces {
      if !line.isEmpty, length + 1 + piece.cells.count > width {
        lines.append(line)
        line = []
        length = 0
      }
      length += piece.cells.count + (line.isEmpty ? 0 : 1)
      line.append(piece)
    }
    if !line.isEmpty { lines.append(line) }
    return withoutWidow(lines, width)
  }

  /// A last line of a single letter (and perhaps a full stop) looks like an accident.
  private static func withoutWidow(_ lines: [[Piece]], _ width: Int) -> [[Piece]] {
    guard lines.count > 1, let last = lines.last, last.count == 1, last[0].cells.count <= 2,
      let before = lines[lines.count - 2].last, lines[lines.count - 2].count > 1,
      before.cells.count + 1 + last[0].cells.count <= width
    else { return lines }
    var lines = lines
    lines[lines.count - 2].removeLast()
    lines[lines.count - 1].insert(before, at: 0)
    return lines
  }

  private static func joined(_ line: [Piece]) -> [Cell] {
    var cells: [Cell] = []
    for (index, piece) in line.enumerated() {
      if index > 0 { cells.append(piece.gap) }
      cells += piece.cells.map { $0.glyph == "\u{A0}" ? Cell(" ", $0.style) : $0 }
    }
    return cells
  }
}

extension Canvas {
  /// Puts a line of cells on one row of `area`; a wide glyph that would be cut is left out.
  public mutating func put(_ line: [Cell], x: Int, y: Int, in area: Rect? = nil) {
    let area = area?.intersection(bounds) ?? bounds
    guard y >= area.y, y < area.maxY else { return }
    for (offset, cell) in line.enumerated() where x + offset >= area.x && x + offset < area.maxX {
      let next = offset + 1 < line.count ? line[offset + 1].glyph : " "
      if next == Cell.continuation.glyph, x + offset + 1 >= area.maxX { continue }
      self[x + offset, y] = cell
    }
  }
}
