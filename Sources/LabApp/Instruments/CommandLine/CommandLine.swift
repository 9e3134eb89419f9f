import Experiments
import TerminalUI

/// The line at the bottom that takes commands.
struct CommandLine: Instrument {
  private(set) var isClosed = false
  private(set) var text: String
  /// How far back in the history; 0 is the line being written.
  private var depth = 0
  private var written = ""
  /// Why the last line could not be obeyed.
  private var problem: String?
  /// What Tab has found more than one of.
  private var candidates: [String] = []

  init(_ text: String = "") { self.text = text }

  /// A line that is begun, with the ways in which it may go on.
  init(_ text: String, on screen: LessonScreen, _ world: World) {
    self.text = text
    candidates = Completion(text, on: screen, in: world).candidates
  }

  var context: Context { .command }

  func isAvailable(_ action: Action, on screen: LessonScreen, in world: World) -> Bool {
    switch action {
    case .erase: !text.isEmpty
    case .up, .down: !screen.commands.isEmpty
    default: true
    }
  }

  mutating func perform(_ action: Action, key: Key, on screen: inout LessonScreen, in world: World) -> Outcome
  {
    switch action {
    case .back: isClosed = true
    case .erase: edit(String(text.dropLast()))
    case .complete: complete(screen, world)
    case .up, .down: recall(action == .up ? 1 : -1, screen)
    case .open: return obey(on: &screen, world)
    default: return .ignored
    }
    return .done
  }

  /// A pasted line ends at its first line end.
  mutating func type(_ letters: String, on screen: inout LessonScreen, in world: World) -> Outcome {
    var line = text
    line.append(typed: String(letters.prefix { !$0.isNewline }), limit: Self.longest)
    edit(line)
    return .done
  }

  private mutating func edit(_ line: String) {
    text = String(line.prefix(Self.longest))
    (problem, candidates, depth) = (nil, [], 0)
  }

  /// A receipt has room.
  private static let longest = 20_000

  private mutating func complete(_ screen: LessonScreen, _ world: World) {
    let completion = Completion(text, on: screen, in: world)
    guard let line = completion.line else {
      problem = "Nothing begins so."
      return
    }
    edit(line)
    candidates = completion.candidates.count > 1 ? completion.candidates : []
  }

  /// Goes through what was written before, newest first.
  private mutating func recall(_ count: Int, _ screen: LessonScreen) {
    let history = screen.commands
    let next = min(max(depth + count, 0), history.count)
    guard next != depth else { return }
    if depth == 0 { written = text }
    edit(next == 0 ? written : history[history.count - next])
    depth = next
  }

  private mutating func obey(on screen: inout LessonScreen, _ world: World) -> Outcome {
    guard text.contains(where: { $0 != " " }) else {
      isClosed = true
      return .done
    }
    do throws(SettingError) {
      let outcome = try CommandTable.run(text, on: &screen, in: world)
      screen.remember(text)
      isClosed = true
      return outcome
    } catch {
      problem = error.description.prefix(1).uppercased() + error.description.dropFirst() + "."
      if error.description.hasSuffix("?") || error.description.hasSuffix(".") { problem?.removeLast() }
      return .done
    }
  }

  // MARK: drawing

  func draw(over screen: LessonScreen, _ layout: LessonLayout, _ world: World, on canvas: inout Canvas) {
    let area = layout.status
    let look = canvas.look
    canvas.fill(area)
    let room = max(area.width - 4, 1)
    // Of a line longer than the screen the end is seen.
    let shown = text.count > room - 1 ? "…" + text.suffix(room - 2) : text
    canvas.write(":", x: area.x + 1, y: area.y, .key, in: area)
    let end = canvas.write(shown, x: area.x + 2, y: area.y, .text, in: area)
    canvas[min(end, area.maxX - 1), area.y] = Cell("▏", look.style(.accent))
    canvas.cursor = Point(x: min(end, area.maxX - 1), y: area.y)
    let (above, ink) = above(screen, world)
    guard !above.isEmpty else { return }
    let lines = Paragraph.wrap(
      [Words(above, look.style(ink))], width: max(area.width - 2, 1), at: look.capability.glyphs
    ).prefix(max(min(6, area.y - 3), 1))
    let top = area.y - lines.count
    canvas.fill(Rect(x: 0, y: top - 1, width: area.width, height: lines.count + 1))
    canvas.rule(x: 0, y: top - 1, width: area.width)
    for (row, line) in lines.enumerated() { canvas.put(line, x: area.x + 1, y: top + row) }
  }

  /// What stands above the line: what is wrong with it, how it may go on, or how it is used.
  private func above(_ screen: LessonScreen, _ world: World) -> (String, Ink) {
    if let problem { return (problem, .warning) }
    if !candidates.isEmpty { return (candidates.joined(separator: " · "), .dim) }
    guard let name = CommandTable.words(text).first,
      let row = CommandTable.all.first(where: { $0.name == name })
    else {
      return text.isEmpty
        ? ("set, run, seek, open, panel, check … help lists all, Tab completes", .dim) : ("", .dim)
    }
    return ("\(row.usage) · \(row.help)", .dim)
  }
}

extension LessonScreen {
  /// Keeps a line for the history; the same twice in a row is kept once.
  mutating func remember(_ line: String) {
    if commands.last != line { commands = commands.suffix(99) + [line] }
  }
}
