import Experiments
import Neural
import TerminalUI

/// One weight in worked numbers, live: its unit's sum, the loss, the way back, the step it takes.
struct Microscope: Instrument {
  var sight: Sight
  private(set) var isClosed = false
  /// The first row that is shown.
  private var scroll = Scroll()

  init(_ sight: Sight = Sight()) { self.sight = sight }

  var context: Context { .microscope }
  var probes: Set<String> { [sight.probe] }

  /// What the shown lane's learner says; nil until it has answered.
  static func magnification(_ screen: LessonScreen, _ world: World) -> Magnification? {
    screen.shownLane(world)?.magnification
  }

  func isAvailable(_ action: Action, on screen: LessonScreen, in world: World) -> Bool {
    guard let seen = Self.magnification(screen, world) else { return action == .back }
    switch action {
    case .focusNext, .focusPrevious: return seen.layers.count > 1
    case .up, .down: return seen.unitCount > 1
    case .left, .right: return seen.inputCount > 1
    case .nextExample, .previousExample: return seen.exampleCount > 1
    case .nextPlace, .previousPlace: return seen.placeCount > 1
    case .gate: return seen.gates.count > 1
    default: return true
    }
  }

  func hint(for action: Action, on screen: LessonScreen, in world: World) -> Hint {
    switch action {
    case .up: .keyed("↑↓", "unit")
    case .left: .keyed("←→", "weight")
    case .previousExample: .keyed("< >", "example")
    case .previousPlace:
      .keyed("( )", Self.magnification(screen, world)?.placeName ?? "place")
    default: .table
    }
  }

  mutating func perform(_ action: Action, key: Key, on screen: inout LessonScreen, in world: World) -> Outcome
  {
    if action == .back {
      isClosed = true
      return .done
    }
    guard let seen = Self.magnification(screen, world) else { return .ignored }
    if action == .scrollUp || action == .scrollDown {
      let page = Self.page(screen, world)
      scroll.move(
        by: action == .scrollDown ? page.height - 2 : 2 - page.height, of: page.rows, in: page.height)
      return .done
    }
    turn(action, seen)
    return .done
  }

  /// Points elsewhere; at an end it begins again at the other.
  private mutating func turn(_ action: Action, _ seen: Magnification) {
    func moved(_ value: Int, by count: Int, of all: Int) -> Int { all > 0 ? (value + count + all) % all : 0 }
    let isForward = [.focusNext, .down, .right, .nextExample, .nextPlace, .gate].contains(action)
    let count = isForward ? 1 : -1
    var next = seen.sight
    switch action {
    case .focusNext, .focusPrevious:
      next.layer = moved(next.layer, by: count, of: seen.layers.count)
      (next.place, next.gate) = (nil, 0)
    case .up, .down: next.unit = moved(next.unit, by: count, of: seen.unitCount)
    case .left, .right: next.input = moved(next.input, by: count, of: seen.inputCount)
    case .nextExample, .previousExample: next.example = moved(next.example, by: count, of: seen.exampleCount)
    case .nextPlace, .previousPlace: next.place = moved(next.place ?? 0, by: count, of: seen.placeCount)
    default: next.gate = moved(next.gate, by: count, of: seen.gates.count)
    }
    sight = next
  }

  // MARK: drawing

  static func area(_ layout: LessonLayout) -> Rect { layout.instrumentRoom(least: WorkedSheet.least) }

  private static func room(_ layout: LessonLayout, _ world: World) -> Rect {
    area(layout).inset(left: 1, top: 1, right: 1)
  }

  private static func page(_ screen: LessonScreen, _ world: World) -> (rows: Int, height: Int) {
    let room = room(screen.layout(world), world)
    let sheet = WorkedSheet(magnification(screen, world)?.lines ?? [])
    return (sheet.height(in: room.width), room.height)
  }

  func draw(over screen: LessonScreen, _ layout: LessonLayout, _ world: World, on canvas: inout Canvas) {
    let area = Self.area(layout)
    canvas.clearInstrument(area, title: title(screen, world))
    canvas.cursor = Point(x: area.x + 2, y: area.y)
    let room = Self.room(layout, world)
    guard let seen = Self.magnification(screen, world), seen.refusal == nil else {
      let sentence = Self.magnification(screen, world)?.refusal ?? refusal(world)
      let lines = Paragraph.wrap(
        [Words(sentence, canvas.look.style(.dim))], width: max(min(room.width - 2, Paragraph.prose), 1),
        at: canvas.look.capability.glyphs)
      for (row, line) in lines.prefix(room.height).enumerated() {
        canvas.put(line, x: room.x + 1, y: room.y + 1 + row, in: room)
      }
      return
    }
    WorkedSheet(seen.lines).draw(from: scroll, on: &canvas, in: room)
  }

  func sentence(on screen: LessonScreen, in world: World) -> String? {
    guard let seen = Self.magnification(screen, world), seen.refusal == nil else {
      return Self.magnification(screen, world)?.refusal ?? refusal(world)
    }
    let numbers = seen.lines.filter { $0.form != .heading }
      .map { "\($0.name) is \(Figure.text(Float($0.value)))" }
    return "\(title(screen, world).capitalizedFirst): \(numbers.joined(separator: ", "))."
  }

  private func refusal(_ world: World) -> String {
    if case .failed(let sentence)? = world.snapshot.lanes.first?.phase { return sentence }
    return "The numbers appear as soon as the run has answered."
  }

  /// `microscope · 2 dense · unit 4 of 16 · w·h3 · example 3 of 200`
  private func title(_ screen: LessonScreen, _ world: World) -> String {
    guard let seen = Self.magnification(screen, world), seen.refusal == nil else { return "microscope" }
    var parts = ["microscope"]
    if seen.layers.indices.contains(seen.sight.layer) { parts.append(seen.layers[seen.sight.layer]) }
    if seen.unitCount > 1 { parts.append("unit \(seen.sight.unit + 1) of \(seen.unitCount)") }
    if !seen.weight.isEmpty { parts.append(seen.weight) }
    if seen.exampleCount > 1 { parts.append("example \(seen.sight.example + 1) of \(seen.exampleCount)") }
    if seen.placeCount > 1 {
      parts.append("\(seen.placeName) \((seen.sight.place ?? 0) + 1) of \(seen.placeCount)")
    }
    if world.snapshot.lanes.count > 1 { parts.append(screen.workbench.selectedName) }
    return parts.joined(separator: " · ")
  }
}
