/// A canvas as a picture that needs nothing else: SVG with exact blocks, lines and dots, and text with a place for each
/// glyph, so that columns align whatever font there is.
struct VectorPicture {
  /// What fills a shape.
  private struct Pen: Hashable {
    var colour: PictureColour
    /// Per cent.
    var opacity: Int
  }

  private struct TextStyle: Hashable {
    var pen: Pen
    var isBold: Bool
    var isUnderlined: Bool
  }

  /// Things by what they are drawn with, in the order in which it was first met.
  private struct Groups<Key: Hashable, Item> {
    private(set) var all: [(key: Key, items: [Item])] = []
    private var places: [Key: Int] = [:]

    mutating func update(_ key: Key, _ change: (inout [Item]) -> Void) {
      let place = places[key] ?? all.count
      if place == all.count {
        places[key] = place
        all.append((key, []))
      }
      change(&all[place].items)
    }
  }

  private static let margin = 9
  private static let fontSize = 15
  /// From the top of a cell to the line that letters stand on.
  private static let baseline = 14
  private static let dot = 3.2

  private let canvas: Canvas
  private let paper: (text: PictureColour, ground: PictureColour)
  private var grounds = Groups<Pen, GlyphShape.Box>()
  private var boxes = Groups<Pen, GlyphShape.Box>()
  private var dots = Groups<Pen, (x: Double, y: Double)>()
  private var texts: [String] = []

  init(_ canvas: Canvas) {
    self.canvas = canvas
    paper = canvas.look.theme.paper
    for y in 0..<canvas.size.height {
      for x in 0..<canvas.size.width { place(canvas[x, y], x, y) }
      texts += lines(of: y)
    }
  }

  // MARK: cells

  private func colours(of style: Style) -> (text: Pen, ground: PictureColour) {
    var text = PictureColour.of(style.foreground, standard: paper.text)
    var ground = PictureColour.of(style.background, standard: paper.ground)
    if style.attributes.contains(.reverse) { swap(&text, &ground) }
    return (Pen(colour: text, opacity: style.attributes.contains(.dim) ? 60 : 100), ground)
  }

  private mutating func place(_ cell: Cell, _ x: Int, _ y: Int) {
    let origin = (x: Double(x) * GlyphShape.width, y: Double(y) * GlyphShape.height)
    let (pen, ground) = colours(of: cell.style)
    if ground != paper.ground {
      let whole = GlyphShape.Box(
        x: origin.x, y: origin.y, width: GlyphShape.width, height: GlyphShape.height)
      grounds.update(Pen(colour: ground, opacity: 100)) { Self.add(whole, to: &$0) }
    }
    switch GlyphShape.of(cell.glyph) {
    case .boxes(let parts, let opacity)?:
      let pen = Pen(colour: pen.colour, opacity: pen.opacity * opacity / 100)
      for part in parts {
        let box = GlyphShape.Box(
          x: origin.x + part.x, y: origin.y + part.y, width: part.width, height: part.height)
        boxes.update(pen) { Self.add(box, to: &$0) }
      }
    case .dots(let places)?:
      guard !places.isEmpty else { return }
      dots.update(pen) { all in all += places.map { (origin.x + $0.x, origin.y + $0.y) } }
    case nil: break
    }
  }

  /// A box that goes on where the last one ends makes it longer.
  private static func add(_ box: GlyphShape.Box, to boxes: inout [GlyphShape.Box]) {
    if let last = boxes.last, last.y == box.y, last.height == box.height, last.x + last.width == box.x {
      boxes[boxes.count - 1].width += box.width
    } else {
      boxes.append(box)
    }
  }

  // MARK: text

  /// The words of one row that look alike, with a place for each glyph.
  private struct Line {
    var text = String.UnicodeScalarView()
    var columns: [Int] = []
  }

  private func lines(of y: Int) -> [String] {
    var groups = Groups<TextStyle, Line>()
    for x in 0..<canvas.size.width {
      let cell = canvas[x, y]
      guard cell.glyph != " ", cell.glyph != Cell.continuation.glyph, GlyphShape.of(cell.glyph) == nil else {
        continue
      }
      let style = TextStyle(
        pen: colours(of: cell.style).text, isBold: cell.style.attributes.contains(.bold),
        isUnderlined: cell.style.attributes.contains(.underline))
      groups.update(style) { Self.add(cell.glyph, x, to: &$0) }
    }
    return groups.all.flatMap { style, lines in lines.map { Self.element($0, style, y) } }
  }

