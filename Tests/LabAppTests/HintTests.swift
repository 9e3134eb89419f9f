import Experiments
import LabApp
import TerminalUI
import Testing

/// The bottom line names only keys that do something now, and `d` puts whatever is shown into a sentence.
@Suite struct HintTests {
  /// Ways to states of a lesson with a run of its own.
  static let ways: [[Key]] = [
    [], ["."], [".", ","], ["f"], [".", "f"], [".", "f", "x"], [.tab], [.tab, .tab], ["z"], [" "],
    ["g", "g", "g", "."], ["g", "g", "g", ".", ".", "."], ["g", "g", "g", "g", ".", ","],
    [".", "m"], ["g", "g", "g", ".", "m"], [".", "i"], ["G"], ["E"], [":"], [".", "e"], ["w"], ["?"],
    ["P"],
  ]

  private static let names: [String: Key] = [
    "Space": " ", "Enter": .enter, "Esc": .escape, "Tab": .tab, "PgDn": .pageDown, "PgUp": .pageUp,
    "←→": .right, "↑↓": .down, "←↑↓→": .left, "←": .left, "→": .right, "↑": .up, "↓": .down,
    "Backspace": .backspace, "Home": .home, "End": .end,
  ]

  /// The keys of the bottom line; of a pair such as `[ ]` the first.
  private func hinted(_ canvas: Canvas) -> [Key] {
    let row = canvas.text(ofRows: canvas.size.height - 1..<canvas.size.height)
    return row.split(separator: "  ").compactMap { item in
      guard let word = item.split(separator: " ").first.map(String.init) else { return nil }
      return Self.names[word] ?? word.unicodeScalars.first.map { .character($0) }
    }
  }

  private func stage(after way: [Key]) -> RealStage {
    var stage = RealStage(RealStage.moons, 160, 40)
    for key in way { stage.press(key) }
    return stage
  }

  @Test(arguments: ways)
  func everyKeyThatIsNamedActs(way: [Key]) {
    var first = stage(after: way)
    let keys = hinted(first.canvas())
    #expect(!keys.isEmpty)
    for key in keys {
      var stage = stage(after: way)
      let before = (stage.canvas(), stage.bench.latest().serial)
      stage.press(key)
      #expect(
        stage.canvas() != before.0 || stage.bench.latest().serial != before.1
          || stage.application.exitStatus != nil, "\(key.name) after \(way.map(\.name))")
    }
  }

  @Test(
    arguments: [
      ([], "Loss 0.6819 at step 0"), ([".", "m"], "Microscope · 1 dense"), (["G"], "Gradient check · step 0"),
      ([".", "i"], "Loss 0.6360 at step 1"), (["g", "g", "g", ".", "."], "In step 1 · example 1 of 16"),
    ] as [([Key], String)])
  func whatIsShownIsSaid(way: [Key], words: String) {
    var stage = stage(after: way)
    stage.press("d")
    let text = stage.canvas().text(ofRows: 20..<39)
    #expect(text.contains(words), "\(text)")
  }
}
