import Experiments
import LabApp
import TerminalUI
import Testing

/// Panels, searches and learners that are asked for by name in the playground.
@Suite struct PlaygroundPanelTests {
  /// Panels of one's choice, and what they offer, without a lesson that put them there.
  @Test func aSweepIsAddedRunAndAdopted() throws {
    let stage = try PlaygroundStage(120, 40)
    stage.open()
    stage.press("V")
    #expect(stage.screen.contains("sweep") && !stage.screen.contains("u-matrix"))
    stage.type("sweep")
    stage.press(.enter)
    #expect(stage.screen.contains("loss by learning rate") && stage.screen.contains("Enter search"))
    stage.press(.enter)
    #expect(stage.screen.contains("Enter adopt"))
    let before = stage.experiment.optimizer.rate
    stage.press(.enter)
    #expect(stage.experiment.optimizer.rate != before)
    let rate = try #require(stage.experiment.value(of: "rate"))
    stage.press(.backTab)
    stage.go(to: "rate")
    #expect(stage.markedLine.contains(rate), "the sheet shows what was adopted")
  }

  @Test func aPanelThatShowsNothingIsRefused() throws {
    let stage = try PlaygroundStage(120, 40)
    stage.open()
    stage.press("V")
    stage.type("gates")
    stage.press(.enter)
    #expect(stage.screen.contains("gates has nothing to show of this run"))
  }

  /// Another learner by the command line gets a network that fits, as it does by the sheet.
  @Test(arguments: ["gan", "autoencoder", "som", "perceptron", "sequence", "descent"])
  func theCommandLineFitsANetworkToALearner(learner: String) throws {
    let stage = try PlaygroundStage(120, 40)
    stage.open()
    stage.press(":")
    stage.type("set learner \(learner)")
    stage.press(.enter)
    #expect(stage.experiment.learner == learner && !stage.screen.contains("this run cannot be made"))
    stage.press(".", ".")
    #expect(stage.lane.step == 2)
    let keys: [Key] = ["m", .escape, "G", .escape, "i", "a", .escape, "D", "T"]
    for key in keys {
      stage.press(key)
      #expect(!stage.screen.contains("this run cannot be made"))
    }
    stage.press(".")
    #expect(stage.lane.step == 3)
  }
}
