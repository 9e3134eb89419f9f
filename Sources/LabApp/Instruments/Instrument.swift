import Experiments
import TerminalUI

/// A tool laid over a running experiment: it takes keys before the screen does and draws over its panels.
///
/// A value, made when its key is pressed and gone when it is closed. Keys it ignores do what they do without it, so that
/// one can run, step and turn knobs while looking.
protocol Instrument: Sendable {
  /// Its own rows of the key table; those of `context.parent` hold beside them.
  var context: Context { get }
  /// Probes it draws besides those of the panels.
  var probes: Set<String> { get }
  /// True once it has done its work: the screen puts it away.
  var isClosed: Bool { get }
  func isAvailable(_ action: Action, on screen: LessonScreen, in world: World) -> Bool
  func hint(for action: Action, on screen: LessonScreen, in world: World) -> Hint
  /// What a key of its rows does; `.ignored` hands the key to the screen.
  mutating func perform(_ action: Action, key: Key, on screen: inout LessonScreen, in world: World) -> Outcome
  /// A key without a binding, or pasted text.
  mutating func type(_ text: String, on screen: inout LessonScreen, in world: World) -> Outcome
  /// What the mouse does over it; `.ignored` hands it to the screen.
  mutating func point(_ mouse: Mouse, on screen: inout LessonScreen, in world: World) -> Outcome
  /// Looks at a new snapshot.
  mutating func observe(_ world: World)
  /// What it says in the status line while the screen has nothing to say itself.
  func status(on screen: LessonScreen, in world: World) -> LessonScreen.Message?
  /// What it shows in a plain sentence; nil: the panel below it is described.
  func sentence(on screen: LessonScreen, in world: World) -> String?
  /// Draws over the screen that has just been drawn with this layout.
  func draw(over screen: LessonScreen, _ layout: LessonLayout, _ world: World, on canvas: inout Canvas)
}

extension Instrument {
  var probes: Set<String> { [] }
  func isAvailable(_ action: Action, on screen: LessonScreen, in world: World) -> Bool { true }
  func hint(for action: Action, on screen: LessonScreen, in world: World) -> Hint { .table }
  mutating func type(_ text: String, on screen: inout LessonScreen, in world: World) -> Outcome { .ignored }
  mutating func observe(_ world: World) {}
  func sentence(on screen: LessonScreen, in world: World) -> String? { nil }

  /// The wheel reads on where the keys PgUp and PgDn do.
  mutating func point(_ mouse: Mouse, on screen: inout LessonScreen, in world: World) -> Outcome {
    let action: Action
    switch mouse.deed {
    case .wheelUp: action = .scrollUp
    case .wheelDown: action = .scrollDown
    case .press, .drag, .release: return .ignored
    }
    guard Bindings.isOwn(action, in: context) else { return .ignored }
    return perform(action, key: action == .scrollUp ? .pageUp : .pageDown, on: &screen, in: world)
  }
  func status(on screen: LessonScreen, in world: World) -> LessonScreen.Message? { nil }
}
