/// What the training thread does: takes commands, performs the steps that are due, publishes snapshots.
struct Trainer {
  /// The longest stretch of steps between two looks at the inbox, in seconds.
  private static let stretch = 0.002

  private enum Motion {
    case resting
    /// Flat out, or at a pace.
    case running(Pace?)
    /// A number of single steps still to do.
    case stepping(Int)
  }

  private let make: LearnerFactory
  private let exchange: Exchange
  private let clock = ContinuousClock()
  private let birth = ContinuousClock().now
  private var loop: Loop
  private var motion = Motion.resting
  private var shown: Set<String> = []
  private var serial = 0
  /// Steps that take about `stretch`, found while running flat out.
  private var batch = 1
  private var speedometer = Speedometer(now: 0)
  private var allowance = ShowingAllowance()

  init(lanes: [Lane], make: @escaping LearnerFactory, exchange: Exchange) {
    self.make = make
    self.exchange = exchange
    loop = Loop(lanes: lanes, make: make, historyRoom: Loop.journeyRoom)
    loop.look()
  }

  /// Seconds since the thread began.
  private var now: Double {
    let elapsed = (clock.now - birth).components
    return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
  }

  mutating func serve() {
    publish()
    while true {
      let mail = exchange.takeMail()
      // Closing does not wait for what was asked before it.
      if mail.contains(where: \.isClose) { return }
      for command in mail { obey(command) }
      switch motion {
      case .resting:
        if !mail.isEmpty { publish() }
        exchange.sleep(atMost: nil)
      case .running(let pace): run(pace)
      case .stepping(let count): advance(min(count, batch), of: count)
      }
    }
  }

  private mutating func obey(_ command: Command) {
    switch command {
    case .run(let stepsPerSecond): begin(stepsPerSecond)
    case .pause: rest()
    case .step(let count): beginStepping(count)
    case .seek, .back, .walk:
      motion = .resting
      loop.obey(command)
    case .turn, .touch, .display, .fork, .drop, .archive: loop.obey(command)
    case .search(let plan, let lane):
      motion = .resting
      loop.search(plan, lane: lane) { exchange.isClosing }
      loop.look()
    case .show(let probes):
      shown = probes
      loop.show(probes)
    case .load(let lanes): load(lanes)
    case .close: motion = .resting
    }
  }

  private mutating func begin(_ stepsPerSecond: Double?) {
    let time = now
    if !isMoving {
      speedometer = Speedometer(now: time)
      if !loop.canAdvance { loop.extend() }
    }
    motion = loop.canAdvance ? .running(stepsPerSecond.map { Pace(stepsPerSecond: $0, now: time) }) : .resting
  }

  private mutating func beginStepping(_ count: Int) {
    guard count > 0 else { return rest() }
    if !loop.canAdvance { loop.extend(by: count) }
    var waiting = 0
    if case .stepping(let rest) = motion { waiting = rest }
    motion = loop.canAdvance ? .stepping(waiting + count) : .resting
  }

  private mutating func load(_ lanes: [Lane]) {
    let former = loop
    loop = Loop(lanes: lanes, make: make, historyRoom: Loop.journeyRoom)
    loop.keepSearches(of: former)
    loop.show(shown)
    loop.look()
    motion = .resting
    batch = 1
  }

  private var isMoving: Bool {
    if case .running = motion { return true }
    return false
  }

  // MARK: moving

  private mutating func run(_ pace: Pace?) {
    guard var pace else { return runFlatOut() }
    let due = min(pace.due(at: now), max(1, batch))
    if due > 0 {
      perform(due)
      pace.perform(due, at: now)
    }
    guard loop.canAdvance else { return rest(publishing: true) }
    motion = .running(pace)
    grantWish()
    let wait = pace.wait(at: now)
    // A sleep of at most 10 ms also serves a reader who asks in between.
    if wait > 0 { exchange.sleep(atMost: min(wait, 0.01)) }
  }

  private mutating func runFlatOut() {
    perform(batch)
    guard loop.canAdvance else { return rest(publishing: true) }
    let start = now
    guard allowance.permits(at: start), grantWish() else { return }
    allowance.spend(now - start, until: now)
  }

  /// Performs part of the single steps, then rests.
  private mutating func advance(_ count: Int, of total: Int) {
    perform(count)
    guard total > count, loop.canAdvance else { return rest(publishing: true) }
    motion = .stepping(total - count)
    grantWish()
  }

  /// Performs steps, and learns from the time they take how many fit between two looks at the inbox.
  private mutating func perform(_ count: Int) {
    let begin = now
    let done = loop.advance(count)
    let end = now
    speedometer.add(done, at: end)
    if end - begin > Self.stretch {
      batch = max(1, batch / 2)
    } else if count >= batch, end - begin < Self.stretch / 2 {
      batch = min(batch * 2, 1 << 16)
    }
  }

  /// Stands still; the readings then are those of the very state that is shown.
  private mutating func rest(publishing: Bool = false) {
    motion = .resting
    loop.look()
    if publishing { publish() }
  }

  // MARK: showing

  /// Publishes a snapshot if somebody has asked for one; whether somebody had.
  @discardableResult
  private mutating func grantWish() -> Bool {
    guard exchange.takeWish() else { return false }
    publish()
    return true
  }

  private mutating func publish() {
    serial += 1
    let isRunning = if case .resting = motion { false } else { true }
    var pace: Double?
    if case .running(let wanted) = motion { pace = wanted?.stepsPerSecond }
    exchange.publish(
      loop.snapshot(
        serial: serial, isRunning: isRunning,
        stepsPerSecond: isRunning ? speedometer.stepsPerSecond(at: now) : 0, pace: pace))
  }
}
