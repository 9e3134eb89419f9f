import Lessons
import TerminalUI

/// The first line of a lesson: where one is, how far, how fast.
enum Breadcrumb {
  /// The longest forms that fit; what does not fit is dropped whole.
  private struct Form {
    var way = ""
    var place: String
    var right = ""
    /// Where the place begins.
    var start: Int
    /// Whether the title is cut to make room.
    var isCut = false
  }

  private static func form(
    _ lesson: Lesson, page: Int, marks: [String], right: String, in area: Rect
  ) -> Form {
    let room = area.width - 2
    let count = "page \(page + 1)/\(lesson.pages.count)"
    let places = [count + " " + marks.joined(separator: " "), count, "\(page + 1)/\(lesson.pages.count)"]
    let ways = ["gradlab ▸ \(lesson.chapter) ▸ ", "\(lesson.chapter) ▸ ", ""]
    let rights = right.isEmpty ? [""] : [right, ""]
    for right in rights {
      for place in places {
        for way in ways where width(way, lesson, place, right) <= room {
          let start =
            right.isEmpty
            ? area.maxX - Width.of(place) - 1
            : area.x + 1 + Width.of(way) + Width.of(lesson.numberedTitle) + 3
          return Form(way: way, place: place, right: right, start: start)
        }
      }
    }
    return Form(place: places[2], start: area.maxX - places[2].count - 1, isCut: true)
  }

  static func draw(
    _ lesson: Lesson, page: Int, marks: [String], right: String, on canvas: inout Canvas, in area: Rect
  ) {
    let form = form(lesson, page: page, marks: marks, right: right, in: area)
    if form.isCut {
      let left = Rect(x: area.x, y: area.y, width: area.width - form.place.count - 2, height: 1)
      canvas.write(lesson.numberedTitle, x: area.x + 1, y: area.y, .title, in: left)
      canvas.write(form.place, x: form.start, y: area.y, .dim, in: area)
      return
    }
    let x = canvas.write(form.way, x: area.x + 1, y: area.y, .dim, in: area)
    canvas.write(lesson.numberedTitle, x: x, y: area.y, .title, in: area)
    canvas.write(form.place, x: form.start, y: area.y, .text, in: area)
    if let column = column(of: page, lesson, form) {
      canvas[column, area.y] = Cell(canvas[column, area.y].glyph, canvas.look.style(.selection))
    }
    if !form.right.isEmpty {
      canvas.write(form.right, x: area.maxX - Width.of(form.right) - 1, y: area.y, .dim, in: area)
    }
  }

  /// The page whose mark stands there.
  static func page(
    at place: Point, _ lesson: Lesson, page: Int, marks: [String], right: String, in area: Rect
  ) -> Int? {
    guard area.contains(place) else { return nil }
    let form = form(lesson, page: page, marks: marks, right: right, in: area)
    return lesson.pages.indices.first { column(of: $0, lesson, form) == place.x }
  }

  private static func width(_ way: String, _ lesson: Lesson, _ place: String, _ right: String) -> Int {
    [way, lesson.numberedTitle, place, right].reduce(0) { $0 + Width.of($1) } + 3 + (right.isEmpty ? 0 : 3)
  }

  /// Where a page's mark stands; that of the open page stands out, and its number says the same.
  private static func column(of page: Int, _ lesson: Lesson, _ form: Form) -> Int? {
    let marks = lesson.pages.count * 2 - 1
    guard form.place.hasPrefix("page"), Width.of(form.place) > marks + 6, lesson.pages.count > 1 else {
      return nil
    }
    return form.start + Width.of(form.place) - marks + page * 2
  }
}
