/// Modes of the terminal that ncurses does not manage.
struct PrivateModes {
  /// Turns bracketed paste on.
  let entering: String
  let leaving: String
  /// Undoes what ncurses did, should it not get to do so itself.
  let closing: String
  let beginFrame: String
  let endFrame: String

  init(_ surroundings: Surroundings) {
    let isKnown = surroundings.knowsPrivateModes
    entering = isKnown ? "\u{1B}[?2004h" : ""
    leaving = isKnown ? "\u{1B}[?2026l\u{1B}[?2004l" : ""
    closing = ["sgr0", "cnorm", "rmkx", "rmcup"].compactMap { Surroundings.capability($0) }.joined()
    beginFrame = isKnown ? "\u{1B}[?2026h" : ""
    endFrame = isKnown ? "\u{1B}[?2026l" : ""
  }
}
