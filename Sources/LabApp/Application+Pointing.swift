import TerminalUI

/// The mouse: a courtesy beside the keys, off until it is asked for.
extension Application {
  /// A click on the bottom line presses the key that stands there; all else is the affair of the screen.
  mutating func point(_ mouse: Mouse) {
    guard isMouseOn, !isTooSmall else { return }
    if mouse.deed == .press {
      if let key = HintLine.key(top.hints(world), at: mouse.place, in: top.hintArea(world)) {
        return press(key)
      }
      forgetNotices()
    }
    answer { screen, world in screen.point(mouse, in: world) }
  }
}
