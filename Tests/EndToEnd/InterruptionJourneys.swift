import Foundation
import Glibc
import Testing

extension Journeys {
  /// The lab itself gives the terminal back, in the middle of a training too.
  @Suite struct Interruptions {
    /// A terminal with the lab in it, at the lesson where a network trains.
    private func training() throws -> Pane {
      let pane = try Pane(width: 100, height: 30)
      pane.run("sh -c 'echo $$ >pid; exec \"$GRADLAB\" open vanishing-gradients'; echo status=$?")
      try pane.wait(for: "page 1/")
      // The page asks for a prediction before it runs.
      pane.press("1", "Space")
      try pane.wait("for a step") {
        pane.screen.contains("running · step") && !pane.screen.contains("running · step 0 ")
      }
      return pane
    }

    @Test func homeAndBack() throws {
      let pane = try Pane()
      let before = try pane.modes(mark: "first")
      pane.run("\"$GRADLAB\"; echo status=$?")
      try pane.wait(for: "0 of 31 done")
      pane.press("?")
      try pane.wait(for: "Esc")
      pane.press("Escape")
      pane.press("q")
      try pane.waitForStatus(0)
      #expect(pane.isOrdinary)
      #expect(try pane.modes(mark: "second") == before)
    }

    @Test func controlCWhileTrainingSavesProgress() throws {
      let pane = try training()
      pane.press("C-c")
      try pane.waitForStatus(130)
      #expect(pane.isOrdinary)
      let progress = pane.folder.appending(path: ".local/state/gradlab/progress.json")
      #expect(try String(contentsOf: progress, encoding: .utf8).contains("vanishing-gradients"))
    }

    @Test func aTerminationWhileTrainingGivesTheTerminalBack() throws {
      let pane = try training()
      kill(try pane.process, SIGTERM)
      try pane.waitForStatus(143)
      #expect(pane.isOrdinary)
    }

    @Test func aClosedTerminalEndsTheTraining() throws {
      let pane = try training()
      let process = try pane.process
      pane.tmux("kill-pane")
      try pane.wait("for the end of the process") { Pane.state(of: process) == nil }
    }

    @Test func controlZWhileTrainingAndBackWithAnotherSize() throws {
      let pane = try training()
      pane.press("C-z")
      try pane.wait("for the stop") { Pane.state(of: try pane.process) == "T" }
      try pane.wait(for: "Stopped")
      #expect(pane.isOrdinary)
      pane.resize(width: 80, height: 24)
      pane.run("fg; echo status=$?")
      try pane.wait(for: "page 1/")
      pane.press("C-c")
      try pane.waitForStatus(130)
    }

    @Test func aWindowThatIsTooSmallSaysSoAndRecovers() throws {
      let pane = try training()
      pane.resize(width: 40, height: 10)
      try pane.wait("for the message") { !pane.screen.contains("page 1/") && pane.screen.contains("40") }
      pane.resize(width: 100, height: 30)
      try pane.wait(for: "page 1/")
    }

    /// The picture is drawn anew from the run, never from what stood on the screen.
    @Test func curvesSurviveEverySize() throws {
      let pane = try training()
      pane.press("Space")
      try pane.wait(for: "paused")
      let before = pane.screen
      for (width, height) in [(200, 60), (61, 17), (40, 10), (300, 100), (5, 2)] {
        pane.resize(width: width, height: height)
      }
      pane.resize(width: 100, height: 30)
      try pane.wait("for the same picture") { pane.screen == before }
    }

    @Test func atMostThreeLinesStandAfterTheEnd() throws {
      let pane = try Pane(width: 100, height: 30, ["XDG_STATE_HOME": "/proc"])
      pane.run("clear; \"$GRADLAB\" open perceptron/2; echo status=$?")
      try pane.wait(for: "page 2/")
      pane.press("q")
      try pane.waitForStatus(0)
      let lines = pane.screen.split(separator: "\n").prefix { !$0.hasPrefix("status=") }
      #expect((2...3).contains(lines.count), "\(lines)")
      #expect(lines.contains { $0.contains("page 2 of 7") })
      #expect(lines.contains { $0.contains("progress cannot be saved") })
    }

    @Test func withoutATerminalThereIsASentence() {
      let outcome = Program(Pane.program, []).run()
      #expect(outcome.status == 2)
      #expect(outcome.output.contains("`run`, `list` or `draw`") && !outcome.output.contains("\u{1B}"))
    }
  }
}
