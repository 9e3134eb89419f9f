import Lessons
import TerminalUI

/// Where things stand on the home screen. Where there is room for a row each, the lessons are a list and the selected
/// one is told beside it; else they flow through their chapters, and it is told below.
struct HomeLayout {
  let body: Rect
  let grid: LessonGrid
  /// The lessons.
  let room: Rect
  /// Title and summary of the selected lesson, and its pages below.
  let about: Rect
  let hints: Rect

  var isList: Bool { grid.style == .list }

  init(_ world: World) { self.init(world.shelf, in: world.bounds) }

  init(_ shelf: Shelf, in area: Rect) {
    let list = LessonGrid(listing: shelf, in: area.height - 4)
    let isList = area.width >= 120 && !shelf.lessons.isEmpty && list.rowCount <= area.height - 4
    body = Rect(x: area.x, y: area.y, width: min(area.width, isList ? 150 : 132), height: area.height)
    hints = body.splitBottom(1).bottom
    if isList {
      grid = list
      let inner = body.inset(top: 2, bottom: 2)
      room = inner.splitLeft(list.width).left
      about = inner.splitLeft(list.width + 3).rest
    } else {
      let aboutHeight = body.height >= 22 ? 4 : 2
      room = body.inset(top: 2, bottom: 3 + aboutHeight)
      grid = LessonGrid(shelf, in: room.size)
      let top = min(room.y + grid.rowCount + 1, hints.y - 1 - aboutHeight)
      about = Rect(x: body.x, y: top, width: body.width, height: max(hints.y - 1 - top, 0))
    }
  }
}
