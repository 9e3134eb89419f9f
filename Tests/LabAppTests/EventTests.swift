import Experiments
import Foundation
import LabApp
import Neural
import TerminalUI
import TestSupport
import Testing

/// What is noticed, what happened when, and why a run broke.
@Suite struct EventTests {
  private static let plateau = Finding(
    .plateau,
    evidence: "the loss has stood at 0.693 for 200 steps",
    more: " and layer 1 gets 1e-6 of layer 11's ∂L/∂z, where ten layers lie between", step: 225)

  private static let autopsy = Autopsy(
    divergence: Divergence(step: 17, meter: "loss", value: 1_372_000),
    fault: Fault(.gradient, layer: "1 dense, weight", value: 3_210_000), faultStep: 16, lastFinite: 16,
    lastGood: 3, losses: [9.81, 14.2, 88.1, 902, 12_400, 96_000, 381_000, 1_372_000],
    largest: ("1 dense", 224_000), rate: 0.05,
    reason:
      "Going back through 16 layers the error grew 1.46-fold at each: at step 3 the first got 355 times what the last got, and such steps threw the weights away."
  )

  private func stage(_ width: Int = 120, _ height: Int = 40, page: Int = 1) -> Stagecraft {
    var stage = Stagecraft(width, height)
    stage.open(page: page)
    return stage
  }

  // MARK: the diagnosis

