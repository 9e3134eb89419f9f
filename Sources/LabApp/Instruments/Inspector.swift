import Experiments
import Lessons
import Neural
import Panels
import TerminalUI

/// A cursor over the data of the panels: what it points at is said in the status line with all its digits.
///
/// Over a panel whose x axis is the step it is one moment in all such panels, and Enter goes there.
struct Inspector: Instrument {
  /// Which of the panel's readouts it is over, and where.
  var readout = 0
  var datum: Int?
  /// The step it stays at where the data are times: their columns are joined while the run goes on.
  var step: Int?
  /// Said in the status line until the next key.
  var note: LessonScreen.Message?
  /// The value of a weight while it is typed.
  var entry: Entry?
  /// The training example that is being moved.
  var carried: Int?
  /// The class of examples that are added.
  var label = 1
  /// What lay under the cursor at the last key.
  private var beheld: Subject?
  private var seesTime = false
  /// Marks on the curves when it last looked; nil before the first look.
  var markCount: Int?
  var isClosed = false

  var context: Context { entry == nil ? .inspect : .typing }
  var probes: Set<String> { isOverCodes ? ["decoded"] : ["gradients/*"] }

  // MARK: keys

  func hint(for action: Action, on screen: LessonScreen, in world: World) -> Hint {
    switch action {
    case .left where !isOverCodes: .keyed("←↑↓→", "move")
    case .answer: enterHint
    case .focusNext: screen.page.panels.count > 1 ? .table : .hidden
    case .freeze, .silence: isOverUnit ? .table : .hidden
    case .addExample, .moveExample, .flipExample, .removeExample, .plantOutlier, .chooseClass:
      isOverPlane ? .table : .hidden
    case .left where isOverCodes: .keyed("←↑↓→", "walk, the decoder follows")
    default: .table
    }
  }

  private var enterHint: Hint {
    switch beheld {
    case .weight, .bias: .named("set it")
    default: seesTime ? .named("go to this step") : .hidden
    }
  }

  private var isOverUnit: Bool {
    switch beheld {
    case .weight, .bias, .unit: true
    default: false
    }
  }

  private var isOverCodes: Bool {
    if case .code = beheld { true } else { false }
  }

  private var isOverPlane: Bool {
    if case .place = beheld { true } else { false }
  }

  /// Notes what lies under the cursor, so that the hints need not draw the panel again.
  mutating func look(_ screen: LessonScreen, _ world: World) {
    let sight = sight(of: screen, world)
    beheld = sight?.reading.subject as? Subject
    seesTime = sight?.reading.step != nil
  }

  mutating func perform(_ action: Action, key: Key, on screen: inout LessonScreen, in world: World) -> Outcome
  {
    note = nil
    if entry != nil { return answer(action, screen) }
    let outcome = act(action, &screen, world)
    screen.sideWidth = isClosed ? 0 : Self.sideWidth(screen, world)
    if !isClosed { look(screen, world) }
    return outcome
  }

  private mutating func act(_ action: Action, _ screen: inout LessonScreen, _ world: World) -> Outcome {
    switch action {
    case .back where carried != nil: carried = nil
    case .back: isClosed = true
    case .left, .right, .up, .down, .scrollUp, .scrollDown, .first, .last:
      walk(action, screen, world)
      return showCode(screen, world)
    case .focusNext: nextPanel(by: 1, &screen, world)
    case .focusPrevious: nextPanel(by: -1, &screen, world)
    case .answer: return enter(screen, world)
    case .freeze: return freeze(screen, world)
    case .silence: return silence(screen, world)
    case .addExample, .moveExample, .flipExample, .removeExample, .plantOutlier, .chooseClass:
      return operate(action, screen, world)
    default: return .ignored
    }
    return .done
  }

  private mutating func walk(_ action: Action, _ screen: LessonScreen, _ world: World) {
    switch action {
    case .left: move(.left, screen, world)
    case .right: move(.right, screen, world)
    case .up: move(.up, screen, world)
    case .down: move(.down, screen, world)
    case .scrollUp: leap(-10, screen, world)
    case .scrollDown: leap(10, screen, world)
    default: moveToEnd(isLast: action == .last, screen, world)
    }
  }

  /// Over the plane of codes the decoder follows the cursor.
  func showCode(_ screen: LessonScreen, _ world: World) -> Outcome {
    guard case .code(let x, let y)? = subject(of: screen, world) else { return .done }
    return .asking(.bench(.display(.code(x: Float(x), y: Float(y)), lane: screen.workbench.selected)))
  }

  /// Goes to the step under the cursor, or asks for the value of the weight there.
  private mutating func enter(_ screen: LessonScreen, _ world: World) -> Outcome {
    guard let sight = sight(of: screen, world) else { return say("There is nothing under the cursor.") }
    if let asked = ask(screen, world) { return asked }
    guard let step = sight.reading.step else {
      return say("Enter goes to a step or sets a weight; there is neither under the cursor.")
    }
    let farthest = world.snapshot.lanes.map { max($0.step, $0.farthest) }.max() ?? 0
    return .asking(.bench(.seek(min(step, farthest))))
  }

  mutating func say(_ text: String) -> Outcome {
    note = LessonScreen.Message(text: text, ink: .warning)
    return .done
  }

  // MARK: what it says

  func status(on screen: LessonScreen, in world: World) -> LessonScreen.Message? {
    if let note { return note }
    if let prompt = prompt(screen, world) { return prompt }
    guard let sight = sight(of: screen, world) else {
      return LessonScreen.Message(text: Self.nothing(screen), ink: .dim)
    }
    let tag = carried.map { "carrying example \($0 + 1) · " } ?? standing(sight, screen, world)
    return LessonScreen.Message(text: tag + sight.reading.text, ink: .text)
  }

  /// What was done by hand to the layer or unit under the cursor.
  private func standing(_ sight: Sight, _ screen: LessonScreen, _ world: World) -> String {
    guard let lane = screen.shownLane(world), !lane.standing.isEmpty else { return "" }
    func frozen(_ layer: Int) -> String { lane.frozenLayers.contains(layer) ? "frozen · " : "" }
    switch sight.reading.subject as? Subject {
    case .layer(let layer): return frozen(layer)
    case .unit(let layer, let unit), .bias(let layer, let unit), .weight(let layer, let unit, _):
      return frozen(layer) + (lane.isSilenced(layer: layer, unit: unit) ? "silenced · " : "")
    default: return ""
    }
  }

  private static func nothing(_ screen: LessonScreen) -> String {
    let next = screen.page.panels.count > 1 ? " Tab goes to the next panel." : ""
    return "This panel has no data to point at now.\(next)"
  }

  func draw(over screen: LessonScreen, _ layout: LessonLayout, _ world: World, on canvas: inout Canvas) {
    guard let sight = sight(of: screen, world) else { return }
    if let step = sight.reading.step {
      for place in screen.panelPlaces(world, in: layout.panels) {
        for axis in screen.recorded(place, world).timeAxes {
          if let column = axis.column(step) { canvas.point(at: column, in: axis.field) }
        }
      }
    }
    canvas.point(at: sight.spot)
    if case .code? = sight.reading.subject as? Subject {
      drawDecoded(screen, layout, world, on: &canvas)
    }
    canvas.cursor = Point(x: sight.spot.area.x, y: sight.spot.area.y)
  }
}
