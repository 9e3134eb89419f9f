/// How a line is drawn: so that lines differ without colour too.
public enum Dash: Sendable, Hashable, CaseIterable {
  case solid, dashed, dotted, dashDotted

  /// True if the dot in this column of dots is drawn.
  public func covers(_ column: Int) -> Bool {
    switch self {
    case .solid: true
    case .dashed: column % 6 < 4
    case .dotted: column % 2 == 0
    case .dashDotted: column % 8 < 4 || column % 8 == 6
    }
  }
}

/// What a dot looks like and which dots it covers.
public struct Pen: Sendable, Hashable {
  public var style: Style
  public var dash: Dash
  /// Stands for the dots of a cell where there are only ASCII characters.
  public var letter: Unicode.Scalar
  /// A higher layer replaces what a lower one has drawn in the same cell; equal layers join their dots.
  public var layer: Int

  public init(_ style: Style, dash: Dash = .solid, letter: Unicode.Scalar = "*", layer: Int = 1) {
    self.style = style
    self.dash = dash
    self.letter = letter
    self.layer = layer
  }

  /// The markers of series 0, 1, 2, … where a line cannot be told by its dots.
  public static func letter(of series: Int) -> Unicode.Scalar {
    let letters: [Unicode.Scalar] = ["*", "o", "+", "x", "#", "@"]
    return letters[((series % letters.count) + letters.count) % letters.count]
  }
}

/// A grid of dots inside the cells of a rectangle: 2 × 4 in a cell as braille, 2 × 2 as quadrants, 1 × 1 as ASCII.
public struct Dots: Sendable {
  /// The cells it covers.
  public let area: Rect
  /// Dots per cell, across and down.
  public let across: Int
  public let down: Int
  private let glyphs: Capability.Glyphs
  private var bits: [UInt8]
  private var pens: [Pen?]

  public init(_ area: Rect, _ glyphs: Capability.Glyphs) {
    self.area = area
    self.glyphs = glyphs
    across = glyphs == .ascii ? 1 : 2
    down = glyphs == .braille ? 4 : glyphs == .block ? 2 : 1
    bits = Array(repeating: 0, count: area.width * area.height)
    pens = Array(repeating: nil, count: area.width * area.height)
  }

  /// Dots in all, across and down.
  public var width: Int { area.width * across }
  public var height: Int { area.height * down }

  /// The column of dots at a fraction of the width, 0 left.
  public func column(_ fraction: Double) -> Int { Self.place(fraction, width) }
  /// The row of dots at a fraction of the height, 0 at the bottom.
  public func row(_ fraction: Double) -> Int { height - 1 - Self.place(fraction, height) }

  private static func place(_ fraction: Double, _ count: Int) -> Int {
    guard fraction.isFinite, count > 0 else { return 0 }
    return Int((min(max(fraction, 0), 1) * Double(count - 1)).rounded())
  }

  /// Sets one dot; outside the grid it does nothing.
  public mutating func set(_ x: Int, _ y: Int, _ pen: Pen) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    let cell = y / down * area.width + x / across
    let layer = pens[cell]?.layer ?? Int.min
    guard pen.layer >= layer else { return }
    if pen.layer > layer { bits[cell] = 0 }
    bits[cell] |= bit(x % across, y % down)
    pens[cell] = pen
  }

  /// True if a dot of this layer or a higher one lies in the cell, counted from the canvas's corner.
  public func covers(_ x: Int, _ y: Int, from layer: Int = Int.min) -> Bool {
    guard area.contains(Point(x: x, y: y)) else { return false }
    guard let pen = pens[(y - area.y) * area.width + x - area.x] else { return false }
    return pen.layer >= layer
  }

  private func bit(_ x: Int, _ y: Int) -> UInt8 {
    switch glyphs {
    case .ascii: 1
    case .block: 1 << (y * 2 + x)
    case .braille: [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80][y * 2 + x]
    }
  }

  /// Writes the cells that have dots. A coloured ground stays, and the dots turn dark or light to stand out on it.
  public func draw(on canvas: inout Canvas) {
    for index in bits.indices where bits[index] != 0 {
      guard let pen = pens[index] else { continue }
      let (x, y) = (area.x + index % area.width, area.y + index / area.width)
      let ground = canvas[x, y].style.background
      var style = pen.style
      if ground != .standard, canvas.look.capability.colours == .full {
        let ink: UInt8 = XtermColour.isLight(ground.index) ? (pen.layer > 0 ? 16 : 240) : 231
        style = Style(Colour(ink), on: ground, pen.style.attributes)
      }
      canvas[x, y] = Cell(glyph(bits[index], pen), style)
    }
  }

  private func glyph(_ bits: UInt8, _ pen: Pen) -> Unicode.Scalar {
    switch glyphs {
    case .ascii: pen.letter
    case .block: Self.quadrants[Int(bits & 15)]
    case .braille: Unicode.Scalar(0x2800 + UInt32(bits)) ?? "?"
    }
  }

  /// By the bits upper left 1, upper right 2, lower left 4, lower right 8.
  private static let quadrants: [Unicode.Scalar] = [
    " ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█",
  ]
}
