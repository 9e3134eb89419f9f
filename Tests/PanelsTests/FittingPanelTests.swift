import Experiments
import Neural
import TerminalUI
import TestSupport
import Testing

@testable import Panels

@Suite struct FittingPanelTests {
  private func text(
    _ panel: any Panel.Type, _ snapshot: Snapshot, _ options: Set<String> = [],
    _ size: Size = Size(width: 80, height: 16)
  ) -> String {
    var canvas = Canvas(size: size)
    panel.draw(snapshot, PanelView(options: options), on: &canvas, in: canvas.bounds)
    return canvas.text
  }

  private func sentence(_ panel: any Panel.Type, _ snapshot: Snapshot) -> String {
    panel.describe(snapshot, PanelView())
  }

  @Test(arguments: Fixtures.fittingScenes.indices)
  func looksAsRecorded(_ index: Int) {
    let scene = Fixtures.fittingScenes[index]
    for (name, look) in Fixtures.looks {
      var canvas = Canvas(size: Size(width: scene.size.width, height: scene.size.height + 1), look: look)
      canvas.write(scene.panel.title(scene.snapshot, scene.view), x: 0, y: 0, .title)
      scene.panel.draw(scene.snapshot, scene.view, on: &canvas, in: canvas.bounds.inset(top: 1))
      expectScreen(canvas, "\(scene.name)-\(name)")
    }
  }

  /// Probes as they should be and as they must never be, at any size: no trap, nothing outside, plain ASCII.
  @Test(arguments: Fixtures.fittingScenes.indices)
  func staysInside(_ index: Int) {
    let scene = Fixtures.fittingScenes[index]
    let sizes = [(0, 0), (1, 1), (5, 3), (13, 9), (20, 6), (24, 3), (40, 8), (80, 1), (120, 40)]
    for (_, look) in Fixtures.looks {
      for (width, height) in sizes {
        let area = Rect(x: 3, y: 2, width: width, height: height)
        for snapshot in [scene.snapshot, Fixtures.brokenFits] {
          for lane in snapshot.lanes.indices {
            var canvas = Canvas(size: Size(width: width + 6, height: height + 4), look: look)
            let view = PanelView(lane: lane, options: scene.view.options)
            scene.panel.draw(snapshot, view, on: &canvas, in: area)
            let drawn = canvas.cells
            canvas.fill(area)
            let isClean = canvas.cells.allSatisfy { $0 == .blank }
            #expect(isClean, "\(scene.name) drew outside \(width)x\(height)")
            if look.capability.glyphs == .ascii {
              #expect(drawn.allSatisfy { $0.glyph.value < 0x7F }, "\(scene.name) drew more than ASCII")
            }
            #expect(!scene.panel.title(snapshot, view).isEmpty)
            #expect(scene.panel.describe(snapshot, view).hasSuffix("."))
          }
        }
      }
    }
  }

