import CursesDriver
import Foundation
import TerminalUI

/// How a session on the screen ended.
struct Farewell {
  /// The signal that ended it; `nil` when it left by itself.
  var signal: Int32?
  /// For the ordinary screen: what was learnt, what was saved and where. No more than three are shown.
  var lines: [String] = []
}

/// Opens the screen for a session and gives it back.
enum Stage {
  /// Runs the session on the terminal; returns the exit status: 0, 2 when there is no screen, 128 + n after signal n.
  static func perform(
    _ options: TerminalOptions = TerminalOptions(), _ session: (inout CursesTerminal) -> Farewell
  ) -> Int32 {
    do {
      var terminal = try CursesTerminal.start(options)
      let farewell = session(&terminal)
      let glyphs = terminal.look.capability.glyphs
      terminal.close()
      for line in farewell.lines.prefix(3) { print(Glyphs.plain(line, at: glyphs)) }
      return farewell.signal.map { 128 + $0 } ?? 0
    } catch {
      FileHandle.standardError.write(Data("gradlab: \(error)\n".utf8))
      return 2
    }
  }
}
