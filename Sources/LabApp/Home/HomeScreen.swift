import Lessons
import TerminalUI

/// The course at a glance: chapters, their lessons and how far one has come.
struct HomeScreen: Screen {
  private(set) var selected: Int
  /// What was typed after `/`; nil while no search is open.
  private(set) var search: String?

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
      selected = HomeLayout(world).grid.neighbour(of: selected, action)
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

  func hintArea(_ world: World) -> Rect { HomeLayout(world).hints }

  /// A click chooses a lesson, one more opens it; the wheel goes up and down as the arrow keys do.
  mutating func point(_ mouse: Mouse, in world: World) -> Outcome {
    guard !world.shelf.lessons.isEmpty else { return .ignored }
    switch mouse.deed {
    case .press:
      let layout = HomeLayout(world)
      let (grid, room) = (layout.grid, layout.room)
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
      selected = HomeLayout(world).grid.neighbour(of: selected, mouse.deed == .wheelUp ? .up : .down)
      return .done
    case .drag, .release: return .ignored
    }
  }

  func matches(_ world: World) -> [Int] {
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

  func exhibit(in world: World) -> Exhibit {
    let chapters = world.shelf.chapters.map { "\($0.name) with \($0.lessons.count)" }
    let description = "The lessons of the course by chapters: \(chapters.joined(separator: ", "))."
    return Exhibit(name: "gradlab-home", title: "gradlab: the course", description: description)
  }

  // MARK: rows in view

  func selectedRow(_ grid: LessonGrid) -> Int { grid.items.first { $0.lesson == selected }?.row ?? 0 }

  /// The first row in view: the selected lesson is always seen.
  func firstRow(_ grid: LessonGrid, _ area: Rect) -> Int {
    let row = selectedRow(grid)
    var scroll = Scroll()
    scroll.reveal(row..<row + 1, of: grid.rowCount, in: area.height)
    return scroll.first(of: grid.rowCount, in: area.height)
  }
}
