public import TerminalUI

/// Plays the application on a terminal: waits for events, draws when something changed, and looks at what trains at
/// most so many times a second.
///
/// While nothing runs it waits for an event without a limit: no bytes, no processor time. What answers a key is drawn
/// at once.
public enum FrameLoop {
  /// Looks a second.
  public static let usualRate = 30
  private static let rest = Duration.seconds(3600)
  /// How often a screen that shows the time is looked after.
  private static let second = Duration.seconds(1)

  /// Returns the exit status: 0, or 128 + the signal that ended it.
  ///
  /// - Parameters:
  ///   - rate: how often a second what trains is looked at.
  ///   - now: a clock that only goes forward.
  ///   - witness: sees every frame and its time.
  public static func run<Screen: Terminal & ~Copyable>(
    _ application: inout Application, on terminal: inout Screen, rate: Int = usualRate, now: () -> Duration,
    witness: (Canvas, Duration) -> Void = { _, _ in }
  ) -> Int32 {
    application.handle(.resize(terminal.size))
    let frame = Duration.seconds(1) / rate
    var lastLook = now() - frame
    var hasChanged = true
    while true {
      if application.tick(at: now()) { hasChanged = true }
      let isLooking = now() - lastLook >= frame || !application.isRunning
      if isLooking {
        lastLook = now()
        if application.refresh() { hasChanged = true }
      }
      if let status = application.exitStatus { return status }
      if let text = application.takeClipboard() { terminal.copy(text) }
      if let isWanted = application.takeWantedMouse() {
        application.noteMouse(isOn: terminal.useMouse(isWanted), isWanted: isWanted)
        hasChanged = true
      }
      if hasChanged {
        if let look = application.takeWantedLook() { terminal.look = look }
        let canvas = application.draw(look: terminal.look)
        terminal.present(canvas)
        // On a slow machine drawing does not crowd out the training.
        if isLooking { lastLook = now() }
        witness(canvas, now())
        hasChanged = false
      }
      let limit =
        application.isRunning ? max(frame - (now() - lastLook), .zero) : application.isTimed ? second : rest
      var event = terminal.nextEvent(within: limit)
      if application.tick(at: now()) { hasChanged = true }
      while let next = event {
        application.handle(next)
        hasChanged = true
        if application.exitStatus != nil { break }
        event = terminal.nextEvent(within: .zero)
      }
    }
  }
}
