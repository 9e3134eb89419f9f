import Lessons
import TerminalUI

extension HomeScreen {
  func draw(_ world: World, on canvas: inout Canvas, in area: Rect) {
    let layout = HomeLayout(world.shelf, in: area)
    drawHeader(world, on: &canvas, in: layout.body.splitTop(1).top)
    drawLessons(layout, world, on: &canvas)
    if let lesson = chosen(in: world) {
      if layout.isList {
        drawAccount(of: lesson, world, on: &canvas, in: layout.about)
      } else {
        drawAbout(lesson, world, on: &canvas, in: layout)
      }
    }
    if let warning = world.warning {
      canvas.write(warning, x: layout.body.x + 1, y: layout.hints.y - 1, .warning, in: layout.body)
    }
    drawHints(world, on: &canvas, in: layout.hints)
  }

  private func chosen(in world: World) -> Lesson? {
    world.shelf.lessons.indices.contains(selected) ? world.shelf.lessons[selected] : nil
  }

  private func drawHeader(_ world: World, on canvas: inout Canvas, in area: Rect) {
    if let search {
      let end = canvas.write(" search: ", x: area.x, y: area.y, .key, in: area)
      let caret = canvas.write(search, x: end, y: area.y, .strong, in: area)
      canvas.cursor = Point(x: min(caret, area.maxX - 1), y: area.y)
      let count = matches(world).count
      let words = count == 1 ? "1 lesson" : "\(count) lessons"
      canvas.write(words, x: area.maxX - words.count - 1, y: area.y, count == 0 ? .warning : .dim, in: area)
      return
    }
    canvas.write("gradlab", x: area.x + 1, y: area.y, .title, in: area)
    guard !world.shelf.lessons.isEmpty else { return }
    let done = world.shelf.lessons.filter { world.journal.standing(of: $0) == .done }.count
    let time = Int(world.journal.seconds / 60)
    let words = "\(done) of \(world.shelf.plannedCount) done" + (time > 0 ? "   \(Figure.minutes(time))" : "")
    canvas.write(words, x: area.maxX - words.count - 1, y: area.y, .dim, in: area)
  }

  // MARK: lessons

  private func drawLessons(_ layout: HomeLayout, _ world: World, on canvas: inout Canvas) {
    let (grid, room) = (layout.grid, layout.room)
    guard !world.shelf.lessons.isEmpty else {
      canvas.write(
        "No lessons were found; `gradlab doctor` says where they are looked for.", x: room.x + 1, y: room.y,
        .warning, in: room)
      return
    }
    let first = firstRow(grid, room)
    let rows = first..<first + room.height
    drawChapters(grid, rows, on: &canvas, in: room)
    if rows.upperBound < grid.rowCount {
      canvas.write("↓", x: room.maxX - 2, y: room.maxY - 1, .dim, in: room)
    }
    let found = Set(matches(world))
    let columns = layout.isList ? ListColumns(world.shelf) : nil
    for item in grid.items where rows.contains(item.row) {
      let place = Point(x: room.x + item.column, y: room.y + item.row - first)
      let isMatch = found.contains(item.lesson)
      drawName(of: item.lesson, columns, isMatch, world, on: &canvas, at: place, in: room)
    }
  }

  private func drawChapters(_ grid: LessonGrid, _ rows: Range<Int>, on canvas: inout Canvas, in room: Rect) {
    let row = selectedRow(grid)
    let current = grid.bands.lastIndex { $0.row <= row }
    let names = grid.style == .list ? room : room.splitLeft(grid.margin - 1).left
    for (index, band) in grid.bands.enumerated() where rows.contains(band.row) {
      let y = room.y + band.row - rows.lowerBound
      if index == current { canvas.write("▸", x: room.x + 1, y: y, .accent) }
      let name = "\(index + 1) \(band.name)"
      canvas.write(name, x: room.x + 3, y: y, index == current ? .title : .text, in: names)
    }
  }

  /// A lesson's mark and name; in the list its number, minutes and pages too.
  private func drawName(
    of index: Int, _ columns: ListColumns?, _ isMatch: Bool, _ world: World, on canvas: inout Canvas,
    at place: Point, in room: Rect
  ) {
    let lesson = world.shelf.lessons[index]
    let standing = world.journal.standing(of: lesson)
    let isSelected = index == selected
    let ink: Ink = isMatch ? .text : .border
    let y = place.y
    if isSelected, search == nil { canvas.cursor = place }
    guard let columns else {
      if isSelected {
        canvas.write("\(standing.mark) \(lesson.shortName)", x: place.x, y: y, .selection, in: room)
      } else {
        canvas.write(standing.mark, x: place.x, y: y, isMatch ? standing.ink : .border, in: room)
        canvas.write(lesson.shortName, x: place.x + 2, y: y, ink, in: room)
      }
      return
    }
    canvas.write(standing.mark, x: place.x, y: y, isMatch ? standing.ink : .border, in: room)
    let number = lesson.topics.first.map(String.init) ?? ""
    let left = room.x + ListColumns.number
    canvas.write(number, x: left + 2 - number.count, y: y, isMatch ? .dim : .border, in: room)
    let title = isSelected ? " \(lesson.title) " : lesson.title
    let start = room.x + ListColumns.title - (isSelected ? 1 : 0)
    canvas.write(title, x: start, y: y, isSelected ? .selection : ink, in: room)
    let minutes = Figure.minutes(lesson.minutes)
    canvas.write(
      minutes, x: room.x + columns.minutes + 6 - minutes.count, y: y, isMatch ? .dim : .border, in: room)
    for page in lesson.pages.indices where standing != .untouched {
      let mark = world.journal.standing(of: page, in: lesson)
      canvas.write(mark.mark, x: room.x + columns.pages + page, y: y, isMatch ? mark.ink : .border, in: room)
    }
  }

