import Foundation
import Testing

extension Journeys {
  /// An instructor's way before a class: blow a deep net up, look why, go back, fork, clip, let both go on.
  @Suite struct Instructor {
    @Test func explodeExplainForkAndCure() throws {
      let pane = try Pane(width: 120, height: 40)
      pane.run("clear; \"$GRADLAB\" open exploding-gradients/2; echo status=$?")
      try pane.wait(for: "Watch it go")
      pane.press("]")
      try pane.wait(for: "gain 5: a new run, same seed.")
      for _ in 0..<10 { pane.press("+") }
      try pane.wait(for: "pace flat out")
      pane.press("Space")
      try pane.wait(for: "autopsy · step")
      try pane.wait(for: "the error grew 1.8")
      pane.press("1")
      try pane.wait(for: "again. Space goes on from here.")
      command("goto 2", pane)
      try pane.wait(for: "step 2 of")
      pane.press("f")
      try pane.wait(for: "Forked at step 2")
      command("set clip 1", pane)
      try pane.wait("for the clipped fork") {
        pane.screen.contains("clip ◂ 1 ▸") || pane.screen.contains("clip 1 ")
      }
      pane.press("Space")
      try pane.wait(for: "unclipped diverged, B @2")
      try pane.wait(for: "finished")
      pane.press("e")
      try pane.wait(for: "forked here")
      let ledger = pane.screen
      for words in ["clip off → 1", "diverged: the loss was", "exploding gradients:"] {
        #expect(ledger.contains(words), "\(words) is missing:\n\(ledger)")
      }
      pane.press("Escape")
      try pane.wait(for: "Space run")
      pane.press("q")
      try pane.waitForStatus(0)
      #expect(pane.isOrdinary)
    }

    /// One operation after the other, forward and back, in a run that stands still.
    @Test func aStepIsTakenApart() throws {
      let pane = try Pane(width: 80, height: 24)
      pane.run("clear; \"$GRADLAB\" open forward-propagation/2; echo status=$?")
      try pane.wait(for: "neuron h1 of layer 1")
      command("grain operation", pane)
      try pane.wait(for: "An operation at a time")
      pane.press(".")
      try pane.wait(for: "forward [1] 2 · loss · backward 2 1 · update")
      pane.press(".", ".")
      try pane.wait(for: "forward 1 2 · [loss] · backward 2 1 · update")
      pane.press(".", ".", ".")
      try pane.wait(for: "backward 2 1 · [update]")
      pane.press(".")
      try pane.wait(for: "step 1 ")
      pane.press(",")
      try pane.wait(for: "in step 1")
      try pane.wait(for: "[update]")
      pane.press("q")
      try pane.waitForStatus(0)
    }

    private func command(_ line: String, _ pane: Pane) {
      pane.press(":")
      pane.type(line)
      pane.press("Enter")
    }
  }
}
