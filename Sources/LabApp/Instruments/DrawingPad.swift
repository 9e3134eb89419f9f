import Experiments
import Lessons
import Neural
import Panels
import TerminalUI

/// A pad of the size of the network's images: what is drawn stands in place of the shown example, and the answer beside
/// it follows every pixel.
struct DrawingPad: Instrument {
  private var pixels: [Float] = []
  private var size = (rows: 0, columns: 0)
  private var pen = (row: 0, column: 0)
  private var isPenDown = false
  var isClosed = false

  var context: Context { .drawing }
  var probes: Set<String> { ["image", "answer"] }

  static func isOffered(on page: Page) -> Bool { page.panels.contains { $0.name == ImagePanel.name } }

  func hint(for action: Action, on screen: LessonScreen, in world: World) -> Hint {
    switch action {
    case .left: .keyed("←↑↓→", "move")
    case .answer: isPenDown ? .named("pen up") : .table
    default: .table
    }
  }

  // MARK: drawing

  mutating func perform(_ action: Action, key: Key, on screen: inout LessonScreen, in world: World) -> Outcome
  {
    if action == .back {
      isClosed = true
      return .asking(.bench(.display(.image(nil), lane: nil)))
    }
    guard measure(world) else {
      screen.message = LessonScreen.Message(text: "This network sees no image to draw.", ink: .warning)
      return .done
    }
    switch action {
    case .left, .right, .up, .down: return move(action)
    case .pen: set(ink: pixels[place] < 0.5)
    case .answer:
      isPenDown.toggle()
      if isPenDown { set(ink: true) } else { return .done }
    case .clear: pixels = Array(repeating: 0, count: pixels.count)
    default: return .ignored
    }
    return shown
  }

  private var place: Int { pen.row * size.columns + pen.column }
  private var shown: Outcome { .asking(.bench(.display(.image(pixels), lane: nil))) }

  private mutating func move(_ action: Action) -> Outcome {
    switch action {
    case .left: pen.column = max(pen.column - 1, 0)
    case .right: pen.column = min(pen.column + 1, size.columns - 1)
    case .up: pen.row = max(pen.row - 1, 0)
    default: pen.row = min(pen.row + 1, size.rows - 1)
    }
    guard isPenDown else { return .done }
    set(ink: true)
    return shown
  }

  /// A pixel; on a large pad a stroke is softened, as a pen leaves it.
  private mutating func set(ink: Bool) {
    pixels[place] = ink ? 1 : 0
    guard ink, size.columns > 16 else { return }
    for (row, column) in [(0, 1), (1, 0), (0, -1), (-1, 0)] {
      let (y, x) = (pen.row + row, pen.column + column)
      guard y >= 0, x >= 0, y < size.rows, x < size.columns else { continue }
      pixels[y * size.columns + x] = max(pixels[y * size.columns + x], 0.5)
    }
  }

  /// The pad has the size of the shown image; false while none is known.
  private mutating func measure(_ world: World) -> Bool {
    if !pixels.isEmpty { return true }
    guard let shape = world.snapshot.lanes.first?.probes["image"]?.shape, shape.rows > 1, shape.columns > 1
    else {
      return false
    }
    size = (shape.rows, shape.columns)
    pixels = Array(repeating: 0, count: shape.rows * shape.columns)
    pen = (shape.rows / 4, shape.columns / 2)
    return true
  }

  mutating func observe(_ world: World) { _ = measure(world) }

  // MARK: looks

  func status(on screen: LessonScreen, in world: World) -> LessonScreen.Message? {
    guard !pixels.isEmpty else {
      return LessonScreen.Message(text: "The pad appears with the first image.", ink: .dim)
    }
    let answers = Self.answers(world)
    let best = answers.prefix(3).map { "\($0.name) \(Digits.fixed($0.probability * 100, decimals: 1))%" }
    let isEmpty = pixels.allSatisfy { $0 == 0 }
    let text =
      isEmpty ? "Draw with Space, or Enter and the arrows." : "answered \(best.joined(separator: ", "))"
    let down = isPenDown ? "pen down · " : ""
    return LessonScreen.Message(text: "\(down)row \(pen.row), column \(pen.column) · \(text)", ink: .text)
  }

