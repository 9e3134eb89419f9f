/// The fixed part of the 256 colours of xterm.
public enum XtermColours {
  private static let steps: [UInt8] = [0, 95, 135, 175, 215, 255]

  /// Red, green and blue of an index from 16 to 255: a cube of 6³ colours, then 24 greys.
  public static func components(_ index: UInt8) -> (UInt8, UInt8, UInt8) {
    guard index < 232 else {
      let grey = 8 + 10 * (index - 232)
      return (grey, grey, grey)
    }
    let place = Int(max(index, 16)) - 16
    return (steps[place / 36], steps[place / 6 % 6], steps[place % 6])
  }
}

/// A colour as pictures need it: where no terminal has an opinion of its own.
struct PictureColour: Hashable {
  var red: UInt8, green: UInt8, blue: UInt8

  init(_ components: (UInt8, UInt8, UInt8)) { (red, green, blue) = components }

  /// `#rrggbb`.
  var hexadecimal: String {
    "#"
      + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Black, red, green, yellow, blue, magenta, cyan and white.
  private static let ansi: [(UInt8, UInt8, UInt8)] = [
    (0, 0, 0), (205, 60, 60), (40, 170, 80), (210, 160, 40), (80, 120, 220), (185, 85, 185), (50, 170, 190),
    (215, 215, 215),
  ]

  /// What a colour index looks like, `.standard` being what the theme writes or draws on.
  static func of(_ colour: Colour, standard: PictureColour) -> PictureColour {
    if colour == .standard { return standard }
    return PictureColour(
      colour.index < 16 ? ansi[Int(colour.index) % 8] : XtermColours.components(colour.index))
  }
}

extension Look.Theme {
  /// What plain text is written in, and on.
  var paper: (text: PictureColour, ground: PictureColour) {
    switch self {
    case .dark, .mono: (PictureColour((218, 221, 226)), PictureColour((18, 20, 24)))
    case .light: (PictureColour((32, 36, 42)), PictureColour((252, 252, 250)))
    case .contrast: (PictureColour((255, 255, 255)), PictureColour((0, 0, 0)))
    }
  }
}
