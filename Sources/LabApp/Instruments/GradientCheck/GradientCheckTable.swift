import Experiments
import Neural
import TerminalUI

/// The gradient check of the present state as a table.
struct GradientCheckTable: Instrument {
  private(set) var isClosed = false
  private var scroll = Scroll()

  var context: Context { .gradientCheck }
  var probes: Set<String> { [Loop.checkProbe] }

  private func check(_ screen: LessonScreen, _ world: World) -> GradientCheck? {
    let lanes = world.snapshot.lanes
    let lane =
      lanes.indices.contains(screen.workbench.selected) ? lanes[screen.workbench.selected] : lanes.first
    return lane?.check
  }

  mutating func perform(_ action: Action, key: Key, on screen: inout LessonScreen, in world: World) -> Outcome
  {
    switch action {
    case .back:
      isClosed = true
      return .done
    case .gradientCheck: return .asking(.bench(.show(screen.panelProbes(world).union(probes))))
    case .scrollUp, .scrollDown:
      let room = Microscope.area(screen.layout(world)).height - 4
      scroll.move(
        by: action == .scrollDown ? room : -room, of: check(screen, world)?.rows.count ?? 0, in: max(room, 1))
      return .done
    default: return .ignored
    }
  }

  // MARK: drawing

  func draw(over screen: LessonScreen, _ layout: LessonLayout, _ world: World, on canvas: inout Canvas) {
    let area = Microscope.area(layout)
    let level = canvas.look.capability.glyphs
    let check = check(screen, world)
    canvas.clearInstrument(area, title: title(check))
    canvas.cursor = Point(x: area.x + 2, y: area.y)
    let room = area.inset(left: 2, top: 1, right: 2)
    let sentence = check?.sentence ?? missing(screen, world)
    let lines = Paragraph.wrap(
      [Words(sentence, canvas.look.style(check?.isGood == false ? .bad : .text))],
      width: min(room.width, Paragraph.prose), at: level)
    let parts = room.splitBottom(min(lines.count + 1, room.height))
    if let check, !check.rows.isEmpty { draw(check, on: &canvas, in: parts.rest) }
    let below = check?.rows.isEmpty == false ? min(check?.rows.count ?? 0, parts.rest.height - 1) + 2 : 0
    for (row, line) in lines.enumerated() {
      let y = min(room.y + below + row, parts.bottom.y + 1 + row)
      canvas.put(line, x: room.x, y: y, in: room)
    }
  }

  func sentence(on screen: LessonScreen, in world: World) -> String? {
    guard let check = check(screen, world) else { return missing(screen, world) }
    let rows = check.rows.map { "\($0.title) \($0.verdict.rawValue)" }
    return ([title(check).capitalizedFirst + ": " + check.sentence] + [rows.joined(separator: ", ")])
      .filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func title(_ check: GradientCheck?) -> String {
    guard let check, check.refusal == nil else { return "gradient check" }
    return "gradient check · step \(Figure.count(check.step)) · batch of \(check.batch)"
  }

  private func missing(_ screen: LessonScreen, _ world: World) -> String {
    if case .failed(let sentence)? = world.snapshot.lanes.first?.phase { return sentence }
    switch screen.workbench.experiment?.learner {
    case "perceptron":
      return "The perceptron corrects by a rule and follows no slope, so there is none to check."
    case "som", "self-organizing-map":
      return
        "A map is drawn by its neighbourhood and follows the slope of no loss, so there is none to check."
    case "descent":
      return "The slope of this surface is written down as a formula; there is no network to check."
    default: return "The table appears as soon as the gradients are checked."
    }
  }

  private func draw(_ check: GradientCheck, on canvas: inout Canvas, in area: Rect) {
    let hasNorm = area.width >= 74
    let names = max(check.rows.map { Width.of($0.title) }.max() ?? 5, 5)
    let heads = (hasNorm ? ["‖g‖"] : []) + ["computed", "measured", "rel. error", "corners"]
    put("layer", heads, "verdict", names, ink: .dim, on: &canvas, in: area, y: area.y)
    let room = area.height - 1
    let first = scroll.first(of: check.rows.count, in: room)
    for (offset, row) in check.rows.dropFirst(first).prefix(room).enumerated() {
      let numbers =
        (hasNorm ? [Digits.reading(row.norm, digits: 3)] : [])
        + [Digits.reading(row.computed, digits: 5), Digits.reading(row.measured, digits: 5)]
        + [Digits.scientific(row.error, digits: 2), String(row.kinks)]
      put(
        row.title, numbers, row.verdict.rawValue, names, ink: Self.ink(row.verdict), on: &canvas, in: area,
        y: area.y + 1 + offset)
    }
  }

  private static func ink(_ verdict: GradientCheck.Verdict) -> Ink {
    switch verdict {
    case .agrees: .good
    case .corner: .warning
    case .differs: .bad
    case .still: .dim
    }
  }

  private func put(
    _ name: String, _ numbers: [String], _ verdict: String, _ names: Int, ink: Ink, on canvas: inout Canvas,
    in area: Rect, y: Int
  ) {
    let level = canvas.look.capability.glyphs
    canvas.write(name, x: area.x, y: y, ink == .dim ? .dim : .text, in: area)
    var x = area.x + names + 1
    for (index, number) in numbers.enumerated() {
      let text = Glyphs.plain(number, at: level)
      let width = index == numbers.count - 1 ? 8 : 11
      x += width
      canvas.write(text, x: x - Width.of(text), y: y, ink == .dim ? .dim : .text, in: area)
    }
    canvas.write(verdict, x: x + 2, y: y, ink, in: area)
  }
}
