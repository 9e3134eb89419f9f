import Foundation
import Glibc
import Testing

/// Journeys through a real terminal; tmux is the terminal.
@Suite(.serialized, .enabled(if: Tmux.isInstalled, "the journeys need tmux"))
struct Journeys {}

extension Journeys {
  /// However the program ends, the terminal is as it was.
  @Suite struct Leaving {
    @Test func quittingGivesEverythingBack() throws {
      let pane = try Pane()
      let before = try pane.modes(mark: "first")
      #expect(!before.isEmpty)
      pane.run("clear; echo the old text")
      try pane.startTest()
      #expect(!pane.isOrdinary)
      pane.press("q")
      try pane.waitForStatus(0)
      #expect(pane.isOrdinary)
      #expect(pane.screen.contains("the old text") && pane.screen.contains("The test is over."))
      #expect(try pane.modes(mark: "second") == before)
    }

    @Test func controlCEndsWithItsStatus() throws {
      let pane = try Pane()
      try pane.startTest()
      pane.press("C-c")
      try pane.waitForStatus(130)
      #expect(pane.isOrdinary)
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
    func aSignalEndsWithItsStatus(signal: Int32) throws {
      let pane = try Pane()
      let before = try pane.modes(mark: "first")
      try pane.startTest()
      kill(try pane.process, signal)
      try pane.waitForStatus(128 + Int(signal))
      #expect(pane.isOrdinary)
      #expect(try pane.modes(mark: "second") == before)
    }

    @Test func aClosedTerminalEndsTheProgram() throws {
      let pane = try Pane()
      try pane.startTest()
      let process = try pane.process
      #expect(Pane.state(of: process) != nil)
      pane.tmux("kill-pane")
      try pane.wait("for the end of the process") { Pane.state(of: process) == nil }
    }

    @Test(arguments: ["trap", "fatal", "segv"], ["ui", "other"])
    func aFaultGivesTheTerminalBackAndLeavesItsMessage(fault: String, thread: String) throws {
      let pane = try Pane()
      let before = try pane.modes(mark: "first")
      try pane.startTest("--crash \(fault) --thread \(thread)")
      pane.press("e")
      try pane.wait(for: "event: key(character(\"e\"))")
      pane.press("c")
      try pane.wait(for: "status=1")
      #expect(pane.isOrdinary)
      let screen = pane.screen.replacing("\n", with: "")
      #expect(screen.contains("a line for the error stream"))
      #expect(screen.contains("gradlab stopped by a fault of its own"))
      #expect(try pane.modes(mark: "second") == before)
    }

    @Test func whatIsPrintedIsShownAfterwards() throws {
      let pane = try Pane()
      try pane.startTest()
      let picture = pane.screen
      pane.press("e", "o", "w")
      try pane.wait(for: "event: woken")
      #expect(!pane.screen.contains("a line for"))
      #expect(pane.screen.split(separator: "\n").count == picture.split(separator: "\n").count)
      pane.press("q")
      try pane.waitForStatus(0)
      #expect(pane.screen.contains("a line for the error stream"))
      #expect(pane.screen.contains("a line for the output stream"))
    }

    @Test func itStartsAgainAfterBeingKilled() throws {
      let pane = try Pane()
      try pane.startTest()
      kill(try pane.process, SIGKILL)
      try pane.waitForStatus(137)
      // Enter is not yet a new line again for a shell without an editor of its own.
      pane.type("stty sane; clear")
      pane.press("C-j")
      try pane.wait("for a clear screen") { !pane.screen.contains("bottom right") }
      try pane.startTest()
      pane.press("q")
      try pane.waitForStatus(0)
      #expect(pane.isOrdinary)
    }
  }
}
