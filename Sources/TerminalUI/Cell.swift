/// A colour of the terminal.
///
/// `standard` is the terminal's own foreground or background; 1–7 are the ANSI colours (used at the 8-colour level);
/// 16–255 are the fixed xterm cube and grey ramp. 8–15 are left alone: users theme them.
public struct Colour: Sendable, Hashable {
  public var index: UInt8
  public init(_ index: UInt8) { self.index = index }
  public static let standard = Colour(0)
}

/// How a cell looks: two colours and attributes, four bytes in all.
public struct Style: Sendable, Hashable {
  public struct Attributes: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let bold = Attributes(rawValue: 1)
    public static let dim = Attributes(rawValue: 2)
    public static let underline = Attributes(rawValue: 4)
    public static let reverse = Attributes(rawValue: 8)
  }

  public var foreground: Colour
  public var background: Colour
  public var attributes: Attributes

  public init(
    _ foreground: Colour = .standard, on background: Colour = .standard, _ attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  public static let plain = Style()
}

/// One character cell.
public struct Cell: Sendable, Hashable {
  public var glyph: Unicode.Scalar
  public var style: Style

  public init(_ glyph: Unicode.Scalar = " ", _ style: Style = .plain) {
    self.glyph = glyph
    self.style = style
  }

  public static let blank = Cell()
  /// Stands right of a glyph that is two columns wide; never drawn itself.
  public static let continuation = Cell("\u{0}")
}
