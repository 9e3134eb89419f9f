/// What a person or the system does to the program.
public enum Event: Sendable, Hashable {
  case key(Key)
  /// The text of a bracketed paste.
  case paste(String)
  /// What the mouse does, while the terminal was asked to tell.
  case mouse(Mouse)
  case resize(Size)
  /// The program came back after Ctrl-Z or SIGCONT.
  case resumed
  /// About to be stopped by Ctrl-Z.
  case suspended
  /// SIGTERM, SIGHUP, SIGQUIT, Ctrl-C or a vanished terminal: leave, with this signal's number.
  case terminate(signal: Int32)
}

public enum Key: Sendable, Hashable {
  case character(Unicode.Scalar)
  case control(Unicode.Scalar)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
}

extension Key: ExpressibleByUnicodeScalarLiteral {
  public init(unicodeScalarLiteral value: Unicode.Scalar) { self = .character(value) }
}

/// The only door to a real terminal; tests use `Playback`.
public protocol Terminal: ~Copyable {
  var size: Size { get }
  var look: Look { get set }
  /// Shows the canvas, sending only what changed.
  mutating func present(_ canvas: borrowing Canvas)
  /// Waits at most so long for the next event.
  mutating func nextEvent(within limit: Duration) -> Event?
  /// Asks for what the mouse does, or no longer; returns whether it is told now. Without it a person can mark and copy
  /// text as ever.
  mutating func useMouse(_ isOn: Bool) -> Bool
  /// Puts a text on the clipboard, where the terminal has one and lets programs use it.
  mutating func copy(_ text: String)
}
