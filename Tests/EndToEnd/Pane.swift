import Foundation
import Testing

/// A real terminal with a shell in it, to be typed into and looked at.
final class Pane {
  /// The program under test, built beside the tests.
  static let program = Bundle.main.executableURL!.deletingLastPathComponent().appending(path: "gradlab").path
  /// What the shell prints when it is ready.
  static let prompt = "ready$"

  let tmux: Tmux
  /// A folder of its own, also the home folder of what runs in the pane.
  let folder: URL
  /// Everything the terminal was sent since the start.
  private let recording: URL

  /// Starts a shell in a terminal of this size; variables given as `nil` are not set.
  init(
    width: Int = 80, height: Int = 24, term: String? = "xterm-256color", _ variables: [String: String?] = [:]
  ) throws {
    let name = "gradlab\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString.prefix(8))"
    folder = FileManager.default.temporaryDirectory.appending(path: name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    recording = folder.appending(path: "recording")
    tmux = Tmux(socket: name)
    var environment: [String: String?] = [
      "TERM": term, "LANG": "C.UTF-8", "HOME": folder.path, "PS1": "\(Self.prompt) ", "GRADLAB": Self.program,
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    ]
    for name in ["ASAN_OPTIONS", "TSAN_OPTIONS"] {
      environment[name] = ProcessInfo.processInfo.environment[name]
    }
    environment.merge(variables) { $1 }
    let settings = environment.compactMap { name, value in value.map { "'\(name)=\($0)'" } }
    tmux(
      "new-session", "-d", "-x", "\(width)", "-y", "\(height)", "-c", folder.path,
      "env -i \(settings.sorted().joined(separator: " ")) /bin/sh -i", ";", "set", "-sg", "escape-time", "0",
      ";",
      "set", "-g", "status", "off", ";", "resize-window", "-x", "\(width)", "-y", "\(height)", ";",
      "pipe-pane", "-o", "cat >'\(recording.path)'")
    try wait(for: Self.prompt)
  }

  deinit {
    tmux("kill-server")
    try? FileManager.default.removeItem(at: folder)
  }

  /// The text of the screen, without blanks at the ends of lines.
  var screen: String { tmux("capture-pane", "-p") }
  /// The same with its colours as escape sequences.
  var colouredScreen: String { tmux("capture-pane", "-p", "-e") }

  /// Everything the terminal was sent so far.
  var bytes: Data { (try? Data(contentsOf: recording)) ?? Data() }

  /// Whether the screen is the ordinary one, with a cursor, without mouse reports and application keys.
  var isOrdinary: Bool {
    tmux("display", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{keypad_flag}") == "0 1 0 0\n"
  }

  func press(_ keys: String...) { tmux.call(["send-keys"] + keys) }

  func type(_ text: String) { tmux("send-keys", "-l", text) }

  func send(bytes: [UInt8]) { tmux.call(["send-keys", "-H"] + bytes.map { String($0, radix: 16) }) }

  /// Types a command for the shell.
  func run(_ command: String) {
    type(command)
    press("Enter")
  }

  func resize(width: Int, height: Int) { tmux("resize-window", "-x", "\(width)", "-y", "\(height)") }

  /// Waits until the screen shows the text.
  func wait(for text: String, _ location: SourceLocation = #_sourceLocation) throws {
    try wait("for `\(text)`", location) { screen.contains(text) }
  }

  /// Waits until it is so, and fails with the screen after ten seconds.
  func wait(
    _ purpose: String, _ location: SourceLocation = #_sourceLocation, until isSo: () throws -> Bool
  ) throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while try !isSo() {
      guard ContinuousClock.now < deadline else {
        throw Overdue(description: "waited in vain \(purpose), line \(location.line); the screen:\n\(screen)")
      }
      Thread.sleep(forTimeInterval: 0.005)
    }
  }
}

/// Something that did not come about in time.
struct Overdue: Error, CustomStringConvertible {
  let description: String
}
