import TerminalUI

extension LessonLayout {
  /// Where an instrument of this least width lies: over the panels, or over everything below the first line where the
  /// panels have no column of their own.
  func instrumentRoom(least: Int) -> Rect {
    shape == .wide && panels.width >= least && text.width > 0
      ? panels : Rect(x: 0, y: 1, width: header.width, height: status.y - 1)
  }
}

extension Canvas {
  /// Empties the room of an instrument and gives it a title; the line on its left loses the marks of what lay there.
  mutating func clearInstrument(_ area: Rect, title: String) {
    fill(area)
    let left = max(area.x - 1, 0)
    if area.x > 0, area.height > 1 {
      fill(Rect(x: left, y: area.y + 1, width: 1, height: area.height - 1))
      upright(x: left, y: area.y, height: area.height + 1)
    }
    rule(
      x: left, y: area.y, width: area.maxX - left,
      title: Glyphs.plain(title, at: look.capability.glyphs).clipped(to: area.width - 6),
      titleInk: .selection)
  }
}
