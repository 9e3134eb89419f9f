import CCurses
import TerminalUI

/// Turns styles into the colour pairs of ncurses; a pair is made when it is first used.
struct Palette {
  /// What the open screen can show.
  private let colourCount: Int
  private var pairs: [UInt16: Int32] = [:]

  init(colourCount: Int) { self.colourCount = colourCount }

  /// 0, the terminal's own colours, for plain cells and when no pair is left.
  mutating func pair(for style: Style, at level: Capability.Colours) -> Int32 {
    guard level != .mono, colourCount >= 8 else { return 0 }
    var colours = (foreground: style.foreground, background: style.background)
    if level == .eight || colourCount < 256 { colours = ANSIColours.pair(style.foreground, style.background) }
    let key = UInt16(colours.foreground.index) << 8 | UInt16(colours.background.index)
    if key == 0 { return 0 }
    if let known = pairs[key] { return known }
    let id = Int32(pairs.count + 1)
    let isMade = init_extended_pair(id, number(colours.foreground), number(colours.background)) == OK
    pairs[key] = isMade ? id : 0
    return isMade ? id : 0
  }

  /// The number ncurses wants for a colour of this screen.
  func number(_ colour: Colour) -> Int32 {
    if colour == .standard { return -1 }
    if colourCount < 256 { return colour == ANSIColours.black ? 0 : Int32(colour.index) }
    // With direct colour a number above 7 is 0xRRGGBB.
    guard colourCount > 256, colour.index >= 16 else { return Int32(colour.index) }
    let (red, green, blue) = XtermColours.components(colour.index)
    // Black would be 0, which is whatever the terminal's own black is.
    if (red, green, blue) == (0, 0, 0) { return 0x01_01_01 }
    return Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
  }
}

/// What remains of the 256 colours on a terminal that has eight.
enum ANSIColours {
  /// Black has the index of xterm's cube, as 0 stands for the terminal's own colour.
  static let black = Colour(16)

  /// Black, red, green, yellow, blue, magenta, cyan and white as consoles show them.
  private static let shown: [(Int, Int, Int)] = [
    (0, 0, 0), (190, 40, 40), (30, 160, 60), (200, 150, 30), (50, 80, 190), (170, 60, 170), (40, 160, 180),
    (200, 200, 200),
  ]
  private static let nearestOf: [Colour] = (0...255).map { index in
    index == 0 ? .standard : index < 16 ? ansi(index & 7) : nearest(to: XtermColours.components(UInt8(index)))
  }

  private static func ansi(_ number: Int) -> Colour { number == 0 ? black : Colour(UInt8(number)) }

  private static func nearest(to colour: (UInt8, UInt8, UInt8)) -> Colour {
    let distances = shown.map { candidate in
      let red = Int(colour.0) - candidate.0
      let green = Int(colour.1) - candidate.1
      let blue = Int(colour.2) - candidate.2
      return 2 * red * red + 4 * green * green + 3 * blue * blue
    }
    return ansi(distances.indices.min { distances[$0] < distances[$1] } ?? 7)
  }

  /// Both colours of a cell. On the terminal's own ground, text that would be dark blue is cyan and black is the
  /// terminal's own colour, as many consoles make those two unreadable.
  static func pair(_ foreground: Colour, _ background: Colour) -> (foreground: Colour, background: Colour) {
    let ground = nearestOf[Int(background.index)]
    let text = nearestOf[Int(foreground.index)]
    guard ground == .standard else { return (text, ground) }
    return (text == Colour(4) ? Colour(6) : text == black ? .standard : text, ground)
  }
}
