import Foundation
import Glibc
import Testing

extension Journeys {
  /// The mouse in a real terminal: off until it is asked for, and never left on.
  @Suite struct Pointing {
    /// What the terminal was asked to tell: any presses, moves with a button held, in the form SGR.
    private func modes(_ pane: Pane) -> String {
      let flags = ["any", "standard", "button", "sgr"].map { "#{mouse_\($0)_flag}" }.joined()
      return pane.tmux("display", "-p", flags).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func report(_ report: String, _ pane: Pane) {
      pane.send(bytes: [0x1B] + Array("[<\(report)".utf8))
    }

    /// The column and row, counted from 1, where the words begin.
    private func place(_ words: String, _ pane: Pane) throws -> (x: Int, y: Int) {
      for (row, line) in pane.screen.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if let range = line.range(of: words) {
          return (line.distance(from: line.startIndex, to: range.lowerBound) + 1, row + 1)
        }
      }
      Issue.record("\(words) is not on the screen")
      return (1, 1)
    }

    @Test func aLessonIsOpenedRunAndLeftByClicks() throws {
      let pane = try Pane(width: 130, height: 40)
      pane.run("clear; \"$GRADLAB\"; echo status=$?")
      try pane.wait(for: "of 31 done")
      #expect(modes(pane).hasPrefix("0"))
      // A report that nobody asked for does nothing.
      let lesson = try place("backpropagation", pane)
      report("0;\(lesson.x + 2);\(lesson.y)M", pane)
      pane.press("M")
      try pane.wait(for: "The mouse is on")
      #expect(modes(pane) == "1011")
      for _ in 0..<2 {
        report("0;\(lesson.x + 2);\(lesson.y)M", pane)
        report("0;\(lesson.x + 2);\(lesson.y)m", pane)
      }
      try pane.wait(for: "page 1/6")
      // A mark right of column 95 is reached, which the old reports could not tell.
      let marks = try place("page 1/6", pane)
      report("0;\(marks.x + 9 + 2);\(marks.y)M", pane)
      try pane.wait(for: "page 2/6")
      pane.press("M")
      try pane.wait(for: "The mouse is off")
      #expect(modes(pane).hasPrefix("0"))
      report("0;\(marks.x + 9);\(marks.y)M", pane)
      pane.press("?")
      try pane.wait(for: "choose an answer")
      pane.press("Escape")
      try pane.wait("for the page") { pane.screen.contains("page 2/6") }
      pane.press("q")
      try pane.waitForStatus(0)
      #expect(pane.isOrdinary)
    }

    @Test func theFlagAsksForIt() throws {
      let pane = try Pane()
      pane.run("clear; \"$GRADLAB\" --mouse; echo status=$?")
      try pane.wait(for: "The mouse is on")
      #expect(modes(pane) == "1011")
      pane.press("q")
      try pane.waitForStatus(0)
      #expect(pane.isOrdinary)
    }

    @Test func controlZLeavesItOffAndComingBackTurnsItOn() throws {
      let pane = try Pane(width: 130, height: 24)
      try pane.startTest("--mouse")
      #expect(modes(pane) == "1011")
      pane.press("C-z")
      try pane.wait("for the stop") { Pane.state(of: try pane.process) == "T" }
      try pane.wait(for: "Stopped")
      #expect(pane.isOrdinary)
      pane.run("fg; echo status=$?")
      try pane.wait(for: "event: resumed")
      #expect(modes(pane) == "1011")
      report("0;300;7M", pane)
      try pane.wait(for: "event: mouse(")
      #expect(pane.screen.contains("x: 299, y: 6"))
      pane.press("q")
      try pane.waitForStatus(0)
      #expect(pane.isOrdinary)
    }

    @Test(arguments: ["trap", "segv"]) func aFaultLeavesItOff(crash: String) throws {
      let pane = try Pane()
      try pane.startTest("--mouse --crash \(crash)")
      #expect(modes(pane) == "1011")
      pane.press("c")
      try pane.wait(for: "stopped by a fault of its own")
      try pane.wait(for: "status=")
      #expect(pane.isOrdinary)
    }

    @Test(arguments: [SIGTERM, SIGHUP]) func aSignalLeavesItOff(signal: Int32) throws {
      let pane = try Pane()
      try pane.startTest("--mouse")
      kill(try pane.process, signal)
      try pane.waitForStatus(128 + Int(signal))
      #expect(pane.isOrdinary)
    }

    @Test func aTerminalWithoutTheModesIsLeftAlone() throws {
      let pane = try Pane(term: "vt100")
      pane.run("clear; \"$GRADLAB\" --mouse; echo status=$?")
      try pane.wait(for: "no mouse that could be used")
      #expect(!pane.bytes.contains(Data("?1000h".utf8)))
      pane.press("q")
      try pane.waitForStatus(0)
    }
  }
}

extension Data {
  fileprivate func contains(_ other: Data) -> Bool { range(of: other) != nil }
}
