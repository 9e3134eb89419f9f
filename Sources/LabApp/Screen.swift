public import Experiments
public import Lessons
public import Panels
public import TerminalUI

/// What a screen asks the application for.
public enum Effect: Sendable {
  /// Opens a lesson at a page (counted from 0) above the home screen.
  case open(lesson: String, page: Int)
  case show(Overlay)
  /// One level out.
  case back
  case quit
  case bench(Command)
  case record(Deed)
  /// Opens the playground above the home screen, as it was left.
  case playground
  /// Opens the playground above the home screen with this.
  case own(Sketch)
  /// Puts a text on the clipboard of the terminal, where it has one.
  case copy(String)
  /// Takes the screen below the prompt out of the lab.
  case write(name: String, TakeawayForm)
  /// Draws in another look from now on, and the next time too.
  case look(Look)
  /// Hands the speaker's notes to whoever keeps them.
  case note(String)
}

public enum Overlay: Sendable, Hashable { case help, progress, write, look, ledger }

/// What one key did: nothing (the key has no meaning here), or something with these effects.
public struct Outcome: Sendable {
  public var isHandled: Bool
  public var effects: [Effect]

  public static let ignored = Outcome(isHandled: false, effects: [])
  public static let done = Outcome(isHandled: true, effects: [])
  public static func asking(_ effects: Effect...) -> Outcome { Outcome(isHandled: true, effects: effects) }
}

/// Everything a screen may know besides its own state.
public struct World: Sendable {
  public var shelf: Shelf
  public var journal: Journal
  public var snapshot: Snapshot
  public var panels: Gallery
  public var size: Size
  public var look: Look
  /// Data and files of one's own.
  public var desk: Desk
  /// The last warning, such as that progress cannot be saved.
  public var warning: String?
  /// Time since the program began.
  public var now = Duration.zero

  public init(
    shelf: Shelf, journal: Journal = Journal(), snapshot: Snapshot = Snapshot(), panels: Gallery = Gallery(),
    size: Size = Size(width: 80, height: 24), look: Look = Look(), desk: Desk = Desk()
  ) {
    self.desk = desk
    self.shelf = shelf
    self.journal = journal
    self.snapshot = snapshot
    self.panels = panels
    self.size = size
    self.look = look
  }

  public var bounds: Rect { Rect(size) }
}

/// Finds panels by their catalog names.
public struct Gallery: Sendable {
  public var panels: [any Panel.Type]
  public init(_ panels: [any Panel.Type] = []) { self.panels = panels }

  public func panel(named name: String) -> (any Panel.Type)? { panels.first { $0.name == name } }
}

/// How an action appears in the bottom line.
public enum Hint: Sendable, Hashable {
  /// As written in the key table.
  case table
  case named(String)
  case keyed(String, String)
  case hidden
}

/// One full screen with its own state; a value, drawn as often as wanted.
public protocol Screen: Sendable {
  var context: Context { get }
  /// Whether it shows the time: then it is looked after once a second though nothing else happens.
  var isTimed: Bool { get }
  /// Whether the action does something at this moment; decides about the hint line and help.
  func isAvailable(_ action: Action, in world: World) -> Bool
  /// What the bottom line makes of the action now.
  func hint(for action: Action, in world: World) -> Hint
  mutating func perform(_ action: Action, key: Key, in world: World) -> Outcome
  /// A key without a binding, or pasted text: letters of a search.
  mutating func type(_ text: String, in world: World) -> Outcome
  /// What the mouse does anywhere but on the bottom line.
  mutating func point(_ mouse: Mouse, in world: World) -> Outcome
  /// Where the bottom line stands.
  func hintArea(_ world: World) -> Rect
  /// Looks at a new snapshot.
  mutating func observe(_ world: World) -> [Effect]
  func draw(_ world: World, on canvas: inout Canvas, in area: Rect)
  /// What can be taken out of the lab from here.
  func exhibit(in world: World) -> Exhibit
  /// Whether the screen below shows around it.
  var isOverlay: Bool { get }
}

extension Screen {
  public var isOverlay: Bool { false }
  public var isTimed: Bool { false }
  public func hint(for action: Action, in world: World) -> Hint { .table }
  public mutating func type(_ text: String, in world: World) -> Outcome { .ignored }
  public mutating func point(_ mouse: Mouse, in world: World) -> Outcome { .ignored }
  public func hintArea(_ world: World) -> Rect { world.bounds.splitBottom(1).bottom }
  public mutating func observe(_ world: World) -> [Effect] { [] }
  public func exhibit(in world: World) -> Exhibit { Exhibit(name: "gradlab", title: "gradlab") }

  func drawHints(_ world: World, on canvas: inout Canvas, in area: Rect) {
    HintLine.draw(hints(world), on: &canvas, in: area)
  }

  /// What the bottom line offers now.
  func hints(_ world: World) -> [HintLine.Item] {
    HintLine.items(context, where: { isAvailable($0, in: world) }, hint: { hint(for: $0, in: world) })
  }

  /// The wheel moves as the arrow keys do, three lines a notch; for screens that scroll.
  mutating func roll(_ mouse: Mouse, in world: World) -> Outcome {
    guard mouse.deed == .wheelUp || mouse.deed == .wheelDown else { return .ignored }
    let isUp = mouse.deed == .wheelUp
    var outcome = Outcome.ignored
    for _ in 0..<3 { outcome = perform(isUp ? .up : .down, key: isUp ? .up : .down, in: world) }
    return outcome
  }
}
