import Experiments
import TerminalUI

/// Everything that happened to the run, by step; Enter goes there in time.
struct LedgerScreen: Screen {
  private let deeds: [Mark]
  private var selected: Int

  var context: Context { .ledger }
  var isOverlay: Bool { true }

  /// The event nearest before the present step is chosen first.
  init(of lesson: LessonScreen, in world: World) {
    deeds = lesson.deeds
    let step = world.snapshot.lanes.first?.step ?? 0
    selected = lesson.entries(world).lastIndex { $0.step <= step } ?? 0
  }

  private func entries(_ world: World) -> [LedgerEntry] { LedgerEntry.all(world.snapshot, deeds: deeds) }

  func isAvailable(_ action: Action, in world: World) -> Bool {
    action != .open || !entries(world).isEmpty
  }

  mutating func point(_ mouse: Mouse, in world: World) -> Outcome { roll(mouse, in: world) }

  mutating func perform(_ action: Action, key: Key, in world: World) -> Outcome {
    let entries = entries(world)
    let page = max(box(entries.count, in: world.bounds).height - 6, 1)
    switch action {
    case .back: return .asking(.back)
    case .open:
      guard entries.indices.contains(selected) else { return .ignored }
      return .asking(.bench(.seek(entries[selected].step)), .back)
    case .up: selected -= 1
    case .down: selected += 1
    case .scrollUp: selected -= page
    case .scrollDown: selected += page
    case .first: selected = 0
    case .last: selected = entries.count - 1
    default: return .ignored
    }
    selected = min(max(selected, 0), max(entries.count - 1, 0))
    return .done
  }

  // MARK: drawing

  private static let detailRows = 2

  private func box(_ count: Int, in area: Rect) -> Rect {
    let width = min(area.width - 2, 104)
    let height = min(count + 4 + Self.detailRows, area.height - 2)
    return Rect(
      x: area.x + (area.width - width) / 2, y: area.y + max((area.height - 1 - height) / 2, 0), width: width,
      height: height)
  }

  func draw(_ world: World, on canvas: inout Canvas, in area: Rect) {
    let entries = entries(world)
    let box = box(entries.count, in: area)
    canvas.fill(box)
    canvas.fill(area.splitBottom(1).bottom)
    canvas.frame(box, title: "ledger", ink: .accent)
    let room = box.inset(left: 2, top: 1, right: 2, bottom: 1)
    let (head, rest) = room.splitTop(1)
    let (list, foot) = rest.splitBottom(min(Self.detailRows + 1, max(rest.height - 1, 0)))
    let columns = Columns(entries, width: room.width)
    columns.draw("step", "lane", "what", on: &canvas, in: head, .dim)
    let first = max(0, min(selected - list.height / 2, entries.count - list.height))
    for (row, index) in entries.indices.dropFirst(first).prefix(list.height).enumerated() {
      let place = Rect(x: list.x, y: list.y + row, width: list.width, height: 1)
      let entry = entries[index]
      let isChosen = index == selected
      if isChosen {
        canvas.write("▸", x: place.x, y: place.y, .selection, in: place)
        canvas.cursor = Point(x: place.x, y: place.y)
      }
      let ink: Ink = isChosen ? .selection : entry.kind.ink
      columns.draw(Figure.count(entry.step), entry.lane, entry.text, on: &canvas, in: place, ink)
    }
    drawFoot(entries, box, on: &canvas, in: foot)
    drawHints(world, on: &canvas, in: area.splitBottom(1).bottom)
  }

  /// The chosen event in full, as the table cuts long ones off.
  private func drawFoot(_ entries: [LedgerEntry], _ box: Rect, on canvas: inout Canvas, in foot: Rect) {
    guard entries.indices.contains(selected), foot.height > 1 else { return }
    canvas.rule(x: box.x, y: foot.y, width: box.width, ink: .accent)
    let entry = entries[selected]
    let place = "step \(Figure.count(entry.step))" + (entry.lane.isEmpty ? "" : " · \(entry.lane)") + " · "
    let look = canvas.look
    let lines = Paragraph.wrap(
      [Words(place, look.style(.dim)), Words(entry.text, look.style(.text))], width: foot.width,
      at: look.capability.glyphs)
    for (row, line) in lines.prefix(foot.height - 1).enumerated() {
      canvas.put(line, x: foot.x, y: foot.y + 1 + row, in: foot)
    }
  }

  /// Where the three columns stand.
  private struct Columns {
    let step: Int
    let lane: Int

    init(_ entries: [LedgerEntry], width: Int) {
      step = max(4, entries.map { Width.of(Figure.count($0.step)) }.max() ?? 0)
      let widest = entries.map { Width.of($0.lane) }.max() ?? 0
      lane = widest == 0 ? 0 : min(max(widest, 4), width / 4)
    }

    func draw(
      _ number: String, _ name: String, _ text: String, on canvas: inout Canvas, in area: Rect, _ ink: Ink
    ) {
      let x = area.x + 2
      canvas.write(number, x: x + step - Width.of(number), y: area.y, ink, in: area)
      if lane > 0 { canvas.write(name.clipped(to: lane), x: x + step + 2, y: area.y, ink, in: area) }
      let begin = x + step + 2 + (lane > 0 ? lane + 2 : 0)
      let words = Glyphs.plain(text, at: canvas.look.capability.glyphs)
      canvas.write(words.clipped(to: area.maxX - begin), x: begin, y: area.y, ink, in: area)
    }
  }
}

extension Mark.Kind {
  fileprivate var ink: Ink {
    switch self {
    case .divergence: .bad
    case .diagnosis, .refusal: .warning
    case .task: .good
    case .fork: .accent
    case .turn, .restart: .text
    case .journey: .dim
    }
  }
}
