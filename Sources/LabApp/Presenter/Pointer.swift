import TerminalUI

/// A bright mark that the speaker moves over the figure; the cell it points at stays to be seen.
struct Pointer: Sendable, Hashable {
  var place: Point

  /// In the middle of an area.
  init(in area: Rect) { place = Point(x: area.x + area.width / 2, y: area.y + area.height / 2) }

  init(at place: Point) { self.place = place }

  mutating func move(x: Int, y: Int, in area: Rect) {
    place.x = min(max(place.x + x, area.x), max(area.maxX - 1, area.x))
    place.y = min(max(place.y + y, area.y), max(area.maxY - 1, area.y))
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let look = canvas.look
    let isColoured = look.capability.colours == .full && look.theme != .mono
    let bright = isColoured ? Style(Colour(16), on: Colour(226), .bold) : look.style(.selection)
    let isLarge = area.width >= 100
    for step in 1...(isLarge ? 4 : 3) {
      put(step == 1 ? "▶" : "━", bright, -step, 0, on: &canvas, in: area)
      put(step == 1 ? "◀" : "━", bright, step, 0, on: &canvas, in: area)
    }
    for step in 1...(isLarge ? 2 : 1) {
      put(step == 1 ? "▼" : "┃", bright, 0, -step, on: &canvas, in: area)
      put(step == 1 ? "▲" : "┃", bright, 0, step, on: &canvas, in: area)
    }
  }

  private func put(
    _ glyph: Unicode.Scalar, _ style: Style, _ x: Int, _ y: Int, on canvas: inout Canvas, in area: Rect
  ) {
    let cell = Point(x: place.x + x, y: place.y + y)
    guard area.contains(cell) else { return }
    canvas[cell.x, cell.y] = Cell(glyph, style)
  }
}
