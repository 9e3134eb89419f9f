public import Experiments

/// Where experiments run: takes commands, shows the newest snapshot.
public protocol Bench: AnyObject {
  func send(_ command: Command)
  func latest() -> Snapshot
}

extension Session: Bench {}

/// A bench without a thread: nothing moves unless it is told to step. For drawing a screen once, and for tests.
public final class StillBench: Bench {
  private let make: LearnerFactory
  private var loop: Loop
  /// Whether `advance` would train.
  public private(set) var isRunning = false
  private var pace: Double?
  private var serial = 1
  private var shown: Set<String> = []

  public init(make: @escaping LearnerFactory) {
    self.make = make
    loop = Loop(lanes: [], make: make, historyRoom: Loop.journeyRoom)
  }

  public func send(_ command: Command) {
    serial += 1
    switch command {
    case .run(let stepsPerSecond):
      if !loop.canAdvance { loop.extend() }
      (isRunning, pace) = (loop.canAdvance, stepsPerSecond)
    case .pause, .close: rest()
    case .step(let count): step(count)
    case .seek, .back, .walk:
      isRunning = false
      loop.obey(command)
    case .turn, .touch, .display, .fork, .drop, .archive: loop.obey(command)
    case .search:
      rest()
      loop.obey(command)
    case .show(let probes):
      shown = probes
      loop.show(probes)
    case .load(let lanes):
      let former = loop
      loop = Loop(lanes: lanes, make: make, historyRoom: Loop.journeyRoom)
      loop.keepSearches(of: former)
      loop.show(shown)
      rest()
    }
  }

  public func latest() -> Snapshot { loop.snapshot(serial: serial, isRunning: isRunning, pace: pace) }

  /// Lets a run that was begun go on for so many steps.
  public func advance(_ count: Int) {
    guard isRunning else { return }
    serial += 1
    loop.advance(count)
    if !loop.canAdvance { rest() }
  }

  private func step(_ count: Int) {
    if !loop.canAdvance { loop.extend(by: count) }
    loop.advance(count)
    rest()
  }

  /// Stands still with the readings of the state that is shown.
  private func rest() {
    isRunning = false
    loop.look()
  }
}
