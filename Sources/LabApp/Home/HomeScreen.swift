import Lessons
import TerminalUI

/// The course at a glance: chapters, their lessons and how far one has come.
struct HomeScreen: Screen {
  private var selected: Int
  /// What was typed after `/`; nil while no search is open.
  private var search: String?

  var context: Context { search == nil ? .home : .search }

  init(_ world: World) {
    let lessons = world.shelf.lessons
    let last = world.journal.lastLesson
    selected = lessons.firstIndex { $0.id == last } ?? 0
  }

  /// Stays with the selected lesson when others come or go.
  mutating func keepPlace(from old: Shelf, to new: Shelf) {
    guard old.lessons.indices.contains(selected) else { return }
    let id = old.lessons[selected].id
    selected = new.lessons.firstIndex { $0.id == id } ?? max(min(selected, new.lessons.count - 1), 0)
  }

  func isAvailable(_ action: Action, in world: World) -> Bool {
    if action == .resume { return place(in: world) != nil }
    return !world.shelf.lessons.isEmpty || [.help, .quit, .progress, .back, .playground].contains(action)
  }

  func hint(for action: Action, in world: World) -> Hint {
    guard action == .resume, let place = place(in: world) else { return .table }
    let isNarrow = world.size.width < LessonLayout.wideWidth
    let number = place.lesson.topics.first.map(String.init) ?? place.lesson.id
    return .named(
      isNarrow
        ? "continue \(number)/\(place.page + 1)"
        : "continue: \(place.lesson.shortName), page \(place.page + 1)")
  }

  private func place(in world: World) -> (lesson: Lesson, page: Int)? {
    guard let id = world.journal.lastLesson, let lesson = world.shelf.find(id) else { return nil }
    return (lesson, page(of: lesson, in: world))
  }

  /// Where a lesson opens: at the page that was open last.
  private func page(of lesson: Lesson, in world: World) -> Int {
    min(world.journal[lesson.id].lastPage, max(lesson.pages.count - 1, 0))
  }

  // MARK: keys

  mutating func perform(_ action: Action, key: Key, in world: World) -> Outcome {
    switch action {
    case .open: return open(world)
    case .resume:
      guard let place = place(in: world) else { return .ignored }
      return .asking(.open(lesson: place.lesson.id, page: place.page))
    case .search: search = ""
    case .playground: return .asking(.playground)
    case .back: search = nil
    case .erase: erase(world)
    case .up where search != nil: selected = match(before: true, world)
    case .down where search != nil: selected = match(before: false, world)
    case .up, .down, .left, .right, .first, .last:
      selected = grid(world).neighbour(of: selected, action)
    default: return .ignored
    }
    return .done
  }

  private func open(_ world: World) -> Outcome {
    guard world.shelf.lessons.indices.contains(selected) else { return .ignored }
    if search?.isEmpty == false, matches(world).isEmpty { return .done }
    let lesson = world.shelf.lessons[selected]
    return .asking(.open(lesson: lesson.id, page: page(of: lesson, in: world)))
  }

  mutating func type(_ text: String, in world: World) -> Outcome {
    guard search != nil else { return .ignored }
    search?.append(typed: text, limit: 40)
    toFirstMatch(world)
    return .done
  }

  private mutating func erase(_ world: World) {
    guard let search else { return }
    if search.isEmpty { self.search = nil } else { self.search = String(search.dropLast()) }
    toFirstMatch(world)
  }

  private mutating func toFirstMatch(_ world: World) {
    let found = matches(world)
    if let first = found.first, !found.contains(selected) { selected = first }
  }

  func hintArea(_ world: World) -> Rect { area(world.bounds).splitBottom(1).bottom }