  private static func answers(_ world: World) -> [(name: String, probability: Double)] {
    guard let probe = world.snapshot.lanes.first?.probes["answer"], probe.shape.columns > 0 else { return [] }
    return probe.values.prefix(probe.shape.columns).enumerated().map { index, value in
      (probe.labels.indices.contains(index) ? probe.labels[index] : "\(index)", Double(value))
    }.filter(\.1.isFinite).sorted { $0.1 > $1.1 }
  }

  /// The pad on the left, bars of the answer on the right, over the panels.
  func draw(over screen: LessonScreen, _ layout: LessonLayout, _ world: World, on canvas: inout Canvas) {
    guard !pixels.isEmpty, !layout.panels.isEmpty else { return }
    let wide = 2 * size.columns + 2 <= layout.panels.width ? 2 : 1
    let perRow = size.rows + 2 <= layout.panels.height ? 1 : 2
    let width = wide * size.columns + 2
    let bars = layout.panels.width - width >= 24 ? min(layout.panels.width - width, 44) : 0
    let height = (size.rows + perRow - 1) / perRow + 2
    let box = Rect(
      x: layout.panels.x, y: layout.panels.y, width: min(width + bars, layout.panels.width),
      height: min(height, layout.panels.height))
    canvas.fill(box)
    let room = canvas.frame(box, title: "draw \(size.rows)×\(size.columns)", ink: .accent)
    drawPixels(wide, perRow, on: &canvas, in: room)
    guard bars > 0 else { return }
    drawAnswers(world, on: &canvas, in: room.inset(left: wide * size.columns + 1))
  }

  private func drawPixels(_ wide: Int, _ perRow: Int, on canvas: inout Canvas, in room: Rect) {
    let ramp = Ramp(.grey)
    let isHalved = perRow == 2
    for row in 0..<(size.rows + perRow - 1) / perRow {
      for column in 0..<size.columns {
        let top = Double(pixel(row * perRow, column))
        let cell =
          isHalved
          ? ramp.cell(top: top, bottom: Double(pixel(row * 2 + 1, column)), canvas.look)
          : ramp.cell(top, canvas.look)
        for x in 0..<wide { canvas.put(cell, x: room.x + column * wide + x, y: room.y + row, in: room) }
      }
    }
    let place = Rect(x: room.x + pen.column * wide, y: room.y + pen.row / perRow, width: wide, height: 1)
    let half: Spot.Half? = isHalved && wide == 1 ? (pen.row % 2 == 0 ? .upper : .lower) : nil
    canvas.point(at: Spot(place.intersection(room), half: half))
    canvas.cursor = Point(x: place.x, y: place.y)
  }

  private func pixel(_ row: Int, _ column: Int) -> Float {
    row < size.rows ? pixels[row * size.columns + column] : 0
  }

  private func drawAnswers(_ world: World, on canvas: inout Canvas, in room: Rect) {
    for (index, answer) in Self.answers(world).prefix(room.height).enumerated() {
      let y = room.y + index
      canvas.write(answer.name.clipped(to: 8), x: room.x, y: y, index == 0 ? .strong : .text, in: room)
      let bar = Rect(x: room.x + 9, y: y, width: max(room.width - 17, 0), height: 1)
      canvas.bar(answer.probability, canvas.look.style(index == 0 ? .accent : .dim), in: bar)
      let text = Digits.fixed(answer.probability * 100, decimals: 1) + "%"
      canvas.write(text, x: room.maxX - Width.of(text), y: y, index == 0 ? .strong : .text, in: room)
    }
  }
}