  @Test(arguments: [(120, 40), (80, 24), (60, 16)])
  func theMostSeriousStandsOnTheScreenWithItsLessons(width: Int, height: Int) {
    var stage = stage(width, height, page: 0)
    stage.press("2", ".", ".")
    #expect(!stage.canvas().contains("plateau"))
    stage.bench.find(Self.plateau, Finding(.saturatedUnits, evidence: "90 %", step: 3))
    stage.refresh()
    let canvas = stage.canvas()
    #expect(canvas.contains("plateau"))
    #expect(!canvas.contains("saturated"))
    // Two are seen: the other is told in the ledger, and in words.
    #expect(canvas.contains("1 more: e") == (width >= 80))
    expectScreen(canvas, "diagnosis-\(width)x\(height)")
    stage.press("d")
    let words = stage.canvas().text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains("lie between, at step 225 (see lessons 17 and 16)")
        || words.contains("(see lessons 17 and 16)"))
    #expect(words.contains("Saturated units: 90 %"))
    stage.press(.escape)
    stage.bench.find()
    stage.refresh()
    #expect(!stage.canvas().contains("plateau"))
  }

  @Test func adviceStaysWhereEvidenceDoesNotFit() {
    var stage = stage(100, 30)
    stage.press("u", "r")
    stage.bench.find(Self.plateau)
    stage.refresh()
    let canvas = stage.canvas()
    #expect(canvas.contains("· lessons 17, 16"))
    #expect(canvas.contains("plateau in "))
  }

  @Test func theOpenLessonIsNotRecommended() {
    var stage = stage(120, 40, page: 2)
    stage.bench.find(Finding(.vanishedLayer, evidence: "little", step: 0))
    stage.refresh()
    #expect(stage.canvas().contains("vanished gradient: little · lesson 17"))
    stage.press(".")
    #expect(stage.canvas().contains("vanished gradient: little, at step 0 · lesson 17"))
  }

  // MARK: the ledger

  private func eventful(_ width: Int = 120, _ height: Int = 40) -> Stagecraft {
    var stage = stage(width, height, page: 2)
    stage.press("g", ".", ".", ".")
    stage.bench.add(Mark(step: 12, text: "rate 0.5 → 1"))
    stage.bench.add(
      Mark(step: 20, text: "plateau", kind: .diagnosis, detail: "plateau: \(Self.plateau.evidence)"))
    stage.bench.add(Mark(step: 25, text: "task met", kind: .task, detail: "task met: accuracy >= 0.96"))
    stage.refresh()
    return stage
  }

  @Test(arguments: [(120, 40), (80, 24)])
  func theLedgerTellsWhatHappenedWhen(width: Int, height: Int) {
    var stage = eventful(width, height)
    stage.press(",", "e")
    expectScreen(stage.canvas(), "ledger-\(width)x\(height)")
    stage.press("?")
    #expect(stage.canvas().contains("go there in time"))
    stage.press(.escape, .escape)
    #expect(!stage.canvas().contains("ledger ─"))
  }

  @Test func enterGoesThereInTime() {
    var stage = eventful()
    stage.press("e", .up, .enter)
    #expect(stage.bench.commands.last == "seek 20")
    stage.press("e", .home, .enter)
    #expect(stage.bench.commands.last == "seek 0")
    stage.press("e", .end)
    #expect(stage.canvas().contains("gone back in time") || stage.canvas().contains("task met"))
  }

  @Test func bracesGoFromEventToEvent() {
    var stage = eventful()
    stage.press("{")
    #expect(stage.bench.commands.last == "seek 25")
    stage.press("{", "{")
    #expect(stage.bench.commands.last == "seek 12")
    #expect(stage.canvas().contains("Step 12: rate 0.5 → 1."))
    stage.press("{")
    #expect(stage.bench.commands.last == "seek 0")
    stage.press("}", "}", "}", "}")
    #expect(stage.bench.commands.last == "seek 30")
    let count = stage.bench.commands.count
    stage.press("}")
    #expect(stage.bench.commands.count == count)
  }

  @Test func aRestartBeginsTheLedgerAnew() {
    var stage = eventful()
    stage.press("{", "R", "e")
    #expect(stage.canvas().contains("begun anew with seed 43"))
    #expect(!stage.canvas().contains("gone back"))
  }

  @Test func severalJourneysInARowAreOneLine() {
    var stage = eventful()
    stage.press("{", "{", "{", "e", .home)
    let text = stage.canvas().text
    #expect(text.components(separatedBy: "gone back in time from step 30").count == 2)
  }

  // MARK: the autopsy

  @Test(arguments: [(120, 40), (80, 24)])
  func aBoxTellsWhereAndWhyARunBroke(width: Int, height: Int) {
    var stage = stage(width, height, page: 2)
    stage.press(".")
    stage.bench.diverge(Self.autopsy)
    stage.refresh()
    expectScreen(stage.canvas(), "autopsy-\(width)x\(height)")
    stage.press(.escape)
    #expect(!stage.canvas().contains("autopsy · step 17"))
    #expect(stage.canvas().contains("diverged: loss became"))
    stage.refresh()
    #expect(!stage.canvas().contains("autopsy · step 17"))
    stage.press("a")
    #expect(stage.canvas().contains("autopsy · step 17"))
  }

  @Test func itsDigitsAreRemedies() {
    func after(_ key: Key) -> ArraySlice<String> {
      var stage = stage(page: 2)
      stage.press(".")
      stage.bench.diverge(Self.autopsy)
      stage.refresh()
      stage.press(key)
      #expect(!stage.canvas().contains("autopsy"))
      return stage.bench.commands.filter { !$0.hasPrefix("show") }.suffix(2)
    }
    #expect(after("1").last == "seek 16")
    #expect(after("2") == ["seek 3", "turn rate=0.25 lane 0"])
    #expect(after("3") == ["seek 3", "turn clip=1 lane 0"])
  }

  @Test func inARaceTheOthersGoOnAndTheRemedyTurnsItsOwnLane() {
    var stage = stage(page: 1)
    stage.press(".")
    stage.bench.diverge(Self.autopsy, lane: 1, alone: false)
    stage.refresh()
    #expect(!stage.canvas().contains("autopsy · step 17"))
    stage.press("a", "2")
    let asked = stage.bench.commands.filter { !$0.hasPrefix("show") }
    #expect(asked.suffix(2) == ["seek 3", "turn rate=0.05 lane 1"])
  }

  @Test func otherKeysKeepTheirMeaning() {
    var stage = stage(page: 2)
    stage.press(".")
    stage.bench.diverge(Self.autopsy)
    stage.refresh()
    stage.press("r")
    #expect(stage.bench.commands.last?.hasPrefix("load") == true)
    #expect(!stage.canvas().contains("autopsy"))
  }

  /// One digit, one meaning: while the box is open the digits are its own.
  @Test func theQuestionsDigitsAreNotOfferedBesideIt() {
    var stage = stage(page: 0)
    let last = { (stage: inout Stagecraft) in stage.canvas().text.split(separator: "\n").last ?? "" }
    #expect(last(&stage).contains("predict"))
    stage.bench.diverge(Self.autopsy)
    stage.refresh()
    #expect(last(&stage).contains("remedy") && !last(&stage).contains("predict"), "\(last(&stage))")
    stage.press(.escape)
    #expect(last(&stage).contains("predict"))
  }

  @Test func withoutAWayBackThereAreNoRemedies() {
    var stage = stage(page: 2)
    let first = Divergence(step: 0, meter: "loss", value: .nan)
    stage.bench.diverge(Autopsy(divergence: first, faultStep: 0, losses: [.nan], reason: "Too large."))
    stage.refresh()
    stage.press("1")
    #expect(stage.canvas().contains("There is no remedy 1"))
  }
}