  /// A click chooses a lesson, one more opens it; the wheel goes up and down as the arrow keys do.
  mutating func point(_ mouse: Mouse, in world: World) -> Outcome {
    guard !world.shelf.lessons.isEmpty else { return .ignored }
    switch mouse.deed {
    case .press:
      let (grid, room) = (grid(world), gridArea(area(world.bounds)))
      let row = mouse.place.y - room.y + firstRow(grid, room)
      guard room.contains(mouse.place),
        let item = grid.items.first(where: {
          $0.row == row && (room.x + $0.column..<room.x + $0.column + $0.width).contains(mouse.place.x)
        })
      else { return .ignored }
      if item.lesson == selected { return open(world) }
      selected = item.lesson
      return .done
    case .wheelUp, .wheelDown:
      guard search == nil else { return .ignored }
      selected = grid(world).neighbour(of: selected, mouse.deed == .wheelUp ? .up : .down)
      return .done
    case .drag, .release: return .ignored
    }
  }

  private func matches(_ world: World) -> [Int] {
    let wanted = (search ?? "").lowercased()
    return world.shelf.lessons.indices.filter { index in
      let lesson = world.shelf.lessons[index]
      let text =
        "\(lesson.shortName) \(lesson.title) \(lesson.chapter) \(lesson.topics.map(String.init).joined(separator: " "))"
      return wanted.isEmpty || text.lowercased().contains(wanted)
    }
  }

  private func match(before: Bool, _ world: World) -> Int {
    let found = matches(world)
    guard let place = found.firstIndex(of: selected) else { return found.first ?? selected }
    return found[(place + (before ? found.count - 1 : 1)) % found.count]
  }

  private func grid(_ world: World) -> LessonGrid {
    LessonGrid(world.shelf, in: gridArea(area(world.bounds)).size)
  }

  /// The screen is not drawn wider than it reads well.
  private func area(_ area: Rect) -> Rect {
    Rect(x: area.x, y: area.y, width: min(area.width, 132), height: area.height)
  }

  func exhibit(in world: World) -> Exhibit {
    let chapters = world.shelf.chapters.map { "\($0.name) with \($0.lessons.count)" }
    let description = "The lessons of the course by chapters: \(chapters.joined(separator: ", "))."
    return Exhibit(name: "gradlab-home", title: "gradlab: the course", description: description)
  }

  // MARK: drawing

  func draw(_ world: World, on canvas: inout Canvas, in area: Rect) {
    let body = self.area(area)
    drawHeader(world, on: &canvas, in: body.splitTop(1).top)
    let hints = body.splitBottom(1).bottom
    let about = aboutHeight(body)
    let grid = grid(world)
    let room = gridArea(body)
    drawGrid(grid, world, on: &canvas, in: room)
    let top = min(room.y + grid.rowCount + 1, hints.y - 1 - about)
    drawAbout(world, on: &canvas, in: Rect(x: body.x, y: top, width: body.width, height: about))
    let pages = top + about + (body.height >= 30 ? 1 : 0)
    drawPages(
      world, on: &canvas,
      in: Rect(x: body.x + 1, y: pages, width: body.width - 2, height: max(hints.y - 1 - pages, 0)))
    if let warning = world.warning {
      canvas.write(warning, x: body.x + 1, y: hints.y - 1, .warning, in: body)
    }
    drawHints(world, on: &canvas, in: hints)
  }

  private func gridArea(_ body: Rect) -> Rect { body.inset(top: 2, bottom: 3 + aboutHeight(body)) }

