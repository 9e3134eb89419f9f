import Experiments
import Lessons
import Panels
import TerminalUI

/// A pen on the panel of the loss, before the run: which curve does one expect?
struct CurveDrawing: Instrument {
  private(set) var isClosed = false
  private var curve: ExpectedCurve

  init(_ curve: ExpectedCurve) { self.curve = curve }

  var context: Context { .expecting }

  func hint(for action: Action, on screen: LessonScreen, in world: World) -> Hint {
    switch action {
    case .left: .keyed("←→", "along")
    case .up: .keyed("↑↓", "height")
    default: .table
    }
  }

  /// Heights that one press moves the pen by.
  private static let notch = 0.05

  mutating func perform(_ action: Action, key: Key, on screen: inout LessonScreen, in world: World) -> Outcome
  {
    let pen = curve.pen ?? 0
    switch action {
    case .right: move(to: pen + 1)
    case .left: move(to: pen - 1)
    case .up, .down: lift(by: action == .up ? Self.notch : -Self.notch)
    case .open:
      isClosed = true
      finish()
      screen.expected = curve
      screen.message = LessonScreen.Message(text: "Drawn. Space runs; the panel tells how near you came.")
      return .done
    case .back:
      isClosed = true
      screen.expected = nil
      screen.message = LessonScreen.Message(text: "The drawing is forgotten.")
      return .done
    default: return .ignored
    }
    screen.expected = curve
    return .done
  }

  /// Goes on at the height where it stands; what was drawn there already stays.
  private mutating func move(to knot: Int) {
    guard (0..<ExpectedCurve.knots).contains(knot) else { return }
    if knot >= curve.heights.count { curve.heights.append(curve.heights[curve.heights.count - 1]) }
    curve.pen = knot
  }

  private mutating func lift(by height: Double) {
    let pen = curve.pen ?? 0
    curve.heights[pen] = min(max(curve.heights[pen] + height, 0), 1)
  }

  /// The curve goes through the places that a press and a drag come by.
  mutating func point(_ mouse: Mouse, on screen: inout LessonScreen, in world: World) -> Outcome {
    guard mouse.deed == .press || mouse.deed == .drag else { return .ignored }
    let places = screen.panelPlaces(world, in: screen.layout(world).panels)
    guard let panel = places.first(where: { $0.index == screen.selectedPanel }),
      let axis = screen.recorded(panel, world).timeAxes.first, axis.field.height > 1,
      mouse.deed == .drag || axis.field.contains(mouse.place)
    else { return .ignored }
    let columns = (0..<ExpectedCurve.knots).map { axis.column(Int(curve.step(of: $0))) }
    let reach = columns.indices.filter { columns[$0] != nil }
    guard
      let knot = reach.min(by: { distance(columns[$0], mouse.place) < distance(columns[$1], mouse.place) })
    else { return .ignored }
    let fraction = Double(axis.field.maxY - 1 - mouse.place.y) / Double(axis.field.height - 1)
    draw(to: knot, height: curve.height(atFraction: min(max(fraction, 0), 1)), isNew: mouse.deed == .press)
    screen.expected = curve
    return .done
  }

  private func distance(_ column: Int?, _ place: Point) -> Int { column.map { abs($0 - place.x) } ?? .max }

  /// A press puts the pen down; dragged on, the knots it passes lie on the way.
  private mutating func draw(to knot: Int, height: Double, isNew: Bool) {
    let last = curve.heights.count - 1
    let from = isNew ? min(knot, last) : curve.pen ?? 0
    let start = curve.heights[min(from, last)]
    while curve.heights.count <= knot { curve.heights.append(curve.heights[curve.heights.count - 1]) }
    for place in min(from, knot)...max(from, knot) {
      let share = from == knot ? 1 : Double(place - from) / Double(knot - from)
      curve.heights[place] = start + share * (height - start)
    }
    curve.pen = knot
  }

  /// What was not drawn goes on level.
  private mutating func finish() {
    let last = curve.heights[curve.heights.count - 1]
    curve.heights += Array(repeating: last, count: max(ExpectedCurve.knots - curve.heights.count, 0))
    curve.pen = nil
  }

  func draw(over screen: LessonScreen, _ layout: LessonLayout, _ world: World, on canvas: inout Canvas) {
    let area = layout.status
    canvas.fill(area)
    let pen = curve.pen ?? 0
    let words =
      "Draw the loss you expect: knot \(pen + 1) of \(ExpectedCurve.knots), step \(Int(curve.step(of: pen)))"
    canvas.write(words.clipped(to: area.width - 2), x: area.x + 1, y: area.y, .accent, in: area)
  }
}

extension LessonScreen {
  /// Takes up the pen, before anything was run.
  mutating func beginDrawing(_ world: World) -> Outcome {
    guard let lane = world.snapshot.lanes.first else { return .ignored }
    guard lane.step == 0, world.snapshot.phase != .running else {
      message = Message(text: "A curve is drawn before the run: r goes back to step 0.", ink: .warning)
      return .done
    }
    guard world.panels.panel(named: LossPanel.name) != nil else {
      message = Message(text: "There is no panel of the loss to draw on.", ink: .warning)
      return .done
    }
    if !page.panels.contains(where: { $0.name == LossPanel.name }) {
      addedPanels[pageIndex, default: []].append(PanelChoice(LossPanel.name))
    }
    let panel = page.panels.firstIndex { $0.name == LossPanel.name } ?? 0
    selectedPanel = panel
    focus = .panels
    let options = view(of: panel).options
    let first = lane.readings.first.map { Double($0) } ?? .nan
    let curve = ExpectedCurve(
      first: first, steps: lane.experiment.steps, isLogarithmic: options.contains("log"))
    expected = curve
    return take(CurveDrawing(curve), world)
  }

  /// Says once, when a run has ended, how near the drawn curve came.
  mutating func judgeDrawing(_ world: World) {
    if world.snapshot.lanes.first?.step == 0 { isDrawingJudged = false }
    guard let drawn = expected, drawn.pen == nil, !isDrawingJudged else { return }
    switch world.snapshot.phase {
    case .finished, .settled, .diverged:
      isDrawingJudged = true
      var view = PanelView(lane: workbench.selected)
      view.expected = drawn
      if let verdict = LossPanel.verdict(world.snapshot, view) {
        message = Message(text: LossPanel.sentence(verdict))
      }
    default: break
    }
  }
}
