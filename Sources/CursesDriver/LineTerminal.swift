import CCurses
import Glibc
public import TerminalUI

/// A terminal, or a pipe, that is read and written line by line: nothing is placed, nothing erased, no byte is a command.
///
/// The terminal's own line editing stays as it is. Made before the first thread, it takes the signals of the session.
public struct LineTerminal: ~Copyable {
  public enum Event: Sendable, Hashable {
    case line(String)
    /// Ctrl-C.
    case interrupted
    case terminate(signal: Int32)
    /// Nothing more will come.
    case ended
  }

  /// What a line longer than this has more is dropped.
  private static let longestLine = 4096

  /// Columns of a line; 80 where nobody knows.
  public var width: Int { surroundings.size?.width ?? 80 }
  public let glyphs: Capability.Glyphs
  /// Whether a person types, who likes to see that it is their turn.
  public var isInteractive: Bool { surroundings.isInputTerminal && surroundings.isOutputTerminal }

  private let surroundings: Surroundings
  private let signals: Signals
  private var bytes: [UInt8] = []
  private var hasEnded = false

  /// - Parameter ascii: with ASCII characters only.
  public init(ascii: Bool = false) {
    surroundings = Surroundings.examine()
    signals = Signals()
    glyphs = ascii || !surroundings.isUnicode ? .ascii : .braille
  }

  /// Whether this is a terminal for a person that cannot place text, such as a teletype or TERM=dumb.
  public static var isOnlyChoice: Bool {
    if case .tooSimple? = Surroundings.examine().problem { return true }
    return false
  }

  /// Writes lines at once; false if nobody reads any more.
  public func write(_ lines: [String]) -> Bool { write(lines.map { $0 + "\n" }.joined()) }

  /// Tells a person that it is their turn.
  public func prompt() { if isInteractive { _ = write("> ") } }

  private func write(_ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) }
      if count < 0 && errno != EINTR && errno != EAGAIN { return false }
    }
    return true
  }
}

extension LineTerminal {
  /// Waits for the next line, or for a signal.
  public mutating func next() -> Event {
    while true {
      if let event = interruption() { return event }
      if let line = takeLine() { return .line(line) }
      if hasEnded { return .ended }
      var watched = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&watched, nfds_t(watched.count), -1) > 0 else { continue }
      if watched[0].revents != 0 { readMore() }
    }
  }

  /// A signal that has arrived; lines wait.
  public mutating func interruption() -> Event? {
    while let number = signals.next() {
      switch number {
      case SIGINT: return .interrupted
      case SIGTSTP:
        if let other = signals.stop().first { return .terminate(signal: other) }
      case SIGCONT, SIGWINCH: continue
      default: return .terminate(signal: number)
      }
    }
    return nil
  }

  private mutating func readMore() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(STDIN_FILENO, &buffer, buffer.count)
    if count > 0 {
      bytes += buffer.prefix(count)
    } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
      hasEnded = true
    }
  }

  private mutating func takeLine() -> String? {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else {
      if bytes.count > 2 * Self.longestLine { bytes.removeLast(bytes.count - Self.longestLine) }
      guard hasEnded, !bytes.isEmpty else { return nil }
      return takeLine(upTo: bytes.count)
    }
    return takeLine(upTo: end)
  }

  private mutating func takeLine(upTo end: Int) -> String {
    let line = bytes[..<min(end, Self.longestLine)]
    defer { bytes.removeFirst(min(end + 1, bytes.count)) }
    return String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
  }
}
