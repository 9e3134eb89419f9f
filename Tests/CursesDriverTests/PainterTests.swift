import TerminalUI
import Testing

@testable import CursesDriver

@Suite struct PainterTests {
  private func row(_ text: String) -> Canvas {
    var canvas = Canvas(size: Size(width: 10, height: 1))
    canvas.write(text, x: 0, y: 0)
    return canvas
  }

  private func changes(_ new: String, since old: String?) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var x = 0
    while let run = Painter.change(in: row(new), since: old.map(row), row: 0, from: x, to: 10) {
      found.append(run)
      x = run.upperBound
    }
    return found
  }

  @Test func onlyWhatDiffersIsSent() {
    #expect(changes("abcdefghij", since: "abXdefgYYj") == [2..<3, 7..<9])
    #expect(changes("same", since: "same") == [])
    #expect(changes("x", since: nil) == [0..<10])
  }

  @Test func aWideGlyphIsSentWhole() {
    #expect(changes("a漢b", since: "a漢c") == [3..<4])
    #expect(changes("a漢b", since: "axyb") == [1..<3])
    #expect(changes("axyb", since: "a漢b") == [1..<3])
  }

  @Test func aFrameBeginsWithTheRowThatHadNoRoom() {
    #expect(Painter.order(of: 4, from: 0) == [0, 1, 2, 3])
    #expect(Painter.order(of: 4, from: 2) == [2, 3, 0, 1])
    #expect(Painter.order(of: 2, from: 5) == [0, 1])
  }
}

@Suite struct OutputBudgetTests {
  @Test func aFrameMayGoIntoDebtAndTimePaysIt() {
    var budget = OutputBudget(isRemote: true)
    #expect(budget.wait(at: .zero) == .zero)
    budget.spend(60_000)
    #expect(budget.wait(at: .zero) == .seconds(1))
    #expect(budget.wait(at: .milliseconds(500)) == .milliseconds(500))
    #expect(budget.wait(at: .seconds(1)) == .zero)
  }

  @Test func idleTimeIsNotSavedUp() {
    var budget = OutputBudget(isRemote: true)
    #expect(budget.wait(at: .zero) == .zero)
    #expect(budget.wait(at: .seconds(3600)) == .zero)
    budget.spend(60_000)
    #expect(budget.wait(at: .seconds(3600)) == .seconds(1))
  }

  @Test func aLineThatPushesBackIsGivenLessAndTriedAgain() {
    var budget = OutputBudget(isRemote: false)
    #expect(budget.wait(at: .zero) == .zero)
    #expect(budget.slice == .max)
    // 20 kilobytes a second.
    budget.spend(40_000, delayedBy: .seconds(2))
    #expect(budget.rate == 10_000 && budget.slice == 1_000)
    #expect(budget.wait(at: .seconds(2)) <= .milliseconds(100))
    budget.spend(1_000, delayedBy: .milliseconds(10))
    #expect(budget.rate >= 10_000)
    #expect(budget.wait(at: .seconds(12)) == .zero)
    #expect((12_000...13_000).contains(budget.rate))
    // A single longer delay does not count in full.
    budget.spend(1_000, delayedBy: .seconds(1))
    #expect((8_000...9_000).contains(budget.rate))
    #expect(budget.wait(at: .seconds(600)) == .zero)
    #expect(budget.rate == 400_000 && budget.slice == .max)
  }

  @Test func aStandstillDoesNotStopTheScreen() {
    var budget = OutputBudget(isRemote: false)
    budget.spend(300, delayedBy: .seconds(60))
    #expect(budget.rate == 2_000)
    #expect(budget.wait(at: .seconds(60)) <= .milliseconds(300))
  }
}
