import Experiments
import Neural
import TerminalUI
import TestSupport
import Testing

@testable import Panels

@Suite struct PanelMeaningTests {
  @Test func namesAreUniqueAndFound() {
    #expect(Set(PanelCatalog.names).count == PanelCatalog.all.count)
    #expect(PanelCatalog.panel(named: "loss") == LossPanel.self)
    #expect(PanelCatalog.panel(named: "Loss") == nil)
  }

  @Test func titlesAndSentencesCarryNumbers() {
    #expect(LossPanel.title(Fixtures.single, PanelView()).hasPrefix("loss  0.0"))
    #expect(LossPanel.title(Fixtures.race, PanelView()) == "loss · log")
    #expect(LossPanel.title(Fixtures.race, PanelView(options: ["linear"])) == "loss")
    #expect(LossPanel.describe(Fixtures.diverged, PanelView()).contains("Loss became NaN at step 52."))
    #expect(GradientsPanel.title(Fixtures.race, PanelView()).hasSuffix("fixed 1e-8…1e2"))
    #expect(GradientsPanel.describe(Fixtures.race, PanelView()).contains("vanished"))
    #expect(
      MistakesPanel.describe(Fixtures.perceptron, PanelView())
        == "7 whole passes: 9 mistakes in the first, 0 in the last.")
    #expect(TablePanel.title(Fixtures.gate, PanelView()).hasSuffix("2 of 4 within 0.25"))
    #expect(ScoreboardPanel.title(Fixtures.race, PanelView()) == "scoreboard · 2 runs, 1 of 2 met the goal")
    #expect(
      BoundaryPanel.describe(Fixtures.perceptron, PanelView()).contains(
        "over bill length mm and bill depth mm"))
  }

  @Test(arguments: PanelCatalog.names)
  func textIsOneLine(_ name: String) throws {
    let panel = try #require(PanelCatalog.panel(named: name))
    for snapshot in [
      Snapshot(), Fixtures.empty, Fixtures.single, Fixtures.race, Fixtures.diverged, Fixtures.perceptron,
    ] {
      for text in [panel.title(snapshot, PanelView()), panel.describe(snapshot, PanelView())] {
        #expect(!text.isEmpty && !text.contains("\n"))
      }
    }
  }

  /// Where not all lanes of a race have room, the shown one has, and the others are counted.
  @Test(arguments: [GradientsPanel.self, GradientMapPanel.self] as [any Panel.Type])
  func lanesWithoutRoomAreCounted(panel: any Panel.Type) {
    var race = Fixtures.race
    for name in ["third", "fourth"] {
      race.lanes.append(race.lanes[0])
      race.lanes[race.lanes.count - 1].name = name
    }
    for (shown, seen) in [(0, "third"), (3, "fourth")] {
      var canvas = Canvas(size: Size(width: 60, height: 14))
      panel.draw(race, PanelView(lane: shown), on: &canvas, in: canvas.bounds)
      let heading = canvas.text
      #expect(heading.contains(seen) && heading.contains("1 more: x"))
      #expect(!heading.contains(shown == 0 ? "fourth" : race.lanes[0].name + " "))
    }
  }

  @Test func wordsComeFromTheRatioToTheLastLayer() {
    #expect(GradientState.of(0.5e-6, last: 1) == .vanished)
    #expect(GradientState.of(0, last: 1) == .vanished)
    #expect(GradientState.of(0.9e-3, last: 1) == .vanishing)
    #expect(GradientState.of(1.1e-3, last: 1) == nil)
    #expect(GradientState.of(999, last: 1) == nil)
    #expect(GradientState.of(1001, last: 1) == .exploding)
    #expect(GradientState.of(.nan, last: 1) == .broken)
    #expect(GradientState.of(1, last: 0) == nil)
  }

  /// The numbers that the rule shows multiply out as shown.
  @Test func ruleAddsUp() throws {
    for rate in [1, 0.1, 0.01] as [Float] {
      let before: [Float] = [0.123456, -2.98765, 0.5]
      let inputs: [Float] = [0.913437, -1.02713, 1]
      let after = (0..<3).map { before[$0] + rate * inputs[$0] }
      let values = [40, 18, inputs[0], inputs[1], 1, -0.3] + before + after + [3, 7]
      let correction = try #require(Correction(Probe("guilty", shape: Shape(columns: 14), values: values)))
      let lines = correction.lines(Fixtures.perceptron.lanes[0], width: 60).map(\.0)
        .filter { line in ["w1", "w2", "b "].contains { line.hasPrefix($0) } }
      #expect(lines.count == 3)
      for line in lines {
        let numbers = line.split(whereSeparator: { !"-.0123456789".contains($0) }).compactMap { Double($0) }
          .suffix(4)
        let shown = Array(numbers)
        try #require(shown.count == 4)
        #expect(abs(shown[0] + shown[1] * shown[2] - shown[3]) < 6e-4, "\(line)")
      }
    }
  }

  /// A bound that is not a number means that no line separates the examples; the panel says so.
  @Test func ruleWithoutBound() throws {
    var snapshot = Fixtures.perceptron
    let index = try #require(snapshot.lanes[0].index(of: "bound"))
    snapshot.lanes[0].readings[index] = .nan
    let text = RulePanel.describe(snapshot, PanelView())
    #expect(text.hasSuffix("mistakes 28, no bound: no line separates these examples."))
  }

  @Test func horizonIsRoundAndKeepsTheBudget() {
    #expect(Horizon.after(0, planned: 1000) == 10)
    #expect(Horizon.after(640, planned: 1000) == 800)
    #expect(Horizon.after(900, planned: 950) == 950)
    #expect(Horizon.after(1001, planned: 1000) == 1500)
    #expect(Horizon.after(100_000, planned: 0) == 100_000)
  }

  /// What was not yet read is no breakdown; what stopped being a number is one, and its step is exact.
  @Test func firstBrokenReading() {
    #expect(Fixtures.curve([.nan, .nan, 1, 2]).firstBroken == nil)
    #expect(Fixtures.curve([1, 2, .nan, .nan]).firstBroken == 2)
    #expect(Fixtures.curve([1, 2, 3, 4, 5, .infinity], width: 4).firstBroken == 5)
    #expect(Fixtures.curve([]).firstBroken == nil)
  }

  @Test func deadAndSaturatedUnitsAreNamed() {
    let sentence = ActivationsPanel.describe(Fixtures.single, PanelView())
    #expect(sentence.contains("19% dead"))
    #expect(sentence.contains("saturated"))
  }

  @Test func fieldIsSampledBetweenItsPoints() throws {
    let probe = Probe("field", shape: Shape(rows: 2, columns: 2), values: [0, 1, 0, 1])
    let field = try #require(PlaneField(probe))
    #expect(field.probability(0.25, 0.5) == 0)
    #expect(field.probability(0.5, 0.1) == 0.5)
    #expect(field.probability(1, 1) == 1)
    #expect(PlaneField(Probe("field")) == nil)
  }

  /// Equal arguments, equal pictures.
  @Test func drawingHasNoState() {
    for scene in Fixtures.scenes {
      var first = Canvas(size: scene.size)
      var second = Canvas(size: scene.size)
      scene.panel.draw(scene.snapshot, scene.view, on: &first, in: first.bounds)
      scene.panel.draw(scene.snapshot, scene.view, on: &second, in: second.bounds)
      #expect(first == second)
    }
  }
}
