public import Experiments
public import Lessons
public import TerminalUI

/// The lab as state: events go in, commands and canvases come out. It knows no terminal, no thread and no clock.
public struct Application {
  public static let minimum = Size(width: 60, height: 16)

  public private(set) var world: World
  /// Set when the program is to end: 0, or 128 + the signal that asked for it.
  public private(set) var exitStatus: Int32?
  var screens: [any Screen]
  let bench: any Bench
  let outlet: Outlet
  /// Takes a speaker's notes whenever they change; returns what is wrong if they cannot be kept.
  public var keepNotes: ((String) -> String?)?
  private var keeper: Keeper
  /// The playground as it was left.
  private var sketch: Sketch?
  /// What is to be put on the clipboard and was not yet.
  private var clipboard: String?
  /// Weights that were asked for and are to be written when they arrive.
  var awaited: AwaitedWeights?
  /// What was written, or why not; until the next key.
  var notice: Notice?
  /// A look that was chosen and is not the terminal's yet.
  private var wantedLook: Look?
  /// Brings the lessons, of which the shelf at first has the heads alone.
  private let reader: ShelfReader?
  /// Whether the terminal tells what the mouse does.
  private(set) var isMouseOn = false
  private var wantedMouse: Bool?
  /// A trouble that was not read yet: in a lesson it stands in the last row until the next key; home has a place for it.
  private var trouble: String?

  /// - Parameter reader: brings the lessons where the shelf of the world has no more than their heads.
  public init(
    world: World, bench: any Bench, keeper: Keeper, outlet: Outlet = .none, reader: ShelfReader? = nil
  ) {
    self.world = world
    self.reader = reader
    self.bench = bench
    self.keeper = keeper
    self.outlet = outlet
    self.world.journal = keeper.journal
    self.world.warning = keeper.warning ?? world.warning
    trouble = self.world.warning
    screens = [HomeScreen(self.world)]
  }

  public var top: any Screen { screens[screens.count - 1] }
  public var isRunning: Bool { world.snapshot.phase == .running }
  var isTooSmall: Bool {
    world.size.width < Self.minimum.width || world.size.height < Self.minimum.height
  }

  // MARK: events

  public mutating func handle(_ event: Event) {
    keeper.passTime(on: openLesson)
    switch event {
    case .key(let key): press(key)
    case .paste(let text): answer { screen, world in screen.type(text, in: world) }
    case .mouse(let mouse): point(mouse)
    case .resize(let size): world.size = size
    case .resumed: break
    case .suspended: if isRunning { send(.pause) }
    case .terminate(let signal): exitStatus = 128 + signal
    }
  }

