import Foundation
import Testing

extension Journeys {
  /// An instructor gives the demonstration of vanishing gradients by its keys, with the notes in a file.
  @Suite struct Presenter {
    @Test func theWholeDemonstration() throws {
      let pane = try Pane(width: 120, height: 40)
      pane.run("clear; \"$GRADLAB\" present vanishing-gradients --notes notes.txt --rehearse; echo status=$?")
      try begin(pane)
      try meetTheStall(pane)
      try showTheCures(pane)
      try leave(pane)
    }

    private func notes(_ pane: Pane) -> String {
      (try? String(contentsOf: pane.folder.appending(path: "notes.txt"), encoding: .utf8)) ?? ""
    }

    private func turn(_ pane: Pane, _ key: String, to scene: Int) throws {
      pane.press(key)
      try pane.wait(for: "\(scene)/8")
      try pane.wait("for the notes of scene \(scene)") { notes(pane).contains("Scene \(scene) of 8") }
    }

    private func begin(_ pane: Pane) throws {
      try pane.wait(for: "1/8   step 0")
      try pane.wait(for: "4.5e-7")
      #expect(notes(pane).hasPrefix("gradlab notes · The vanishing gradient problem"))
      pane.press(".")
      try pane.wait(for: "loss  0.7024")
    }

    private func meetTheStall(_ pane: Pane) throws {
      try turn(pane, "n", to: 2)
      pane.press("+", "+", "+", "Space")
      try pane.wait(for: "0.6931")
      try turn(pane, "NPage", to: 3)
      try pane.wait(for: "step 500")
      pane.press("]", "Space")
      try pane.wait(for: "▶ step 5")
      try turn(pane, "n", to: 4)
      try pane.wait(for: "step 600")
      for depth in [9, 8, 7, 6, 5, 4] {
        pane.press("[")
        try pane.wait(for: "depth ◂ \(depth) ▸")
        try pane.wait(for: "step 600")
      }
      try pane.wait(for: "loss  0.3873")
    }

    private func showTheCures(_ pane: Pane) throws {
      try turn(pane, "n", to: 5)
      try pane.wait(for: "relu + he 0.270")
      pane.press("Left", "Up")
      try pane.wait(for: "▼")
      pane.press("b")
      try pane.wait("for the dark") { pane.screen.allSatisfy(\.isWhitespace) }
      pane.press("b", "Escape")
      try turn(pane, "n", to: 6)
      try pane.wait(for: "batch norm 0.0")
      try turn(pane, "n", to: 7)
      try pane.wait(for: "skip 0.2")
      try turn(pane, "n", to: 8)
      try pane.wait(for: "skip 0.0")
      try turn(pane, "PPage", to: 7)
      try turn(pane, "8", to: 8)
    }

    private func leave(_ pane: Pane) throws {
      pane.press("q")
      try pane.waitForStatus(0)
      #expect(pane.isOrdinary)
      #expect(pane.screen.contains("spent  planned  difference"))
      pane.run("clear; \"$GRADLAB\" notes notes.txt")
      try pane.wait(for: "Scene 8 of 8: Three cures")
      pane.press("C-c")
      pane.run(
        "clear; echo mine >list.txt; \"$GRADLAB\" present vanishing-gradients --notes list.txt; echo status=$?"
      )
      try pane.wait(for: "holds something else")
      try pane.waitForStatus(2)
    }
  }
}
