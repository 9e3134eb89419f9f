/// Turns numbers between 0 and 1 into cells at every capability: colours, shades or ASCII density.
public struct Ramp: Sendable, Hashable {
  public enum Kind: Sendable, Hashable, CaseIterable {
    case viridis, magma, grey
    /// 0 orange (negative), 0.5 white, 1 blue (positive).
    case diverging
  }

  public var kind: Kind
  /// The part of the palette that is used: `0.25...0.75` of the diverging one is pale throughout.
  public var part: ClosedRange<Double>

  public init(_ kind: Kind, part: ClosedRange<Double> = 0...1) {
    self.kind = kind
    self.part = part
  }

  private var palette: [UInt8] {
    switch kind {
    case .viridis: Palettes.viridis
    case .magma: Palettes.magma
    case .grey: Palettes.grey
    case .diverging: Palettes.diverging
    }
  }

  /// The colour at the full level.
  public func colour(_ fraction: Double) -> Colour {
    let place = part.lowerBound + min(max(fraction, 0), 1) * (part.upperBound - part.lowerBound)
    return Colour(palette[Self.level(place, palette.count)])
  }

  /// How many cells a field of this look has below each other in one character row: 2 with half blocks.
  public static func pixelsPerRow(_ look: Look) -> Int {
    look.showsColour && look.capability.colours == .full && look.capability.glyphs != .ascii ? 2 : 1
  }

  /// Two values, one above the other, in one cell; nil is a value that is not a number.
  public func cell(top: Double?, bottom: Double?, _ look: Look) -> Cell {
    guard Self.pixelsPerRow(look) == 2, let top, let bottom else { return cell(top ?? bottom, look) }
    let (upper, lower) = (colour(top), colour(bottom))
    return Cell(upper == lower ? " " : "▀", Style(upper, on: lower))
  }

  /// One value as a whole cell.
  public func cell(_ fraction: Double?, _ look: Look) -> Cell {
    guard let fraction, fraction.isFinite else {
      return Cell("×", look.style(.bad))
    }
    if look.showsColour, look.capability.colours == .full {
      return Cell(" ", Style(.standard, on: colour(fraction)))
    }
    let isASCII = look.capability.glyphs == .ascii
    if look.showsColour, !isASCII { return eightColours(fraction) }
    let glyphs = isASCII ? asciiGlyphs : monoGlyphs
    return Cell(glyphs[Self.level(fraction, glyphs.count)], asciiStyle(fraction, look))
  }

  private func asciiStyle(_ fraction: Double, _ look: Look) -> Style {
    guard look.showsColour, kind == .diverging else { return .plain }
    return look.style(fraction < 0.5 ? .negative : .positive)
  }

  private var monoGlyphs: [Unicode.Scalar] {
    kind == .diverging ? ["≣", "≡", "=", "-", " ", "░", "▒", "▓", "█"] : [" ", "░", "▒", "▓", "█"]
  }

  private var asciiGlyphs: [Unicode.Scalar] {
    kind == .diverging
      ? ["%", "=", "-", " ", "+", "*", "#"] : [" ", ".", ":", "-", "=", "+", "*", "#", "%", "@"]
  }

  private func eightColours(_ fraction: Double) -> Cell {
    let sequence: [(Unicode.Scalar, UInt8)] =
      kind == .diverging
      ? [("█", 1), ("▓", 1), ("▒", 3), ("░", 3), (" ", 0), ("░", 6), ("▒", 6), ("▓", 4), ("█", 4)]
      : [(" ", 0), ("░", 4), ("▒", 4), ("▒", 6), ("▓", 6), ("▓", 3), ("█", 3), ("█", 7)]
    let (glyph, colour) = sequence[Self.level(fraction, sequence.count)]
    return Cell(glyph, Style(Colour(colour)))
  }

  /// Which of `count` equal parts of 0…1 holds the fraction.
  static func level(_ fraction: Double, _ count: Int) -> Int {
    guard fraction.isFinite else { return 0 }
    return min(max(Int((min(max(fraction, 0), 1) * Double(count)).rounded(.down)), 0), count - 1)
  }
}

extension Look {
  /// False at the mono level and under the mono theme.
  public var showsColour: Bool { capability.colours != .mono && theme != .mono }
  /// False where only ASCII characters can be shown.
  public var showsUnicode: Bool { capability.glyphs != .ascii }
  /// The glyph, or its stand-in where only ASCII characters can be shown.
  public func glyph(_ glyph: Unicode.Scalar, or ascii: Unicode.Scalar) -> Unicode.Scalar {
    showsUnicode ? glyph : ascii
  }
  /// The text, or its stand-in where only ASCII characters can be shown.
  public func text(_ text: String, or ascii: String) -> String { showsUnicode ? text : ascii }
}
