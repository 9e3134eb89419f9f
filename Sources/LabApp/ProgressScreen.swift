import Lessons
import TerminalUI

/// What was done, lesson by lesson.
struct ProgressScreen: Screen {
  private var scroll = Scroll()
  var context: Context { .progress }

  func isAvailable(_ action: Action, in world: World) -> Bool { true }

  mutating func point(_ mouse: Mouse, in world: World) -> Outcome { roll(mouse, in: world) }

  mutating func perform(_ action: Action, key: Key, in world: World) -> Outcome {
    let count = world.shelf.lessons.count
    let height = room(in: world.bounds).height
    switch action {
    case .back: return .asking(.back)
    case .up: scroll.move(by: -1, of: count, in: height)
    case .down: scroll.move(by: 1, of: count, in: height)
    case .scrollUp: scroll.move(by: -height, of: count, in: height)
    case .scrollDown: scroll.move(by: height, of: count, in: height)
    case .first: scroll = Scroll()
    case .last: scroll.move(by: count, of: count, in: height)
    default: return .ignored
    }
    return .done
  }

  func exhibit(in world: World) -> Exhibit {
    Exhibit(name: "gradlab-progress", title: "gradlab: progress", description: total(world) + ".")
  }

  private func room(in area: Rect) -> Rect { area.inset(left: 1, top: 4, right: 1, bottom: 3) }

  func draw(_ world: World, on canvas: inout Canvas, in area: Rect) {
    canvas.write("gradlab ▸ progress", x: area.x + 1, y: area.y, .title, in: area)
    canvas.rule(x: area.x, y: area.y + 1, width: area.width)
    let room = room(in: area)
    let columns = Columns(room)
    for (title, x) in [
      ("lesson", room.x + 2), ("pages", columns.pages), ("tasks", columns.tasks), ("quiz", columns.quiz),
    ] {
      canvas.write(title, x: x, y: room.y - 1, .dim, in: area)
    }
    let lessons = world.shelf.lessons
    let first = scroll.first(of: lessons.count, in: room.height)
    for (row, lesson) in lessons[first...].prefix(room.height).enumerated() {
      draw(
        lesson, world, columns, on: &canvas,
        in: Rect(x: room.x, y: room.y + row, width: room.width, height: 1))
    }
    canvas.write(total(world), x: area.x + 1, y: area.maxY - 2, .strong, in: area)
    drawHints(world, on: &canvas, in: area.splitBottom(1).bottom)
  }

  private struct Columns {
    let pages: Int, tasks: Int, quiz: Int
    init(_ room: Rect) {
      let names = min(max(room.width - 34, 10), 60)
      pages = room.x + names + 2
      tasks = pages + 9
      quiz = tasks + 9
    }
  }

  private func draw(
    _ lesson: Lesson, _ world: World, _ columns: Columns, on canvas: inout Canvas, in row: Rect
  ) {
    let journal = world.journal
    let standing = journal.standing(of: lesson)
    canvas.write(standing.mark, x: row.x, y: row.y, standing.ink)
    let names = Rect(x: row.x, y: row.y, width: columns.pages - row.x - 1, height: 1)
    canvas.write(lesson.title, x: row.x + 2, y: row.y, standing == .untouched ? .dim : .text, in: names)
    canvas.write(
      "\(journal.visitedPages(of: lesson))/\(lesson.pages.count)", x: columns.pages, y: row.y, .text)
    let tasks = journal.tasks(of: lesson)
    canvas.write(tasks.all == 0 ? "-" : "\(tasks.met)/\(tasks.all)", x: columns.tasks, y: row.y, .text)
    let score = journal.score(of: lesson)
    let quiz = score.all == 0 ? "-" : "\(score.right)/\(score.all) at once"
    canvas.write(quiz, x: columns.quiz, y: row.y, .text, in: row)
  }

  private func total(_ world: World) -> String {
    let lessons = world.shelf.lessons
    let done = lessons.filter { world.journal.standing(of: $0) == .done }.count
    let tasks = lessons.map { world.journal.tasks(of: $0) }.reduce((0, 0)) { ($0.0 + $1.met, $0.1 + $1.all) }
    let quizzes = lessons.map { world.journal.score(of: $0) }.reduce((0, 0)) {
      ($0.0 + $1.right, $0.1 + $1.all)
    }
    return "\(done) of \(world.shelf.plannedCount) lessons done · \(tasks.0) of \(tasks.1) tasks met"
      + " · \(quizzes.0) of \(quizzes.1) questions right at once"
  }
}