  @Test func aLossIsToldWhereItStands() {
    let told = sentence(LossShapesPanel.self, Fixtures.lossShape)
    #expect(told.hasPrefix("mean-squared-error at prediction 0.200 is 0.640, slope -1.60, lowest"))
    #expect(text(LossShapesPanel.self, Fixtures.lossShape).contains("slope"))
    #expect(text(LossShapesPanel.self, Fixtures.lossShapes).contains("absolute"))
    #expect(
      LossShapesPanel.title(Fixtures.lossShapes, PanelView(options: ["slope"]))
        == "slope of the loss by prediction")
  }

  @Test func aFitCountsItsExamples() {
    #expect(text(FitPanel.self, Fixtures.fit).contains("training 30"))
    #expect(text(FitPanel.self, Fixtures.fit).contains("held out 10"))
    #expect(sentence(FitPanel.self, Fixtures.fit).contains("over time from -3.5 to 3.5"))
  }

  @Test func residualsAreMeasured() {
    var snapshot = Fixtures.numbers
    snapshot.lanes[0].probes["residuals"] = Probe(
      "residuals", shape: Shape(rows: 2, columns: 3), values: [4, 1, 0, 2, 6, 2])
    #expect(
      sentence(ResidualsPanel.self, snapshot)
        == "2 predictions, root mean squared error 3.54, mean error -0.500; the worst is 2.00 for target 6.00."
    )
  }

  @Test func reportsAreTables() {
    let classes = text(ReportPanel.self, Fixtures.classes)
    #expect(
      classes.contains("precision") && classes.contains("virginica") && classes.contains("accuracy 0.880"))
    #expect(text(ReportPanel.self, Fixtures.classes, [], Size(width: 60, height: 3)).contains("2 more"))
    let numbers = text(ReportPanel.self, Fixtures.numbers)
    #expect(numbers.contains("RMSE") && numbers.contains("0.912"))
  }

  @Test func rightAnswersStandInBrackets() {
    let matrix = text(ConfusionPanel.self, Fixtures.classes)
    #expect(matrix.contains("[14]") && matrix.contains("[18]") && !matrix.contains("[3]"))
    #expect(text(ConfusionPanel.self, Fixtures.classes, ["share"]).contains("[80]"))
    #expect(
      sentence(ConfusionPanel.self, Fixtures.classes)
        == "44 of 50 examples of 3 classes answered rightly; most often versicolor was answered virginica, 3 times."
    )
  }

  /// Without scores the area is that of the trapezoids.
  @Test func theAreaIsMeasured() {
    #expect(ReceiverCurvePanel.title(Fixtures.receiver, PanelView()).hasSuffix("AUC 0.833"))
    var snapshot = Fixtures.receiver
    snapshot.lanes[0].probes["scores"] = nil
    snapshot.lanes[0].probes["roc"] = Probe(
      "roc", shape: Shape(rows: 3, columns: 3), values: [0, 0, 1, 0.5, 1, 0.5, 1, 1, 0])
    #expect(ReceiverCurvePanel.title(snapshot, PanelView()).hasSuffix("AUC 0.750"))
    #expect(
      sentence(ReceiverCurvePanel.self, snapshot).contains("true positives 1.000 and false positives 0.500"))
  }

  @Test func waysEndInTheirLetters() {
    let map = text(SurfacePanel.self, Fixtures.descents)
    #expect(map.contains("A plain") && map.contains("B momentum"))
    let told = sentence(SurfacePanel.self, Fixtures.descents)
    #expect(told.contains("plain is at") && told.contains("momentum is at"))
  }

  @Test func aFuseBurnsDown() throws {
    #expect(
      sentence(FusePanel.self, Fixtures.stopping)
        == "Early stopping: 7 of 20 evaluations left, best 0.316 at step 90.")
    var snapshot = Fixtures.stopping
    let place = try #require(snapshot.lanes[0].index(of: "patience-left"))
    snapshot.lanes[0].readings[place] = 0
    #expect(text(FusePanel.self, snapshot).contains("burnt out"))
    snapshot.lanes[0].readings[place] = .nan
    #expect(text(FusePanel.self, snapshot).contains("20 of 20 evaluations left"))
    snapshot.lanes[0].experiment.options["patience"] = nil
    #expect(sentence(FusePanel.self, snapshot).contains("only watched"))
  }

  @Test func zerosAreTold() {
    #expect(WeightHistogramPanel.title(Fixtures.spread, PanelView()).hasSuffix("12.5% exactly zero"))
    #expect(sentence(WeightHistogramPanel.self, Fixtures.spread).contains("layer 2"))
    let one = WeightHistogramPanel.describe(Fixtures.spread, PanelView(options: ["2"]))
    #expect(!one.contains("layer 1"))
  }

  @Test func binsTellMeanAndDeviation() throws {
    let probe = Probe("histogram/1", shape: .vector(4), values: [0, 1, 1, 0], xRange: -2...2)
    let summary = try #require(BinCounts(probe)?.summary)
    #expect(summary.mean == 0 && summary.deviation == 0.5 && summary.low == -1 && summary.high == 1)
    #expect(BinCounts(Probe("histogram/1", shape: .vector(2), values: [0, 0]))?.summary == nil)
    #expect(BinCounts(probe, row: 1) == nil)
  }

  @Test func onlyOneKindOfHistogram() {
    let both = text(HistogramsPanel.self, Fixtures.spread)
    #expect(both.contains("z") && both.contains("activation"))
    #expect(!text(HistogramsPanel.self, Fixtures.spread, ["z"]).contains("activation"))
  }

  @Test func aMaskCountsWhatIsKept() {
    var snapshot = Fixtures.normalized
    snapshot.lanes[0].probes["dropout-mask/1"] = Probe(
      "dropout-mask/1", shape: Shape(rows: 2, columns: 4), values: [2, 0, 0, 0, 2, 2, 0, 2])
    #expect(
      sentence(MaskPanel.self, snapshot)
        == "Layer 1 kept 50% of its outputs in the last step: between 1 and 3 of 4 units for each of 2 examples."
    )
    #expect(text(MaskPanel.self, snapshot).contains("■ · · ·"))
  }

  @Test func deviationsAreRootsOfVariances() {
    #expect(
      sentence(BatchStatisticsPanel.self, Fixtures.normalized).hasPrefix(
        "Layer 2, 5 features: feature 1 mean -2.00, running"))
    #expect(text(BatchStatisticsPanel.self, Fixtures.normalized).contains("0.500"))
    #expect(BatchStatisticsPanel.title(Fixtures.normalized, PanelView()).contains("layer 2"))
  }
}
