import Foundation
import Glibc
import Testing

extension Pane {
  /// Starts the terminal test through the shell and waits for its whole picture; after it the shell prints its status.
  func startTest(_ options: String = "") throws {
    run("sh -c 'echo $$ >pid; exec \"$GRADLAB\" terminal-test \(options)'; echo status=$?")
    try wait(for: "bottom right")
  }

  /// The process of the program that was started last.
  var process: pid_t {
    get throws {
      let text = try String(contentsOf: folder.appending(path: "pid"), encoding: .utf8)
      return pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
    }
  }

  /// The state letter of a process, such as S for sleeping or T for stopped; `nil` when it is gone.
  static func state(of process: pid_t) -> Character? {
    let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    let letter = status?.split(separator: ")").last?.split(separator: " ").first?.first
    return letter == "Z" ? nil : letter
  }

  /// Waits for the shell to report how the program ended.
  func waitForStatus(_ status: Int) throws {
    try wait("for status \(status)") { screen.contains("status=\(status)\n") }
  }

  /// Empties the screen, so that nothing older is taken for an answer.
  func wipe() throws {
    run("clear")
    try wait("for an empty screen") { !screen.contains("status=") }
  }

  /// Runs a command on an empty screen and waits until it has ended with this status.
  func perform(_ command: String, status: Int) throws {
    try wipe()
    run("\(command); echo status=$?")
    try waitForStatus(status)
  }

  /// The modes of the terminal in the words of `stty`, under a mark of its own.
  func modes(mark: String) throws -> [Substring] {
    run("clear; echo \(mark); stty -a; echo over-\(mark)")
    try wait("for the modes") { screen.contains("\nover-\(mark)") }
    let lines = screen.split(separator: "\n")
    let first = lines.firstIndex { $0 == mark } ?? lines.startIndex
    return Array(lines[first...].dropFirst().prefix { $0 != "over-\(mark)" })
  }
}
