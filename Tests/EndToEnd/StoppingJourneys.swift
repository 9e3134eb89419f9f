import Foundation
import Glibc
import Testing

extension Journeys {
  /// Job control: the shell gets a sane terminal meanwhile, and the program its screen back.
  @Suite struct Stopping {
    @Test func controlZAndBackWithAnotherSize() throws {
      let pane = try Pane()
      try pane.startTest()
      pane.press("C-z")
      try pane.wait("for the stop") { Pane.state(of: try pane.process) == "T" }
      try pane.wait(for: "Stopped")
      #expect(pane.isOrdinary)
      let modes = try pane.modes(mark: "meanwhile").joined(separator: " ")
      #expect(modes.contains(" icanon") && modes.contains(" echo "))
      pane.resize(width: 60, height: 20)
      pane.run("fg; echo status=$?")
      try pane.wait(for: "test · 60×20")
      try pane.wait(for: "bottom right")
      #expect(pane.screen.contains("event: resize"))
      #expect(pane.screen.contains("before: resumed | suspended"))
      #expect(!pane.screen.contains("over-meanwhile"))
      pane.press("q")
      try pane.waitForStatus(0)
    }

    @Test func controlZTwice() throws {
      let pane = try Pane()
      try pane.startTest()
      for _ in 0..<2 {
        pane.press("C-z")
        try pane.wait("for the stop") { Pane.state(of: try pane.process) == "T" }
        try pane.wait(for: "Stopped")
        pane.run("fg; echo status=$?")
        try pane.wait(for: "event: resumed")
        try pane.wait(for: "bottom right")
      }
      pane.press("C-c")
      try pane.waitForStatus(130)
      #expect(pane.isOrdinary)
    }

    /// Without a shell that could continue it, Ctrl-Z must not hang the terminal.
    @Test func controlZWithoutAShellDoesNothing() throws {
      let pane = try Pane()
      pane.run("exec sh -c 'echo $$ >pid; exec \"$GRADLAB\" terminal-test'")
      try pane.wait(for: "bottom right")
      pane.press("C-z")
      try pane.wait(for: "event: resumed")
      pane.press("x")
      try pane.wait(for: "event: key(character(\"x\"))")
    }

    @Test func aStopFromElsewhereIsRepaired() throws {
      let pane = try Pane()
      // The shell between does not notice the stop; tmux would continue a process of its own at once.
      pane.run("exec sh -c 'sh -c \"echo \\$\\$ >pid; exec \\\"\\$GRADLAB\\\" terminal-test\"; cat'")
      try pane.wait(for: "bottom right")
      let process = try pane.process
      kill(process, SIGSTOP)
      try pane.wait("for the stop") { Pane.state(of: process) == "T" }
      pane.tmux("send-keys", "-R")
      #expect(!pane.screen.contains("bottom right"))
      kill(process, SIGCONT)
      try pane.wait(for: "event: resumed")
      try pane.wait(for: "bottom right")
    }
  }

  /// The picture fits the window, whatever happens to the window.
  @Suite struct Resizing {
    @Test func smallAndBack() throws {
      let pane = try Pane()
      try pane.startTest()
      pane.resize(width: 40, height: 10)
      try pane.wait(for: "test · 40×10")
      try pane.wait("for the corner") {
        pane.screen.split(separator: "\n").last?.hasSuffix("bottom right") ?? false
      }
      pane.resize(width: 80, height: 24)
      try pane.wait(for: "test · 80×24")
      try pane.wait(for: "└──────┴──────┘")
      pane.press("q")
      try pane.waitForStatus(0)
    }

    @Test func aStormOfSizesEndsWithTheLast() throws {
      let pane = try Pane()
      try pane.startTest()
      let sizes = (0..<60).flatMap {
        ["resize-window", "-x", "\(40 + $0 * 7 % 50)", "-y", "\(10 + $0 * 5 % 30)", ";"]
      }
      pane.tmux.call(sizes + ["resize-window", "-x", "77", "-y", "23"])
      try pane.wait(for: "test · 77×23")
      try pane.wait("for the corner") {
        let lines = pane.screen.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.count == 24 && lines[22].count == 77 && lines[22].hasSuffix("bottom right")
      }
    }

    @Test(arguments: [(1, 1), (2, 200), (300, 1), (300, 100)])
    func strangeSizesAreSurvived(width: Int, height: Int) throws {
      let pane = try Pane()
      try pane.startTest()
      pane.resize(width: width, height: height)
      pane.resize(width: 80, height: 24)
      try pane.wait(for: "test · 80×24")
      pane.resize(width: width, height: height)
      pane.press("q")
      try pane.wait("for the end") { Pane.state(of: try pane.process) == nil }
      pane.resize(width: 80, height: 24)
      #expect(pane.isOrdinary)
    }

    @Test func theEnvironmentsSizeIsNotBelieved() throws {
      let pane = try Pane(["LINES": "7", "COLUMNS": "11"])
      try pane.startTest()
      #expect(pane.screen.contains("test · 80×24"))
    }
  }
}
