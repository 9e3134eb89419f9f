/// How many steps are due at a moment, exact over time without ever catching up in a burst.
struct Pace {
  /// What falls further behind than this is given up: a slow machine runs as fast as it can.
  static let patience = 0.25

  let stepsPerSecond: Double
  private var origin: Double
  private var performed = 0

  /// - Parameters:
  ///   - stepsPerSecond: above a thousand million it is as good as flat out, and counted as that much.
  ///   - now: seconds of a clock that only goes forward.
  init(stepsPerSecond: Double, now: Double) {
    self.stepsPerSecond = min(max(stepsPerSecond, 0.001), 1e9)
    origin = now
  }

  func due(at now: Double) -> Int {
    max(0, Int(((now - origin) * stepsPerSecond).rounded(.down)) - performed)
  }

  /// Seconds until the next step is due.
  func wait(at now: Double) -> Double { max(0, origin + Double(performed + 1) / stepsPerSecond - now) }

  mutating func perform(_ count: Int, at now: Double) {
    performed += count
    let behind = now - (origin + Double(performed + 1) / stepsPerSecond)
    if behind > Self.patience { origin += behind }
  }
}

/// Steps a second over the last second or so.
struct Speedometer {
  private static let window = 0.5

  private var older: (time: Double, steps: Int)
  private var newer: (time: Double, steps: Int)
  private var steps = 0

  init(now: Double) {
    older = (now, 0)
    newer = older
  }

  mutating func add(_ count: Int, at now: Double) {
    steps += count
    guard now - newer.time >= Self.window else { return }
    older = newer
    newer = (now, steps)
  }

  func stepsPerSecond(at now: Double) -> Double {
    let elapsed = now - older.time
    return elapsed > 0.02 ? Double(steps - older.steps) / elapsed : 0
  }
}

/// Keeps pictures from slowing training down: what one costs is made up for by training before the next.
struct ShowingAllowance {
  /// The share of the thread's time that pictures may take.
  static let share = 0.04
  /// The longest wait for a picture, in seconds: a thread that was held up by others is not made to wait for it.
  static let patience = 0.25

  private var next = 0.0

  func permits(at now: Double) -> Bool { now >= next }

  /// A picture that was done at `now` has taken so many seconds.
  mutating func spend(_ seconds: Double, until now: Double) {
    next = now + min(seconds * (1 / Self.share - 1), Self.patience)
  }
}
