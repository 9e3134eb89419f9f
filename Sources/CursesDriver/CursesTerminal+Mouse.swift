extension CursesTerminal {
  /// Asks the terminal to tell what the mouse does, or no longer. Returns whether it tells it now: terminals that are not
  /// known to have the modes are left alone.
  public mutating func useMouse(_ isOn: Bool) -> Bool {
    guard surroundings.knowsPrivateModes else { return false }
    isMouseOn = isOn
    write(isOn ? modes.mouseOn : modes.mouseOff)
    return isOn
  }
}
