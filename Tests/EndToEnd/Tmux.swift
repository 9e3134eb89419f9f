import Foundation
import Glibc

/// A tmux server of its own, on a private socket and without anyone's settings.
struct Tmux {
  private let socket: String

  static let isInstalled = Program("tmux", ["-V"]).run().status == 0

  init(socket: String) { self.socket = socket }

  /// What the command printed; empty when it failed, as for a server that has ended.
  @discardableResult
  func callAsFunction(_ arguments: String...) -> String { call(arguments) }

  @discardableResult
  func call(_ arguments: [String]) -> String {
    Program("tmux", ["-u", "-L", socket, "-f", "/dev/null"] + arguments).run().output
  }
}

/// A program to be run to its end, without a terminal.
///
/// `Foundation.Process` would wait for every process that the program leaves behind, such as the server of tmux.
struct Program {
  private let words: [String]

  init(_ name: String, _ arguments: [String]) { words = [name] + arguments }

  /// Its exit status, −1 if it could not be run, and what it printed to both of its streams.
  func run() -> (status: Int32, output: String) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return (-1, "") }
    let process = spawn(printingTo: ends)
    close(ends[1])
    defer { close(ends[0]) }
    guard let process else { return (-1, "") }
    let output = Self.everything(from: ends[0])
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return (status & 0x7F == 0 ? status >> 8 & 0xFF : -1, String(decoding: output, as: UTF8.self))
  }

  private func spawn(printingTo ends: [Int32]) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    for stream in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_adddup2(&actions, ends[1], stream)
    }
    for end in ends { posix_spawn_file_actions_addclose(&actions, end) }
    // The threads of the test runner block every signal, and a new process inherits that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var arguments = words.map { strdup($0) } + [nil]
    var environment = ProcessInfo.processInfo.environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in arguments + environment { free(text) } }
    var process: pid_t = 0
    return posix_spawnp(&process, words[0], &actions, &attributes, &arguments, &environment) == 0
      ? process : nil
  }

  private static func everything(from descriptor: Int32) -> [UInt8] {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return all }
      all += buffer.prefix(count)
    }
  }
}
