import Experiments
import Foundation
import LabApp
import TerminalUI
import Testing

/// The command line over an experiment of one's own: settings go to the sheet, files come and go.
@Suite struct PlaygroundCommandTests {
  private func stage() throws -> PlaygroundStage {
    let stage = try PlaygroundStage(120, 40)
    stage.open()
    return stage
  }

  private func obey(_ line: String, _ stage: PlaygroundStage) {
    stage.press(":")
    stage.application.handle(.paste(line))
    stage.press(.enter)
  }

  private func lane(_ stage: PlaygroundStage) -> LaneSnapshot { stage.bench.latest().lanes[0] }

  @Test func settingsReachTheSheetAndTheRun() throws {
    let stage = try stage()
    stage.run(20)
    obey("set rate 0.3", stage)
    #expect(stage.experiment.optimizer.rate == 0.3 && lane(stage).step == 20)
    #expect(lane(stage).experiment.optimizer.rate == 0.3)
    obey("set layers.0.dense 3", stage)
    #expect(stage.experiment.layers[0].size == 3 && stage.experiment.optimizer.rate == 0.3)
    #expect(lane(stage).step == 0 && lane(stage).experiment == stage.experiment)
    obey("set rate fast", stage)
    #expect(stage.screen.contains("\"fast\" is not a number"))
    stage.press(.escape)
    obey("seed 9", stage)
    #expect(stage.experiment.seed == 9 && lane(stage).experiment.seed == 9)
  }

  @Test func timeForksAndToolsAnswer() throws {
    let stage = try stage()
    obey("step 30", stage)
    #expect(lane(stage).step == 30)
    obey("goto 12", stage)
    #expect(lane(stage).step == 12 && lane(stage).farthest == 30)
    obey("fork", stage)
    #expect(stage.bench.latest().lanes.count == 2)
    obey("set rate 1", stage)
    let rates = stage.bench.latest().lanes.map(\.experiment.optimizer.rate)
    #expect(rates[0] != 1 && rates[1] == 1)
    obey("drop", stage)
    #expect(stage.bench.latest().lanes.count == 1)
    obey("freeze 1", stage)
    #expect(lane(stage).frozenLayers == [1])
    obey("microscope", stage)
    #expect(stage.screen.contains("microscope · 1 dense"))
    stage.press("d")
    #expect(stage.screen.contains("Microscope · 1 dense"))
    stage.press(.escape)
    obey("ledger", stage)
    #expect(stage.screen.contains("layer 1 frozen"))
    stage.press(.escape)
    obey("hint", stage)
    #expect(stage.screen.contains("Hint does nothing here now"))
  }

  @Test func whatIsSavedIsLoadedAgain() throws {
    let stage = try stage()
    obey("set rate 0.7", stage)
    obey("save mine.yaml", stage)
    #expect(stage.screen.contains("Saved. gradlab open mine.yaml"))
    obey("save mine", stage)
    #expect(stage.screen.contains("A file mine.yaml exists"))
    stage.press(.escape)
    obey("set rate 0.1", stage)
    obey("load \(stage.folder.path)/mine.yaml", stage)
    #expect(stage.experiment.optimizer.rate == 0.7)
    obey("step 15", stage)
    let receipt = try #require(lane(stage).receipt)
    obey("set rate 0.2", stage)
    obey("load \(receipt)", stage)
    #expect(stage.experiment.optimizer.rate == 0.7 && lane(stage).step == 15)
  }

  @Test func aSweepRunsBesideTheRun() throws {
    let stage = try stage()
    obey("sweep", stage)
    #expect(stage.bench.latest().searches.rates != nil && lane(stage).step == 0)
    #expect(stage.screen.contains("loss by learning rate"))
  }

  /// A run that was touched by hand has a receipt, and it comes back.
  @Test func theHandIsInTheReceipt() throws {
    let stage = try stage()
    obey("step 10", stage)
    obey("weight 1 1 1 2.5", stage)
    obey("step 10", stage)
    let line = try #require(lane(stage).receipt)
    #expect(line.touches.map(\.step) == [10])
    obey("load \(line)", stage)
    #expect(lane(stage).step == 20 && lane(stage).receipt == line)
    #expect(stage.screen.contains("replay agrees"))
  }
}
