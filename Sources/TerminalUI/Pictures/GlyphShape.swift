/// A glyph as an exact shape in a cell of 9 × 18 units, so that it needs no font and joins its neighbours.
enum GlyphShape: Equatable {
  struct Box: Hashable {
    var x: Double, y: Double, width: Double, height: Double
  }

  /// Filled boxes, covering the ground by so many per cent.
  case boxes([Box], opacity: Int)
  /// The centres of round dots.
  case dots([(x: Double, y: Double)])

  static let width = 9.0
  static let height = 18.0

  /// Nil for what has to be written with a font.
  static func of(_ glyph: Unicode.Scalar) -> GlyphShape? {
    switch glyph.value {
    case 0x2800...0x28FF: dots(UInt8(glyph.value - 0x2800))
    case 0x2580...0x259F: block(glyph.value)
    case 0x2500...0x257F: line(glyph)
    default: nil
    }
  }

  static func == (a: GlyphShape, b: GlyphShape) -> Bool {
    switch (a, b) {
    case (.boxes(let a, let m), .boxes(let b, let n)): a == b && m == n
    case (.dots(let a), .dots(let b)): a.elementsEqual(b) { $0 == $1 }
    default: false
    }
  }

  /// Bit by bit: left column 0, 1, 2, 6 and right column 3, 4, 5, 7 from the top.
  private static func dots(_ bits: UInt8) -> GlyphShape {
    let places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
    var centres: [(x: Double, y: Double)] = []
    for (bit, place) in places.enumerated() where bits >> bit & 1 == 1 {
      let x = Double(2 * place.0 + 1) * width / 4
      let y = Double(2 * place.1 + 1) * height / 8
      centres.append((x, y))
    }
    return .dots(centres)
  }

  // MARK: blocks

  /// Quadrants of U+2596 to U+259F: 1 above left, 2 above right, 4 below left, 8 below right.
  private static let quadrants = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14]

  private static func block(_ value: UInt32) -> GlyphShape {
    switch value {
    case 0x2580: part(0, 0, 8, 4)
    case 0x2581...0x2588: part(0, 8 - eighths(value, from: 0x2580), 8, eighths(value, from: 0x2580))
    case 0x2589...0x258F: part(0, 0, 8 - eighths(value, from: 0x2588), 8)
    case 0x2590: part(4, 0, 4, 8)
    case 0x2591...0x2593: part(0, 0, 8, 8, opacity: 25 * Int(value - 0x2590))
    case 0x2594: part(0, 0, 8, 1)
    case 0x2595: part(7, 0, 1, 8)
    default: quarters(quadrants[Int(value - 0x2596)])
    }
  }

  private static func eighths(_ value: UInt32, from first: UInt32) -> Double { Double(value - first) }

  /// A box in eighths of the cell.
  private static func part(
    _ x: Double, _ y: Double, _ columns: Double, _ rows: Double, opacity: Int = 100
  ) -> GlyphShape {
    let (column, row) = (width / 8, height / 8)
    let box = Box(x: x * column, y: y * row, width: columns * column, height: rows * row)
    return .boxes([box], opacity: opacity)
  }

  private static func quarters(_ bits: Int) -> GlyphShape {
    let size = (width: width / 2, height: height / 2)
    var boxes: [Box] = []
    for place in 0..<4 where bits >> place & 1 == 1 {
      let x = place % 2 == 0 ? 0 : size.width
      let y = place < 2 ? 0 : size.height
      boxes.append(Box(x: x, y: y, width: size.width, height: size.height))
    }
    return .boxes(boxes, opacity: 100)
  }

  // MARK: lines

  private static let stroke = 1.2

  private static func line(_ glyph: Unicode.Scalar) -> GlyphShape? {
    switch glyph {
    case "━": return .boxes([level(0, width, stroke * 2)], opacity: 100)
    case "┃": return .boxes([upright(0, height, stroke * 2)], opacity: 100)
    case "╌", "╍": return dashes(2, isLevel: true)
    case "┄", "┅": return dashes(3, isLevel: true)
    case "┈", "┉": return dashes(4, isLevel: true)
    case "╎", "╏": return dashes(2, isLevel: false)
    case "┆", "┇": return dashes(3, isLevel: false)
    case "┊", "┋": return dashes(4, isLevel: false)
    case "╭": return arms([.down, .right])
    case "╮": return arms([.down, .left])
    case "╯": return arms([.up, .left])
    case "╰": return arms([.up, .right])
    default:
      let found = Arms(of: glyph)
      return found.isEmpty ? nil : arms(found)
    }
  }

  private static func arms(_ arms: Arms) -> GlyphShape {
    let half = stroke / 2
    var boxes: [Box] = []
    if arms.contains([.left, .right]) {
      boxes.append(level(0, width, stroke))
    } else if arms.contains(.left) {
      boxes.append(level(0, width / 2 + half, stroke))
    } else if arms.contains(.right) {
      boxes.append(level(width / 2 - half, width, stroke))
    }
    if arms.contains([.up, .down]) {
      boxes.append(upright(0, height, stroke))
    } else if arms.contains(.up) {
      boxes.append(upright(0, height / 2 + half, stroke))
    } else if arms.contains(.down) {
      boxes.append(upright(height / 2 - half, height, stroke))
    }
    return .boxes(boxes, opacity: 100)
  }

  private static func dashes(_ count: Int, isLevel: Bool) -> GlyphShape {
    let length = (isLevel ? width : height) / Double(count)
    var boxes: [Box] = []
    for place in 0..<count {
      let start = length * (Double(place) + 0.2)
      let end = start + 0.6 * length
      boxes.append(isLevel ? level(start, end, stroke) : upright(start, end, stroke))
    }
    return .boxes(boxes, opacity: 100)
  }

  private static func level(_ from: Double, _ to: Double, _ thickness: Double) -> Box {
    Box(x: from, y: height / 2 - thickness / 2, width: to - from, height: thickness)
  }

  private static func upright(_ from: Double, _ to: Double, _ thickness: Double) -> Box {
    Box(x: width / 2 - thickness / 2, y: from, width: thickness, height: to - from)
  }
}
