public import TerminalUI

/// Plays the application on a terminal: waits for events, draws when something changed, at most 30 times a second.
///
/// While nothing runs it waits for an event without a limit: no bytes, no processor time. What answers a key is drawn
/// at once.
public enum FrameLoop {
  static let frame = Duration.milliseconds(33)
  private static let rest = Duration.seconds(3600)
  /// How often a screen that shows the time is looked after.
  private static let second = Duration.seconds(1)

  /// Returns the exit status: 0, or 128 + the signal that ended it.
  ///
  /// - Parameters:
  ///   - now: a clock that only goes forward.
  ///   - witness: sees every frame and its time.
  public static func run<Screen: Terminal & ~Copyable>(
    _ application: inout Application, on terminal: inout Screen, now: () -> Duration,
    witness: (Canvas, Duration) -> Void = { _, _ in }
  ) -> Int32 {
    application.handle(.resize(terminal.size))
    var lastFrame = now() - frame
    var hasChanged = true
    while true {
      if application.tick(at: now()) { hasChanged = true }
      if now() - lastFrame >= frame || !application.isRunning, application.refresh() { hasChanged = true }
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
        lastFrame = now()
        witness(canvas, lastFrame)
        hasChanged = false
      }
      let limit =
        application.isRunning ? max(frame - (now() - lastFrame), .zero) : application.isTimed ? second : rest
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
