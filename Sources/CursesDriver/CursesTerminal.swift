import CCurses
import Glibc
public import TerminalUI

/// A terminal drawn with ncurses. One thread owns it: the one that started it, before any other thread exists.
///
/// While it is open, what is printed to standard output and standard error is kept aside and shown when it closes.
public struct CursesTerminal: Terminal, ~Copyable {
  public internal(set) var size: Size
  /// What drawings are made for; never more than the terminal and its locale can show.
  public var look: Look {
    didSet {
      look.capability.colours = min(look.capability.colours, limit.colours)
      look.capability.glyphs = min(look.capability.glyphs, limit.glyphs)
    }
  }
  /// Ends the wait for the next event from any thread.
  public let waker = Waker()

  let surroundings: Surroundings
  let limit: Capability
  let signals: Signals
  let modes: PrivateModes
  /// The descriptor that ncurses draws on.
  let output: Int32
  let clock = ContinuousClock()
  let origin: ContinuousClock.Instant

  var painter: Painter
  var budget: OutputBudget
  var decoder: KeyDecoder
  /// The newest canvas that was not sent yet.
  var pending: Canvas?
  /// Whether the next frame answers a person, and is not held back.
  var isUrgent = true
  /// Events that are known already, oldest first.
  var queue: [Event] = []
  /// Whether the mouse is told; a report that comes without being asked for is no event.
  var isMouseOn = false
  /// Whether `.suspended` was delivered and the stop itself is due.
  var isStopDue = false

  /// Opens the screen. Blocks the signals of a session in this thread and those made later.
  public static func start(_ options: TerminalOptions = TerminalOptions()) throws(TerminalProblem)
    -> CursesTerminal
  {
    let surroundings = Surroundings.examine()
    if let problem = surroundings.problem { throw problem }
    lab_return_large_blocks()
    let signals = Signals()
    let output = lab_guard_begin()
    guard output >= 0, lab_open_screen(output) else {
      lab_guard_end()
      throw .refused
    }
    return CursesTerminal(surroundings, options, signals, output)
  }

  private init(
    _ surroundings: Surroundings, _ options: TerminalOptions, _ signals: consuming Signals, _ output: Int32
  ) {
    self.surroundings = surroundings
    self.signals = signals
    self.output = output
    modes = PrivateModes(surroundings)
    limit = surroundings.limit
    look = surroundings.look(options)
    size = Size(width: 80, height: 24)
    origin = clock.now
    painter = Painter(palette: Palette(colourCount: Int(lab_colour_count())), limit: surroundings.limit)
    budget = OutputBudget(isRemote: surroundings.isRemote)
    decoder = KeyDecoder(
      escapeDelay: .milliseconds(surroundings.isRemote ? 100 : 25), ownKeys: OwnKeys.ofTerminal())
    lab_guard_set_restoration(modes.leaving, modes.closing)
    lab_guard_set_open(true)
    enter()
  }

  deinit { lab_guard_end() }

  /// Gives the terminal back and shows what was printed meanwhile; does nothing the second time.
  public mutating func close() { lab_guard_end() }

  /// The time since the start.
  var now: Duration { clock.now - origin }

  /// Takes the terminal's size and prepares for a first frame, at the start and after a stop.
  mutating func enter() {
    write(modes.entering)
    if isMouseOn { write(modes.mouseOn) }
    adoptSize()
    painter.forget()
    isUrgent = true
  }

  /// Asks the terminal for its size and tells ncurses; whether it changed.
  @discardableResult
  mutating func adoptSize() -> Bool {
    let window = lab_window_size(output)
    let known = window.rows > 0 && window.columns > 0
    let rows = known ? window.rows : lab_row_count()
    let columns = known ? window.columns : lab_column_count()
    resize_term(rows, columns)
    let newSize = Size(width: Int(columns), height: Int(rows))
    defer { size = newSize }
    return newSize != size
  }

  func write(_ text: String) {
    guard !text.isEmpty else { return }
    _ = Glibc.write(output, text, text.utf8.count)
  }
}