  mutating func press(_ key: Key) {
    forgetNotices()
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
    case .look where !(top is LookScreen): apply(.show(.look))
    case .mouse: switchMouse(to: !isMouseOn)
    case .write where !(top is WriteScreen): apply(.show(.write))
    default:
      guard top.isAvailable(action, in: world) else { return }
      answer { screen, world in screen.perform(action, key: key, in: world) }
    }
  }

  mutating func forgetNotices() { (notice, trouble) = (nil, nil) }

  mutating func answer(_ act: (inout any Screen, World) -> Outcome) {
    let outcome = act(&screens[screens.count - 1], world)
    for effect in outcome.effects { apply(effect) }
  }

  mutating func apply(_ effect: Effect) {
    switch effect {
    case .open(let lesson, let page): open(lesson, page: page)
    case .show(.help): screens.append(HelpScreen(about: top, in: world))
    case .show(.progress): screens.append(ProgressScreen())
    case .show(.write): screens.append(WriteScreen(top.exhibit(in: world)))
    case .show(.look): screens.append(LookScreen())
    case .show(.ledger):
      if let stage = top as? LessonScreen ?? (top as? PlaygroundScreen)?.stage {
        screens.append(LedgerScreen(of: stage, in: world))
      }
    case .back: if screens.count > 1 { leave() }
    case .quit: exitStatus = 0
    case .bench(let command): send(command)
    case .record(let deed): record(deed)
    case .playground: openPlayground(nil)
    case .own(let sketch): openPlayground(sketch)
    case .copy(let text): clipboard = text
    case .write(let name, let form): write(name, as: form)
    case .look(let look): choose(look)
    case .note(let text): world.warning = keepNotes?(text)
    }
  }

  /// The text that was copied since the last call.
  public mutating func takeClipboard() -> String? {
    defer { clipboard = nil }
    return clipboard
  }

  private mutating func choose(_ look: Look) {
    wantedLook = look
    // Keys may follow before the next frame.
    world.look = look
    do throws(OutletProblem) {
      try outlet.remember(look)
    } catch {
      notice = Notice(text: error.description, ink: .warning)
    }
  }

  /// The look that was chosen since the last call; the terminal is to take it over.
  public mutating func takeWantedLook() -> Look? {
    defer { wantedLook = nil }
    return wantedLook
  }

  /// The terminal is to listen to the mouse, or no longer.
  public mutating func switchMouse(to isOn: Bool) { wantedMouse = isOn }

  /// What was wanted of the mouse since the last call.
  public mutating func takeWantedMouse() -> Bool? {
    defer { wantedMouse = nil }
    return wantedMouse
  }

  /// What became of the wish.
  public mutating func noteMouse(isOn: Bool, isWanted: Bool) {
    isMouseOn = isOn
    notice =
      isOn != isWanted
      ? Notice(text: "This terminal has no mouse that could be used; every key works.", ink: .warning)
      : isOn
        ? Notice(text: "The mouse is on. M switches it off; with Shift held, text can be marked.")
        : Notice(text: "The mouse is off: text can be marked and copied.")
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
  mutating func send(_ command: Command) {
    bench.send(command)
    switch command {
    case .run: world.snapshot.phase = .running
    case .pause, .step, .search: if isRunning { world.snapshot.phase = .paused }
    case .load: world.snapshot.phase = .ready
    default: break
    }
  }

  private mutating func record(_ deed: Deed) {
    keeper.note(deed)
    world.journal = keeper.journal
    if let warning = keeper.warning, warning != world.warning { trouble = warning }
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
    guard let lesson = lesson(id) else { return false }
    var screen = LessonScreen(lesson, page: page, settings: settings, seed: seed)
    let effects = screen.enter(world)
    if screens.count > 1 { screens.removeSubrange(1...) }
    screens.append(screen)
    for effect in effects { apply(effect) }
    return true
  }

  /// Lets the panels of the open lesson show one lane of its race, from 0; false if there is no such lane.
  @discardableResult
  public mutating func show(lane: Int) -> Bool {
    guard var screen = screens.last as? LessonScreen, screen.workbench.allLanes.indices.contains(lane) else {
      return false
    }
    screen.workbench.selected = lane
    screens[screens.count - 1] = screen
    return true
  }

  /// Opens the presentation of a lesson at a scene. False if there is no such lesson.
  ///
  /// - Parameters:
  ///   - showsTimes: whether the time of each scene stands on the screen from the start.
  ///   - keepsNotes: whether the speaker's notes are handed to `keepNotes`.
  @discardableResult
  public mutating func present(
    _ id: String, scene: Int = 0, showsTimes: Bool = false, keepsNotes: Bool = false
  ) -> Bool {
    guard let lesson = lesson(id) else { return false }
    var screen = PresenterScreen(lesson, scene: scene, showsTimes: showsTimes, keepsNotes: keepsNotes)
    let effects = screen.enter(world)
    if screens.count > 1 { screens.removeSubrange(1...) }
    screens.append(screen)
    for effect in effects { apply(effect) }
    return true
  }

  /// What a rehearsal comes to: a line a scene, its time beside the plan; empty without a presentation.
  public var rehearsal: [String] {
    screens.lazy.compactMap { ($0 as? PresenterScreen)?.rehearsal }.first?.report(at: world.now) ?? []
  }

  /// Whether time alone changes what is to be seen.
  public var isTimed: Bool { screens.contains { $0.isTimed } }

  /// Tells the time; true if a second has begun that somebody waits for.
  public mutating func tick(at now: Duration) -> Bool {
    let isNewSecond = now.components.seconds != world.now.components.seconds
    world.now = now
    guard isTimed, isNewSecond else { return false }
    observe()
    return true
  }

  private mutating func observe() {
    for index in screens.indices {
      for effect in screens[index].observe(world) { apply(effect) }
    }
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

  private func lesson(_ id: String) -> Lesson? {
    guard let reader else { return world.shelf.find(id) }
    return try? reader.lesson(id)
  }

  /// Puts the lessons that have been read in the place of their heads, and says what is wrong with the others.
  private mutating func receive(_ shelf: Shelf) {
    if var home = screens[0] as? HomeScreen {
      home.keepPlace(from: world.shelf, to: shelf)
      screens[0] = home
    }
    world.shelf = shelf
    guard world.warning == nil, let problem = shelf.problems.first else { return }
    world.warning = "\(problem)"
    trouble = world.warning
  }

  /// Takes the newest snapshot from the bench and lessons that have been read; true if there is something new.
  public mutating func refresh() -> Bool {
    let shelf = reader?.take()
    if let shelf { receive(shelf) }
    let snapshot = bench.latest()
    guard snapshot.serial != world.snapshot.serial else { return shelf != nil }
    world.snapshot = snapshot
    writeAwaitedWeights()
    observe()
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
      for screen in screens[(screens.lastIndex { !$0.isOverlay } ?? 0)...] {
        screen.draw(world, on: &canvas, in: canvas.bounds)
      }
      notice?.draw(on: &canvas)
    }
    drawTrouble(on: &canvas)
    return canvas
  }

  private func drawTrouble(on canvas: inout Canvas) {
    guard let trouble, !isTooSmall, top is LessonScreen else { return }
    let row = canvas.bounds.splitBottom(1).bottom
    canvas.fill(row)
    let text = "! \(trouble)".clipped(to: row.width - 2)
    canvas.write(
      text, x: row.x + 1, y: row.y, .warning, in: row.inset(left: 1, top: 0, right: 1, bottom: 0))
  }
}

extension Application {
  /// How every text handed to `keepNotes` begins.
  public static var notesMark: String { SceneNotes.mark }

  /// What the ordinary screen says after the end: where one was, and trouble with saving. At most three lines.
  public var farewell: [String] { Farewells.lines(world) }
}