  private func aboutHeight(_ area: Rect) -> Int { area.height >= 22 ? 4 : 2 }

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
    let done = world.shelf.lessons.filter { world.journal.standing(of: $0) == .done }.count
    let time = Int(world.journal.seconds / 60)
    let words = "\(done) of \(world.shelf.plannedCount) done" + (time > 0 ? "   \(Figure.minutes(time))" : "")
    canvas.write(words, x: area.maxX - words.count - 1, y: area.y, .dim, in: area)
  }

  private func drawGrid(_ grid: LessonGrid, _ world: World, on canvas: inout Canvas, in area: Rect) {
    guard !world.shelf.lessons.isEmpty else {
      canvas.write(
        "No lessons were found; `gradlab doctor` says where they are looked for.", x: area.x + 1, y: area.y,
        .warning, in: area)
      return
    }
    let selectedRow = selectedRow(grid)
    let first = firstRow(grid, area)
    let chapter = grid.bands.lastIndex { $0.row <= selectedRow }
    for (index, band) in grid.bands.enumerated() where (first..<first + area.height).contains(band.row) {
      let name = "\(index + 1) \(band.name)"
      let names = Rect(x: area.x, y: area.y, width: grid.margin - 1, height: area.height)
      let y = area.y + band.row - first
      if index == chapter { canvas.write("▸", x: area.x + 1, y: y, .accent) }
      canvas.write(name, x: area.x + 3, y: y, index == chapter ? .title : .text, in: names)
    }
    if first + area.height < grid.rowCount {
      canvas.write("↓", x: area.maxX - 2, y: area.maxY - 1, .dim, in: area)
    }
    let found = Set(matches(world))
    for item in grid.items where (first..<first + area.height).contains(item.row) {
      draw(item, found.contains(item.lesson), world, on: &canvas, y: area.y + item.row - first, in: area)
    }
  }

  private func selectedRow(_ grid: LessonGrid) -> Int {
    grid.items.first { $0.lesson == selected }?.row ?? 0
  }

  /// The first row in view: the selected lesson is always seen.
  private func firstRow(_ grid: LessonGrid, _ area: Rect) -> Int {
    let row = selectedRow(grid)
    var scroll = Scroll()
    scroll.reveal(row..<row + 1, of: grid.rowCount, in: area.height)
    return scroll.first(of: grid.rowCount, in: area.height)
  }

  private func draw(
    _ item: LessonGrid.Item, _ isMatch: Bool, _ world: World, on canvas: inout Canvas, y: Int, in area: Rect
  ) {
    let lesson = world.shelf.lessons[item.lesson]
    let standing = world.journal.standing(of: lesson)
    let x = area.x + item.column
    if item.lesson == selected {
      canvas.write("\(standing.mark) \(lesson.shortName)", x: x, y: y, .selection, in: area)
      if search == nil { canvas.cursor = Point(x: x, y: y) }
      return
    }
    canvas.write(standing.mark, x: x, y: y, isMatch ? standing.ink : .border, in: area)
    canvas.write(lesson.shortName, x: x + 2, y: y, isMatch ? .text : .border, in: area)
  }

  /// The pages of the selected lesson, where there is room for all of them.
  private func drawPages(_ world: World, on canvas: inout Canvas, in area: Rect) {
    guard world.shelf.lessons.indices.contains(selected), search == nil, area.height > 0 else { return }
    let lesson = world.shelf.lessons[selected]
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

  private func drawAbout(_ world: World, on canvas: inout Canvas, in area: Rect) {
    guard world.shelf.lessons.indices.contains(selected), area.height > 0 else { return }
    let lesson = world.shelf.lessons[selected]
    let pages = lesson.pages.count == 1 ? "1 page" : "\(lesson.pages.count) pages"
    let length = "\(Figure.minutes(lesson.minutes)), \(pages)"
    let title = lesson.topics.first.map { "\($0) · \(lesson.title)" } ?? lesson.title
    canvas.write(title, x: area.x + 1, y: area.y, .title, in: area)
    canvas.write(length, x: min(area.maxX, Paragraph.prose + 4) - length.count - 1, y: area.y, .dim, in: area)
    let width = min(area.width - 2, Paragraph.prose)
    let words = [Words(lesson.summary, world.look.style(.text))]
    let lines = Paragraph.wrap(words, width: width, at: world.look.capability.glyphs)
    for (row, line) in lines.prefix(area.height - 1).enumerated() {
      canvas.put(line, x: area.x + 1, y: area.y + 1 + row, in: area)
    }
  }
}