  private static func add(_ glyph: Unicode.Scalar, _ x: Int, to lines: inout [Line]) {
    // Beyond the basic plane readers of SVG disagree about how many places a glyph takes.
    let standsAlone = glyph.value > 0xFFFF || (lines.last?.text.last?.value ?? 0) > 0xFFFF
    if lines.isEmpty || standsAlone { lines.append(Line()) }
    let last = lines.count - 1
    if let before = lines[last].columns.last, let end = lines[last].text.last,
      before + max(Width.of(end), 1) < x
    {
      lines[last].text.append(" ")
      lines[last].columns.append(x - 1)
    }
    lines[last].text.append(glyph)
    lines[last].columns.append(x)
  }

  private static func element(_ line: Line, _ style: TextStyle, _ y: Int) -> String {
    let places = line.columns.map { String($0 * Int(GlyphShape.width)) }.joined(separator: " ")
    let bold = style.isBold ? " font-weight=\"bold\"" : ""
    let underline = style.isUnderlined ? " text-decoration=\"underline\"" : ""
    let row = y * Int(GlyphShape.height) + baseline
    return "<text\(fill(style.pen))\(bold)\(underline) y=\"\(row)\" x=\"\(places)\">"
      + escaped(String(line.text)) + "</text>"
  }

  // MARK: the file

  func text(title: String, description: String) -> String {
    let width = canvas.size.width * Int(GlyphShape.width) + 2 * Self.margin
    let height = canvas.size.height * Int(GlyphShape.height) + 2 * Self.margin
    let corner = "x=\"-\(Self.margin)\" y=\"-\(Self.margin)\" width=\"\(width)\" height=\"\(height)\""
    let lines =
      [
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"\(width)\" height=\"\(height)\" "
          + "viewBox=\"-\(Self.margin) -\(Self.margin) \(width) \(height)\">",
        "<title>\(Self.escaped(title))</title>", "<desc>\(Self.escaped(description))</desc>",
        "<rect \(corner) fill=\"\(paper.ground.hexadecimal)\"/>", "<g shape-rendering=\"crispEdges\">",
      ] + (grounds.all + boxes.all).map { "<path\(Self.fill($0.key)) d=\"\(Self.path($0.items))\"/>" }
      + ["</g>", "<g fill=\"none\" stroke-width=\"\(Self.dot)\" stroke-linecap=\"round\">"]
      + dots.all.map { "<path\(Self.stroke($0.key)) d=\"\(Self.path($0.items))\"/>" }
      + [
        "</g>",
        "<g font-family=\"'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace\" "
          + "font-size=\"\(Self.fontSize)\">",
      ] + texts + ["</g>", "</svg>", ""]
    return lines.joined(separator: "\n")
  }

  private static func fill(_ pen: Pen) -> String {
    " fill=\"\(pen.colour.hexadecimal)\""
      + (pen.opacity == 100 ? "" : " fill-opacity=\"\(number(Double(pen.opacity) / 100))\"")
  }

  private static func stroke(_ pen: Pen) -> String {
    " stroke=\"\(pen.colour.hexadecimal)\""
      + (pen.opacity == 100 ? "" : " stroke-opacity=\"\(number(Double(pen.opacity) / 100))\"")
  }

  private static func path(_ boxes: [GlyphShape.Box]) -> String {
    boxes.map {
      "M\(number($0.x)) \(number($0.y))h\(number($0.width))v\(number($0.height))h\(number(-$0.width))z"
    }.joined()
  }

  /// A line of no length with round ends is a dot.
  private static func path(_ dots: [(x: Double, y: Double)]) -> String {
    dots.map { "M\(number($0.x)) \(number($0.y))h0" }.joined()
  }

  /// At most three digits after the point.
  private static func number(_ value: Double) -> String {
    let text = String((value * 1000).rounded() / 1000)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Text as XML allows it: markup is shown, control characters become `·`.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t": result += " "
      case _ where scalar.properties.generalCategory == .control: result += "·"
      case "\u{FFFE}", "\u{FFFF}": result += "·"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Canvas {
  /// The canvas as a self-contained SVG picture in the colours of its theme.
  ///
  /// - Parameters:
  ///   - title: the picture's name.
  ///   - description: what it shows in plain sentences, for those who do not see it.
  public func svg(title: String, description: String) -> String {
    VectorPicture(self).text(title: title, description: description)
  }
}
