public import TerminalUI

/// What a terminal would show that obeys the few escape sequences a recording uses; enough to check it against the
/// canvas that was recorded.
public struct Tape {
  public private(set) var canvas: Canvas
  private var x = 0
  private var y = 0
  private var style = Style.plain
  /// Sequences that it does not know.
  public private(set) var unknown: [String] = []

  public init(size: Size, look: Look) { canvas = Canvas(size: size, look: look) }

  public mutating func resize(_ size: Size) { canvas = Canvas(size: size, look: canvas.look) }

  public mutating func play(_ text: String) {
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\u{1B}", rest.first == "[" else {
        put(scalar)
        continue
      }
      rest.removeFirst()
      let parameters = String(String.UnicodeScalarView(rest.prefix { !$0.properties.isAlphabetic }))
      rest = rest.dropFirst(parameters.unicodeScalars.count)
      guard let end = rest.popFirst() else { return }
      obey(parameters, end)
    }
  }

  private mutating func put(_ glyph: Unicode.Scalar) {
    canvas[x, y] = Cell(glyph, style)
    let width = Width.of(glyph)
    if width == 2 { canvas[x + 1, y] = Cell(Cell.continuation.glyph, style) }
    x += width
  }

  private mutating func obey(_ parameters: String, _ end: Unicode.Scalar) {
    let numbers = parameters.split(separator: ";").map { Int($0) ?? 0 }
    switch end {
    case "H": (y, x) = ((numbers.first ?? 1) - 1, (numbers.count > 1 ? numbers[1] : 1) - 1)
    case "J" where parameters == "2": canvas = Canvas(size: canvas.size, look: canvas.look)
    case "l" where parameters == "?25": break
    case "m": colour(numbers[...])
    default: unknown.append(parameters + String(Character(end)))
    }
  }

  private mutating func colour(_ numbers: ArraySlice<Int>) {
    var rest = numbers
    while let code = rest.popFirst() {
      switch code {
      case 0: style = .plain
      case 1: style.attributes.insert(.bold)
      case 2: style.attributes.insert(.dim)
      case 4: style.attributes.insert(.underline)
      case 7: style.attributes.insert(.reverse)
      case 38, 48:
        guard rest.popFirst() == 5, let index = rest.popFirst() else { return unknown.append("\(numbers)") }
        if code == 38 {
          style.foreground = Colour(UInt8(index))
        } else {
          style.background = Colour(UInt8(index))
        }
      default: unknown.append("\(code)m")
      }
    }
  }
}
