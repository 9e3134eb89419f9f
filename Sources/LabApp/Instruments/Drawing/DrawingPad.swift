import Datasets
import Experiments
import Lessons
import Neural
import Panels
import TerminalUI

/// A pad of the size of the network's images. What is drawn stands in place of the shown example, and what the network
/// makes of it follows every pixel: a classifier its answer and its maps, an autoencoder the rebuilt image and its place
/// among the codes.
struct DrawingPad: Instrument {
  /// What becomes of a drawing.
  enum Use: Sendable { case classified, rebuilt }

  let use: Use
  var pixels: [Float] = []
  var size = Shape(rows: 0, columns: 0)
  var pen = Pen()
  private var isPenDown = false
  /// What the mouse leaves behind it while its button is held: ink, or ground where it began on ink.
  private var leaves: Bool?
  var isClosed = false

  struct Pen: Sendable, Hashable {
    var row = 0
    var column = 0
  }

  init(_ use: Use) { self.use = use }

  var context: Context { .drawing }
  var probes: Set<String> {
    use == .classified ? ["image", "answer", "feature-maps/*"] : ["drawn", "drawn-code", "latent"]
  }

  /// Nil where the network sees no images.
  static func use(on screen: LessonScreen) -> Use? {
    guard screen.hasExperiment, let experiment = screen.workbench.experiment, experiment.data.file == nil,
      (try? DatasetCatalog.entry(named: experiment.data.name))?.kind == .images
    else { return nil }
    switch experiment.learner {
    case "supervised": return .classified
    case "autoencoder": return .rebuilt
    default: return nil
    }
  }

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
    guard measure(screen, world) else {
      screen.message = LessonScreen.Message(text: "This network sees no image to draw.", ink: .warning)
      return .done
    }
    switch action {
    case .left, .right, .up, .down: return move(action)
    case .pen: set(ink: pixels[place] < 0.75)
    case .answer:
      isPenDown.toggle()
      if isPenDown { set(ink: true) } else { return .done }
    case .clear: pixels = Array(repeating: 0, count: pixels.count)
    default: return .ignored
    }
    return shown
  }

  /// A press draws the pixel, or erases it if it is ink; dragged on, it goes on so.
  mutating func point(_ mouse: Mouse, on screen: inout LessonScreen, in world: World) -> Outcome {
    guard !pixels.isEmpty, [.press, .drag, .release].contains(mouse.deed) else { return .ignored }
    if mouse.deed == .release {
      leaves = nil
      return .done
    }
    let places = PadPlaces(self, screen.layout(world), world)
    guard let place = places.pixel(at: mouse.place) else {
      return mouse.deed == .drag && leaves != nil ? .done : .ignored
    }
    if mouse.deed == .press {
      pen = place
      leaves = pixels[self.place] < 0.75
    }
    guard let leaves else { return .ignored }
    for step in Self.line(from: pen, to: place) {
      pen = step
      set(ink: leaves)
    }
    return shown
  }

  /// The pixels from one to another: a quick hand leaves no gaps (Bresenham's line).
  static func line(from start: Pen, to end: Pen) -> [Pen] {
    let (across, down) = (abs(end.column - start.column), abs(end.row - start.row))
    let count = max(across, down)
    guard count > 0 else { return [end] }
    return (0...count).map { step in
      func between(_ first: Int, _ last: Int) -> Int {
        first + Int((Double((last - first) * step) / Double(count)).rounded())
      }
      return Pen(row: between(start.row, end.row), column: between(start.column, end.column))
    }
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
  private mutating func measure(_ screen: LessonScreen, _ world: World) -> Bool {
    if !pixels.isEmpty { return true }
    return measure(screen.shownLane(world)?.probes)
  }

  private mutating func measure(_ probes: [String: Probe]?) -> Bool {
    guard let shape = probes?[use == .classified ? "image" : "drawn"]?.shape, shape.rows > 1,
      shape.columns > 1
    else { return false }
    size = Shape(rows: shape.rows, columns: shape.columns)
    pixels = Array(repeating: 0, count: shape.rows * shape.columns)
    pen = Pen(row: shape.rows / 4, column: shape.columns / 2)
    return true
  }

  mutating func observe(_ world: World) {
    if pixels.isEmpty { _ = measure(world.snapshot.lanes.first?.probes) }
  }

  // MARK: what it says

  func status(on screen: LessonScreen, in world: World) -> LessonScreen.Message? {
    guard !pixels.isEmpty else {
      return LessonScreen.Message(text: "The pad appears with the first image.", ink: .dim)
    }
    let isEmpty = pixels.allSatisfy { $0 == 0 }
    let text = isEmpty ? "Draw with Space, or Enter and the arrows." : outcome(screen.shownLane(world))
    let down = isPenDown ? "pen down · " : ""
    let whole = "\(down)row \(pen.row), column \(pen.column) · \(text)"
    let isShort = Width.of(whole) > world.size.width - 2
    return LessonScreen.Message(text: isShort ? down + text : whole, ink: .text)
  }

  private func outcome(_ lane: LaneSnapshot?) -> String {
    if use == .classified {
      let best = Self.answers(lane).prefix(3).map {
        "\($0.name) \(Digits.fixed($0.probability * 100, decimals: 1))%"
      }
      return "answered \(best.joined(separator: ", "))"
    }
    guard let code = lane?.probes["drawn-code"]?.values, code.count >= 3 else { return "no code yet" }
    let digits = code.map { Digits.reading(Double($0), digits: 3) }
    return "code (\(digits[0]), \(digits[1])) · rebuilt with error \(digits[2])"
  }

  static func answers(_ lane: LaneSnapshot?) -> [(name: String, probability: Double)] {
    guard let probe = lane?.probes["answer"], probe.shape.columns > 0 else { return [] }
    return probe.values.prefix(probe.shape.columns).enumerated().map { index, value in
      (probe.labels.indices.contains(index) ? probe.labels[index] : "\(index)", Double(value))
    }.filter(\.1.isFinite).sorted { $0.1 > $1.1 }
  }
}

extension LessonScreen {
  /// Lays a pad over the panels of a network that sees images.
  mutating func draw(_ world: World) -> Outcome {
    guard let use = DrawingPad.use(on: self) else {
      message = Message(
        text: "D draws an image for a network that sees images; this one sees none.", ink: .warning)
      return .done
    }
    return take(DrawingPad(use), world)
  }
}
