extension Canvas {
  /// The rows as plain text, blanks at their ends left out.
  public var plain: String {
    (0..<size.height).map { y in
      var row = String.UnicodeScalarView()
      for x in 0..<size.width {
        if let glyph = printed(x, y) { row.append(glyph) }
      }
      while row.last == " " { row.removeLast() }
      return String(row)
    }.joined(separator: "\n")
  }

  /// The rows with their colours as escape sequences of the 256-colour palette.
  public var ansi: String {
    (0..<size.height).map { y in
      var row = ""
      var style = Style.plain
      for x in 0..<size.width {
        guard let glyph = printed(x, y) else { continue }
        let cell = self[x, y]
        if cell.style != style { row += cell.style.sequence }
        style = cell.style
        row.unicodeScalars.append(glyph)
      }
      return row + (style == .plain ? "" : "\u{1B}[0m")
    }.joined(separator: "\n")
  }

  /// What is sent for a cell: nil for the right half of a wide glyph; a blank for half a glyph whose other half was
  /// drawn over, so that the columns behind it stay in their places.
  func printed(_ x: Int, _ y: Int) -> Unicode.Scalar? {
    let glyph = self[x, y].glyph
    if glyph == Cell.continuation.glyph {
      return x > 0 && Width.of(self[x - 1, y].glyph) == 2 ? nil : " "
    }
    guard Width.of(glyph) == 2 else { return glyph }
    let isWhole = x + 1 < size.width && self[x + 1, y].glyph == Cell.continuation.glyph
    return isWhole ? glyph : " "
  }
}

extension Style {
  /// The escape sequence that sets it, whatever was set before.
  var sequence: String {
    var codes = ["0"]
    if attributes.contains(.bold) { codes.append("1") }
    if attributes.contains(.dim) { codes.append("2") }
    if attributes.contains(.underline) { codes.append("4") }
    if attributes.contains(.reverse) { codes.append("7") }
    if foreground != .standard { codes.append("38;5;\(foreground.index)") }
    if background != .standard { codes.append("48;5;\(background.index)") }
    return "\u{1B}[\(codes.joined(separator: ";"))m"
  }
}
