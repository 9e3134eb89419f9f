/// Time that passes only when it is told to, for tests.
public final class ManualClock {
  public private(set) var now: Duration = .zero
  public init() {}
  public func advance(by duration: Duration) { now += duration }
}

/// A terminal for tests: plays a script of events and records every canvas. When the script is over it asks the program
/// to terminate.
public struct Playback: Terminal {
  public enum Beat: Sendable, Hashable {
    case event(Event)
    /// Nothing happens for so long, by the manual clock.
    case silence(Duration)
  }

  public private(set) var size: Size
  public var look: Look
  public private(set) var frames: [Canvas] = []
  /// What was put on the clipboard.
  public private(set) var copies: [String] = []
  /// Whether the mouse is told now.
  public private(set) var isMouseOn = false
  /// Whether it can be told at all.
  public var hasMouse = true
  public let clock: ManualClock
  private var script: ArraySlice<Beat>

  public init(
    _ script: [Beat], size: Size = Size(width: 80, height: 24), look: Look = Look(),
    clock: ManualClock = ManualClock()
  ) {
    self.script = script[...]
    self.size = size
    self.look = look
    self.clock = clock
  }

  public mutating func present(_ canvas: borrowing Canvas) { frames.append(copy canvas) }

  public mutating func copy(_ text: String) { copies.append(text) }

  public mutating func useMouse(_ isOn: Bool) -> Bool {
    isMouseOn = isOn && hasMouse
    return isMouseOn
  }

  public mutating func nextEvent(within limit: Duration) -> Event? {
    switch script.first {
    case nil: return .terminate(signal: 15)
    case .event(let event):
      script.removeFirst()
      if case .resize(let size) = event { self.size = size }
      return event
    case .silence(let length):
      let passed = min(length, limit)
      clock.advance(by: passed)
      script.removeFirst()
      if length > passed { script = [.silence(length - passed)] + script }
      return nil
    }
  }

  /// The beats of some typed text.
  public static func typed(_ text: String) -> [Beat] {
    text.unicodeScalars.map { .event(.key(.character($0))) }
  }
}
