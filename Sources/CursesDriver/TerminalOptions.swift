public import TerminalUI

/// What a person asked for on the command line, against what the terminal seems to be.
public struct TerminalOptions: Sendable, Hashable {
  /// Nothing but ASCII on the screen.
  public var ascii: Bool
  /// Colours at all; `nil` leaves it to NO_COLOR and the terminal.
  public var colour: Bool?
  public var theme: Look.Theme?
  /// Listen to the mouse from the start.
  public var mouse: Bool

  public init(ascii: Bool = false, colour: Bool? = nil, theme: Look.Theme? = nil, mouse: Bool = false) {
    self.mouse = mouse
    self.ascii = ascii
    self.colour = colour
    self.theme = theme
  }
}
