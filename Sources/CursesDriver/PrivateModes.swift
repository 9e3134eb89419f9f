/// Modes of the terminal that ncurses does not manage.
struct PrivateModes {
  /// Turns bracketed paste on.
  let entering: String
  /// Ends with the mouse off, whether it was on or not.
  let leaving: String
  /// Presses and releases (1000), moves while a button is held (1002), in the form of 1006.
  let mouseOn: String
  let mouseOff: String
  /// Undoes what ncurses did, should it not get to do so itself.
  let closing: String
  let beginFrame: String
  let endFrame: String

  init(_ surroundings: Surroundings) {
    let isKnown = surroundings.knowsPrivateModes
    entering = isKnown ? "\u{1B}[?2004h" : ""
    mouseOn = isKnown ? "\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h" : ""
    mouseOff = isKnown ? "\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l" : ""
    leaving = isKnown ? "\u{1B}[?2026l\u{1B}[?2004l" + mouseOff : ""
    closing = ["sgr0", "cnorm", "rmkx", "rmcup"].compactMap { Surroundings.capability($0) }.joined()
    beginFrame = isKnown ? "\u{1B}[?2026h" : ""
    endFrame = isKnown ? "\u{1B}[?2026l" : ""
  }
}
