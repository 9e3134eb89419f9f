public import Experiments
import Lessons
public import TerminalUI

/// The lab as state: events go in, commands and canvases come out. It knows no terminal, no thread and no clock.
public struct Application {
  public static let minimum = Size(width: 60, height: 16)

  public private(set) var world: World
  /// Set when the program is to end: 0, or 128 + the signal that asked for it.
  public private(set) var exitStatus: Int32?
  private var screens: [any Screen]
  private let bench: any Bench
  private var keeper: Keeper
  /// The playground as it was left.
  private var sketch: Sketch?
  /// What is to be put on the clipboard and was not yet.
  private var clipboard: String?
  /// A trouble that was not read yet: in a lesson it stands in the last row until the next key; home has a place for it.
  private var notice: String?

  public init(world: World, bench: any Bench, keeper: Keeper) {
    self.world = world
    self.bench = bench
    self.keeper = keeper
    self.world.journal = keeper.journal
    self.world.warning = keeper.warning ?? world.warning
    notice = self.world.warning
    screens = [HomeScreen(self.world)]
  }

  public var top: any Screen { screens[screens.count - 1] }
  public var isRunning: Bool { world.snapshot.phase == .running }
  private var isTooSmall: Bool {
    world.size.width < Self.minimum.width || world.size.height < Self.minimum.height
  }

  // MARK: events

  public mutating func handle(_ event: Event) {
    keeper.passTime(on: openLesson)
    switch event {
    case .key(let key): press(key)
    case .paste(let text): answer { screen, world in screen.type(text, in: world) }
    case .resize(let size): world.size = size
    case .resumed: break
    case .suspended: if isRunning { send(.pause) }
    case .terminate(let signal): exitStatus = 128 + signal
    }
  }

  private mutating func press(_ key: Key) {
    notice = nil
    if case .control("c") = key { exitStatus = 130 }
    guard let action = Bindings.action(for: key, in: top.context) else {
      if case .character(let scalar) = key {
        answer { screen, world in screen.type(String(scalar), in: world) }
      }
      return
    }
    if isTooSmall, ![.quit, .help, .back].contains(action) { return }
    switch action {
    case .quit: exitStatus = 0
    case .help: apply(.show(.help))
    case .progress: apply(.show(.progress))
    default:
      guard top.isAvailable(action, in: world) else { return }
      answer { screen, world in screen.perform(action, key: key, in: world) }
    }
  }

  private mutating func answer(_ act: (inout any Screen, World) -> Outcome) {
    let outcome = act(&screens[screens.count - 1], world)
    for effect in outcome.effects { apply(effect) }
  }

  private mutating func apply(_ effect: Effect) {
    switch effect {
    case .open(let lesson, let page): open(lesson, page: page)
    case .show(.help): screens.append(HelpScreen(about: top, in: world))
    case .show(.progress): screens.append(ProgressScreen())
    case .back: if screens.count > 1 { leave() }
    case .quit: exitStatus = 0
    case .bench(let command): send(command)
    case .record(let deed): record(deed)
    case .playground: openPlayground(nil)
    case .copy(let text): clipboard = text
    }
  }

  /// The text that was copied since the last call.
  public mutating func takeClipboard() -> String? {
    defer { clipboard = nil }
    return clipboard
  }

  private mutating func leave() {
    let left = screens.removeLast()
    if let playground = left as? PlaygroundScreen { sketch = playground.sketch }
    if left is LessonScreen || left is PlaygroundScreen {
      send(.pause)
      screens[screens.count - 1] = HomeScreen(world)
    }
  }

  /// The bench answers a little later; until then the phase is the one that was asked for, so that a key pressed twice
  /// at once means two things.
  private mutating func send(_ command: Command) {
    bench.send(command)
    switch command {
    case .run: world.snapshot.phase = .running
    case .pause, .step: if isRunning { world.snapshot.phase = .paused }
    case .load: world.snapshot.phase = .ready
    default: break
    }
  }

  private mutating func record(_ deed: Deed) {
    keeper.note(deed)
    world.journal = keeper.journal
    if let warning = keeper.warning, warning != world.warning { notice = warning }
    world.warning = keeper.warning
  }

  /// The lesson that is open, under an overlay or not.
  private var openLesson: Lesson? { screens.lazy.compactMap { ($0 as? LessonScreen)?.lesson }.first }

  /// Saves what is not saved yet: the time spent.
  public mutating func close() {
    keeper.passTime(on: openLesson)
    keeper.save()
  }

  // MARK: lessons and snapshots

  /// Opens a lesson at a page, with settings on top of the page's own. False if there is no such lesson.
  @discardableResult
  public mutating func open(
    _ id: String, page: Int, settings: [Setting] = [], seed: UInt64? = nil
  ) -> Bool {
    guard let lesson = world.shelf.find(id) else { return false }
    var screen = LessonScreen(lesson, page: page, settings: settings, seed: seed)
    let effects = screen.enter(world)
    if screens.count > 1 { screens.removeSubrange(1...) }
    screens.append(screen)
    for effect in effects { apply(effect) }
    return true
  }

  /// Opens the playground with a sketch; nil stands for the one that was left, or the one to begin with.
  public mutating func openPlayground(_ wanted: Sketch?) {
    guard let sketch = wanted ?? sketch ?? (try? Sketch(library: world.desk.library)) else { return }
    var screen = PlaygroundScreen(sketch)
    let effects = screen.enter(world)
    if screens.count > 1 { screens.removeSubrange(1...) }
    screens.append(screen)
    for effect in effects { apply(effect) }
  }

  /// Takes the newest snapshot from the bench; true if it differs from the one before.
  public mutating func refresh() -> Bool {
    let snapshot = bench.latest()
    guard snapshot.serial != world.snapshot.serial else { return false }
    world.snapshot = snapshot
    for index in screens.indices {
      for effect in screens[index].observe(world) { apply(effect) }
    }
    return true
  }

  // MARK: drawing

  /// The present screen, for a terminal of this look; the size is that of the last resize.
  public mutating func draw(look: Look) -> Canvas {
    world.look = look
    var canvas = Canvas(size: world.size, look: look)
    if isTooSmall {
      TooSmall.draw(world.size, isHelp: top is HelpScreen, on: &canvas)
    } else {
      let below = screens.count > 1 && top is HelpScreen ? screens[screens.count - 2] : nil
      below?.draw(world, on: &canvas, in: canvas.bounds)
      top.draw(world, on: &canvas, in: canvas.bounds)
    }
    drawNotice(on: &canvas)
    return canvas
  }

  private func drawNotice(on canvas: inout Canvas) {
    guard let notice, !isTooSmall, top is LessonScreen else { return }
    let row = canvas.bounds.splitBottom(1).bottom
    canvas.fill(row)
    canvas.write(
      "! " + notice, x: row.x + 1, y: row.y, .warning, in: row.inset(left: 1, top: 0, right: 1, bottom: 0))
  }
}

extension Application {
  /// What the ordinary screen says after the end: where one was, and trouble with saving. At most three lines.
  public var farewell: [String] { Farewells.lines(world) }
}