  // MARK: the selected lesson

  private func heading(of lesson: Lesson) -> String {
    lesson.topics.first.map { "\($0) · \(lesson.title)" } ?? lesson.title
  }

  private func length(of lesson: Lesson) -> String {
    let pages = lesson.pages.count == 1 ? "1 page" : "\(lesson.pages.count) pages"
    return "\(Figure.minutes(lesson.minutes)), \(pages)"
  }

  private func summary(of lesson: Lesson, _ world: World, width: Int) -> [[Cell]] {
    let words = [Words(lesson.summary, world.look.style(.text))]
    return Paragraph.wrap(
      words, width: min(width, Paragraph.prose), at: world.look.capability.glyphs)
  }

  /// Below the grid: title, summary, and the pages where there is room for all of them.
  private func drawAbout(_ lesson: Lesson, _ world: World, on canvas: inout Canvas, in layout: HomeLayout) {
    let area = layout.about
    let height = layout.body.height >= 22 ? 4 : 2
    guard area.height > 0 else { return }
    canvas.write(heading(of: lesson), x: area.x + 1, y: area.y, .title, in: area)
    let length = length(of: lesson)
    canvas.write(length, x: min(area.maxX, Paragraph.prose + 4) - length.count - 1, y: area.y, .dim, in: area)
    for (row, line) in summary(of: lesson, world, width: area.width - 2).prefix(height - 1).enumerated() {
      canvas.put(line, x: area.x + 1, y: area.y + 1 + row, in: area)
    }
    if search == nil {
      let gap = height + (layout.body.height >= 30 ? 1 : 0)
      drawPages(of: lesson, world, on: &canvas, in: area.inset(left: 1, top: gap, right: 1))
    }
  }

  private func drawPages(of lesson: Lesson, _ world: World, on canvas: inout Canvas, in area: Rect) {
    let widest = lesson.pages.map { Width.of($0.title) }.max() ?? 0
    let columns = min(max((area.width + 3) / (widest + 5), 1), 3)
    let rows = (lesson.pages.count + columns - 1) / columns
    guard lesson.pages.count > 1, rows <= area.height else { return }
    for (index, page) in lesson.pages.enumerated() {
      let standing = world.journal.standing(of: index, in: lesson)
      let (x, y) = (area.x + index / rows * (widest + 5), area.y + index % rows)
      canvas.write(standing.mark, x: x, y: y, standing.ink, in: area)
      canvas.write(page.title, x: x + 2, y: y, .dim, in: area)
    }
  }

  /// Beside the list: title, summary, what it builds on, and each page with what there is to do.
  private func drawAccount(of lesson: Lesson, _ world: World, on canvas: inout Canvas, in area: Rect) {
    canvas.write(heading(of: lesson), x: area.x, y: area.y, .title, in: area)
    canvas.write(length(of: lesson), x: area.x, y: area.y + 1, .dim, in: area)
    var y = area.y + 3
    for line in summary(of: lesson, world, width: area.width - 1) {
      canvas.put(line, x: area.x, y: y, in: area)
      y += 1
    }
    y += 1
    if let before = foundations(of: lesson, world) {
      canvas.write(before, x: area.x, y: y, .dim, in: area)
      y += 2
    }
    let widest = lesson.pages.map { Width.of($0.title) }.max() ?? 0
    for (index, page) in lesson.pages.enumerated() {
      let standing = world.journal.standing(of: index, in: lesson)
      canvas.write(standing.mark, x: area.x, y: y + index, standing.ink, in: area)
      canvas.write(page.title, x: area.x + 2, y: y + index, .text, in: area)
      canvas.write(exercises(on: page), x: area.x + widest + 5, y: y + index, .dim, in: area)
    }
  }

  /// "Builds on 11, 17"; nil where a lesson needs none before it.
  private func foundations(of lesson: Lesson, _ world: World) -> String? {
    let titles = lesson.requires.compactMap { world.shelf.find($0) }.map { before in
      before.topics.first.map { "\($0) \(before.shortName)" } ?? before.shortName
    }
    return titles.isEmpty ? nil : "Builds on \(titles.joined(separator: " and "))."
  }

  /// "prediction, task, 2 questions"; empty before the page has been read.
  private func exercises(on page: Page) -> String {
    let counts = [
      (page.predictions.count, "prediction"), (page.tasks.count, "task"), (page.quizzes.count, "question"),
    ]
    return counts.filter { $0.0 > 0 }
      .map { $0.0 == 1 ? $0.1 : "\($0.0) \($0.1)s" }
      .joined(separator: ", ")
  }
}
