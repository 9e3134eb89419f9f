public import Experiments
public import Lessons
import Panels
public import TerminalUI

/// The lab in lines: a line goes in, lines come out. For screen readers, teletypes and scripts.
///
/// It is the same course with the same runs and the same journal. It knows no terminal, no thread and no clock: a run is
/// performed by calling `work` while `isRunning`.
public struct PlainLab {
  /// Set when the program is to end: 0, or 130 when it was interrupted.
  public internal(set) var exitStatus: Int32?
  var world: World
  var screen: LessonScreen?
  var text: PlainText
  /// The run that is going on.
  var run: PlainRun?
  /// What was told last as noticed, by its title.
  var noticed: [String: Finding] = [:]
  let bench: StillBench
  private var keeper: Keeper
  /// The warning that was told last.
  private var toldWarning: String?

  /// - Parameters:
  ///   - width: columns of a line; prose takes at most 76.
  ///   - glyphs: how plain the characters have to be.
  public init(
    shelf: Shelf, panels: Gallery, width: Int, glyphs: Capability.Glyphs, bench: StillBench, keeper: Keeper
  ) {
    world = World(
      shelf: shelf, panels: panels, size: Size(width: width, height: 24),
      look: Look(capability: Capability(colours: .mono, glyphs: glyphs)))
    text = PlainText(width: width, glyphs: glyphs)
    self.bench = bench
    self.keeper = keeper
    world.journal = keeper.journal
    world.warning = keeper.warning ?? shelf.problems.first.map { "\($0)" }
  }

  public var journal: Journal { world.journal }
  /// Whether a run is going on, so that `work` is to be called.
  public var isRunning: Bool { run != nil }
  public var lesson: Lesson? { screen?.lesson }

  /// What is said first: a greeting and the lessons, unless one is opened at once.
  public mutating func begin() -> [String] {
    text.say(
      "gradlab, a learning lab for neural networks, line by line. Type \"help\" for the words it knows.")
    text.gap()
    if screen == nil { tellLessons() } else { tellPage() }
    return take()
  }

  /// Opens a lesson at a page (counted from 0) before `begin`; false if there is no such lesson.
  @discardableResult
  public mutating func open(
    _ id: String, page: Int, settings: [Setting] = [], seed: UInt64? = nil
  ) -> Bool {
    guard let lesson = world.shelf.find(id) else { return false }
    var screen = LessonScreen(lesson, page: page, settings: settings, seed: seed)
    let effects = screen.enter(world)
    self.screen = screen
    apply(effects)
    observe()
    return true
  }

  /// Does what a line says.
  public mutating func read(_ line: String) -> [String] {
    keeper.passTime(on: lesson)
    obey(line)
    return take()
  }

  /// Ctrl-C: ends a run, or the program where none is going on.
  public mutating func interrupt() -> [String] {
    if run == nil { exitStatus = 130 } else { endRun(isStopped: true) }
    return take()
  }

  /// Saves what is not saved yet: the time spent.
  public mutating func close() {
    keeper.passTime(on: lesson)
    keeper.save()
    world.journal = keeper.journal
    world.warning = keeper.warning
  }

  /// The last words: where one was and how much is done.
  public var farewell: [String] { Farewells.lines(world).map { Glyphs.plain($0, at: text.glyphs) } }

  // MARK: effects

  mutating func apply(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .open(let lesson, let page): open(lesson, page: page)
      case .bench(let command): bench.send(command)
      case .record(let deed): record(deed)
      case .back: screen = nil
      case .quit: exitStatus = 0
      case .show, .playground, .own, .copy, .write, .look, .note: break
      }
    }
  }

  private mutating func record(_ deed: Deed) {
    keeper.note(deed)
    world.journal = keeper.journal
    world.warning = keeper.warning
    if case .met(let name, let lesson, let step) = deed,
      let task = lesson.pages.flatMap(\.tasks).first(where: { $0.name == name })
    {
      text.say("Task met at step \(Figure.count(step)): \(task.say)")
    }
  }

  /// Looks at the bench, and notes the tasks that were met since.
  mutating func observe() {
    world.snapshot = bench.latest()
    guard var present = screen else { return }
    let effects = present.observe(world)
    screen = present
    apply(effects)
  }

  mutating func take() -> [String] {
    if let warning = world.warning, warning != toldWarning {
      text.say("Note: \(warning)")
      toldWarning = warning
    }
    return text.take()
  }
}
