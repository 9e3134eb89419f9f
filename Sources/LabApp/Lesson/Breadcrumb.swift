import Lessons
import TerminalUI

/// The first line of a lesson: where one is, how far, how fast.
enum Breadcrumb {
  /// Draws the longest forms that fit; what does not fit is dropped whole.
  static func draw(
    _ lesson: Lesson, page: Int, marks: [String], right: String, on canvas: inout Canvas, in area: Rect
  ) {
    let room = area.width - 2
    let count = "page \(page + 1)/\(lesson.pages.count)"
    let places = [count + " " + marks.joined(separator: " "), count, "\(page + 1)/\(lesson.pages.count)"]
    let ways = ["gradlab ▸ \(lesson.chapter) ▸ ", "\(lesson.chapter) ▸ ", ""]
    let rights = right.isEmpty ? [""] : [right, ""]
    for right in rights {
      for place in places {
        for way in ways where width(way, lesson, place, right) <= room {
          return put(way, lesson, place, right, page, on: &canvas, in: area)
        }
      }
    }
    let place = places[2]
    let left = Rect(x: area.x, y: area.y, width: area.width - place.count - 2, height: 1)
    canvas.write(lesson.numberedTitle, x: area.x + 1, y: area.y, .title, in: left)
    canvas.write(place, x: area.maxX - place.count - 1, y: area.y, .dim, in: area)
  }

  private static func width(_ way: String, _ lesson: Lesson, _ place: String, _ right: String) -> Int {
    [way, lesson.numberedTitle, place, right].reduce(0) { $0 + Width.of($1) } + 3 + (right.isEmpty ? 0 : 3)
  }

  private static func put(
    _ way: String, _ lesson: Lesson, _ place: String, _ right: String, _ page: Int, on canvas: inout Canvas,
    in area: Rect
  ) {
    var x = canvas.write(way, x: area.x + 1, y: area.y, .dim, in: area)
    x = canvas.write(lesson.numberedTitle, x: x, y: area.y, .title, in: area)
    let start = right.isEmpty ? area.maxX - Width.of(place) - 1 : x + 3
    canvas.write(place, x: start, y: area.y, .text, in: area)
    highlight(page, of: lesson, in: place, x: start, y: area.y, on: &canvas)
    if !right.isEmpty {
      canvas.write(right, x: area.maxX - Width.of(right) - 1, y: area.y, .dim, in: area)
    }
  }

  /// The mark of the page that is open stands out; its number says the same.
  private static func highlight(
    _ page: Int, of lesson: Lesson, in place: String, x: Int, y: Int, on canvas: inout Canvas
  ) {
    let marks = lesson.pages.count * 2 - 1
    guard place.hasPrefix("page"), Width.of(place) > marks + 6, lesson.pages.count > 1 else { return }
    let column = x + Width.of(place) - marks + page * 2
    canvas[column, y] = Cell(canvas[column, y].glyph, canvas.look.style(.selection))
  }
}
