import LabApp
import TerminalUI
import TestSupport
import Testing

/// Lines that nobody would write, typed at a run that really trains.
@Suite struct CommandNoiseTests {
  /// One valid line of each command that writes no file.
  private static let lines = [
    "set rate 0.3", "set layers.0.dense 5", "set activation relu", "set data.noise 0.2", "set batch 8",
    "seed 7", "restart", "fork", "drop", "lane B", "run 20", "pause", "step 3", "back 2", "goto 1", "seek 2",
    "before", "after", "grain example", "pace 20", "pace flat", "faster", "slower", "panel boundary",
    "inspect", "microscope", "check", "expect", "rehearse", "sweep", "ledger", "scale", "zoom", "log",
    "describe", "weight 1 2 1 -0.5", "weight 1 2 bias 1", "freeze 1", "thaw 1", "silence 1 2", "hear 1 2",
    "add 0.5 -1 1", "move 3 0 0.5", "label 3 0", "remove 3", "receipt", "load nowhere.csv", "open sample/1",
    "next", "previous", "hint", "answer 1", "help set",
  ]

  private static let numbers = [
    "0", "-1", "1", "7", "0.5", "1e38", "-1e38", "1e-45", "1e400", "nan", "inf", "9223372036854775807",
    "9223372036854775808", "4294967296", "1000000000000", "99999999999999999999", "٣", "0x10", "+5", "1_000",
  ]

  /// A valid line, or one with a word exchanged, left out or repeated, or damaged in its letters.
  private func line(_ mutator: inout Mutator) -> String {
    let original = Self.lines[mutator.below(Self.lines.count)]
    var words = original.split(separator: " ").map(String.init)
    switch mutator.below(5) {
    case 0: return original
    case 1 where words.count > 1:
      words[1 + mutator.below(words.count - 1)] = Self.numbers[mutator.below(Self.numbers.count)]
    case 2: words.append(Self.numbers[mutator.below(Self.numbers.count)])
    case 3: words.remove(at: mutator.below(words.count))
    default: return String(decoding: mutator.damaged(Array(original.utf8)), as: UTF8.self)
    }
    return words.joined(separator: " ")
  }

  /// Steps without end would be performed one after the other here; in the lab a key stops them.
  private func isEndless(_ line: String) -> Bool {
    guard line.contains("run") || line.contains("step") else { return false }
    return line.split(separator: " ").contains { (Double($0) ?? 0) > 200 }
  }

  @Test func noLineTrapsOrIsObeyedByTheTerminal() {
    var mutator = Mutator(seed: 6)
    var stage = RealStage(RealStage.moons, 100, 30)
    for index in 0..<Mutator.count(500) {
      if index % 25 == 0 || stage.application.exitStatus != nil {
        stage = RealStage(RealStage.moons, 100, 30, panels: ["loss", "boundary", "gradients"])
      }
      let line = line(&mutator)
      guard !isEndless(line) else { continue }
      stage.press(":")
      stage.handle(.paste(line))
      stage.press(.enter)
      let text = stage.canvas().text
      #expect(text.split(separator: "\n").allSatisfy { String($0).isHarmless }, "\(line.debugDescription)")
      stage.press(.escape, ".")
      stage.bench.advance(2)
    }
  }
}
