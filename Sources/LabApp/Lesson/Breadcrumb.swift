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
    if right.isEmpty {
      canvas.write(place, x: area.maxX - Width.of(place) - 1, y: area.y, .text, in: area)
    } else {
      canvas.write(place, x: x + 3, y: area.y, .text, in: area)
      canvas.write(right, x: area.maxX - Width.of(right) - 1, y: area.y, .dim, in: area)
    }
  }
}
