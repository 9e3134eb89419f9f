/// What the terminal can show.
public struct Capability: Sendable, Hashable {
  public enum Colours: Int, Sendable, Hashable, Comparable, CaseIterable {
    case mono, eight, full
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }
  /// `ascii` < 0x7F only; `block` adds box drawing, blocks and shades; `braille` adds 2 × 4 dot cells.
  public enum Glyphs: Int, Sendable, Hashable, Comparable, CaseIterable {
    case ascii, block, braille
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  public var colours: Colours
  public var glyphs: Glyphs

  public init(colours: Colours = .full, glyphs: Glyphs = .braille) {
    self.colours = colours
    self.glyphs = glyphs
  }
}

/// What a piece of the screen means; the theme says how it looks.
public enum Ink: Sendable, Hashable {
  case text, dim, strong, title, accent, border
  /// The item that has the focus.
  case selection
  case good, warning, bad
  case key
  case training, validation, test
  /// Positive and negative numbers, blue and orange.
  case positive, negative
  /// Lane or series number i.
  case lane(Int)
}

/// Everything a drawing has to know about its surface: capability and theme.
public struct Look: Sendable, Hashable {
  public enum Theme: String, Sendable, Hashable, CaseIterable { case dark, light, contrast, mono }

  public var capability: Capability
  public var theme: Theme

  public init(capability: Capability = Capability(), theme: Theme = .dark) {
    self.capability = capability
    self.theme = theme
  }
}
