import ArgumentParser
import CursesDriver
import Foundation
import TerminalUI

/// Shows what a terminal can do and what arrives from it; the journeys of the test suite drive it.
struct TerminalTestCommand: ParsableCommand {
  enum Crash: String, ExpressibleByArgument, CaseIterable { case trap, fatal, segv }
  enum Place: String, ExpressibleByArgument, CaseIterable { case ui, other }

  static let configuration = CommandConfiguration(
    commandName: "terminal-test", abstract: "Shows what the terminal can do, and the events it sends.",
    discussion: "Example: gradlab terminal-test --ascii", shouldDisplay: false)

  @OptionGroup var screen: ScreenOptions

  @Option(help: "The key c ends the program by this fault.")
  var crash: Crash?

  @Option(help: "The thread of the fault.")
  var thread: Place = .ui

  func run() throws {
    let options = screen.terminal
    let status = Stage.perform(options) { terminal in
      if options.mouse { _ = terminal.useMouse(true) }
      var session = TestSession(crash: crash, thread: thread)
      return session.run(&terminal)
    }
    throw ExitCode(status)
  }
}

/// The loop of the test: draws the card, waits, notes the event.
struct TestSession {
  let crash: TerminalTestCommand.Crash?
  let thread: TerminalTestCommand.Place
  private var card = TestCard()

  init(crash: TerminalTestCommand.Crash?, thread: TerminalTestCommand.Place) {
    self.crash = crash
    self.thread = thread
  }

  mutating func run(_ terminal: inout CursesTerminal) -> Farewell {
    while true {
      var canvas = Canvas(size: terminal.size, look: terminal.look)
      card.draw(on: &canvas)
      terminal.present(canvas)
      var event = terminal.nextEvent(within: .seconds(3600))
      if event == nil { card.note("woken") }
      while let happened = event {
        card.note("\(happened)".replacing("TerminalUI.Key.", with: ""))
        if let farewell = handle(happened, &terminal) { return farewell }
        event = terminal.nextEvent(within: .zero)
      }
    }
  }

  private func handle(_ event: Event, _ terminal: inout CursesTerminal) -> Farewell? {
    switch event {
    case .terminate(let signal): return Farewell(signal: signal, lines: ["Ended by signal \(signal)."])
    case .key(.character("q")): return Farewell(lines: ["The test is over."])
    case .key(.character("a")): Self.turn(&terminal.look.capability.glyphs)
    case .key(.character("k")): Self.turn(&terminal.look.capability.colours)
    case .key(.character("e")): FileHandle.standardError.write(Data("a line for the error stream\n".utf8))
    case .key(.character("o")): print("a line for the output stream")
    case .key(.character("w")):
      let waker = terminal.waker
      Thread.detachNewThread { waker.wake() }
    case .key(.character("M")): _ = terminal.useMouse(false)
    case .key(.character("c")): fail()
    default: break
    }
    return nil
  }

  private static func turn<Level: CaseIterable & Equatable>(_ level: inout Level) {
    let all = Array(Level.allCases)
    level = all[((all.firstIndex(of: level) ?? 0) + all.count - 1) % all.count]
  }

  /// Ends the program by the fault asked for.
  private func fail() {
    guard let crash else { return }
    guard thread == .other else { return Self.commit(crash) }
    Thread.detachNewThread { Self.commit(crash) }
  }

  private static func commit(_ crash: TerminalTestCommand.Crash) {
    switch crash {
    case .trap:
      let empty = [Int](CommandLine.arguments.prefix(0).map(\.count))
      _ = empty[empty.count]
    case .fatal: preconditionFailure("a fault that was asked for")
    case .segv: raise(SIGSEGV)
    }
  }
}
