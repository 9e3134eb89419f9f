import Datasets
import Experiments
import LabApp
import Neural
import Panels
import TerminalUI
import TestSupport
import Testing

/// Images that are drawn, texts that are begun, codes that are walked over: on runs that really train.
@Suite struct PadTests {
  /// The experiment that the playground begins with.
  private static func begun(
    _ learner: String, _ data: String, _ settings: [String] = []
  ) throws -> Experiment {
    let choice = StartingPoint.choice(of: try DatasetCatalog.entry(named: data), for: learner)
    let start = try StartingPoint(learner: learner, data: choice, seed: 1, library: .standard)
    return try start.experiment(seed: 1).setting(settings.map { try Setting(parsing: $0) })
  }

  private func digits(_ width: Int, _ height: Int) throws -> RealStage {
    var stage = RealStage(
      try Self.begun("supervised", "digits8", ["data.limit=60"]), width, height,
      panels: ["feature-maps", "image"])
    stage.press(".", "D")
    return stage
  }

  private func rebuilder(_ width: Int, _ height: Int) throws -> RealStage {
    var stage = RealStage(
      try Self.begun("autoencoder", "digits8", ["data.limit=60"]), width, height,
      panels: ["reconstructions", "latent"])
    stage.press(".")
    return stage
  }

  private func lane(_ stage: RealStage) -> LaneSnapshot { stage.application.world.snapshot.lanes[0] }

  @Test func aDigitIsDrawnAndAnswered() throws {
    var stage = try digits(120, 40)
    #expect(stage.canvas().contains("Draw with Space"))
    let step = lane(stage).step
    stage.press(.enter, .down, .down, .down, .enter, .right, .right, " ")
    let image = try #require(lane(stage).probes["image"])
    #expect(image.values.filter { $0 == image.values.max() }.count == 5)
    #expect(image.labels.first == "drawn by hand")
    let answer = try #require(lane(stage).probes["answer"])
    #expect(abs(answer.values.prefix(10).reduce(0, +) - 1) < 1e-4)
    #expect(stage.canvas().contains("answered ") && stage.canvas().contains("feature maps"))
    #expect(lane(stage).step == step)
    // Learning goes on, and the answer to the drawing follows.
    stage.press(".")
    #expect(lane(stage).probes["answer"]?.values != answer.values)
    stage.press("c")
    #expect(stage.canvas().contains("Draw with Space"))
    stage.press("D")
    #expect(lane(stage).probes["image"]?.labels.first != "drawn by hand")
  }

  @Test func theSpaceBarErases() throws {
    var stage = try digits(120, 40)
    stage.press(" ")
    #expect(lane(stage).probes["image"].map { Set($0.values).count } == 2)
    stage.press(" ")
    #expect(lane(stage).probes["image"].map { Set($0.values).count } == 1)
  }

  @Test func aDrawingComesThroughTheCode() throws {
    var stage = try rebuilder(120, 40)
    stage.press("D", .enter, .down, .down, .right, .right)
    let drawn = try #require(lane(stage).probes["drawn"])
    #expect(drawn.shape.channels == 2)
    let half = drawn.shape.rows * drawn.shape.columns
    #expect(drawn.values.prefix(half).filter { $0 == 1 }.count == 5)
    #expect(drawn.values.dropFirst(half).allSatisfy { $0.isFinite })
    let code = try #require(lane(stage).probes["drawn-code"]).values
    let squares = zip(drawn.values.prefix(half), drawn.values.dropFirst(half)).reduce(Float(0)) {
      $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
    }
    // Ink from 0 to 1 stands for the values of the set, which go from 0 to its brightest pixel.
    #expect(code.count == 3 && code[2] > 0 && squares > 0)
    #expect(stage.canvas().contains("rebuilt, error ") && stage.canvas().contains("codes, yours in brackets"))
    #expect(stage.canvas().contains("[◆]"))
    stage.press(.escape)
    #expect(lane(stage).probes["drawn"] == nil && !stage.canvas().contains("rebuilt, error"))
  }

  @Test func whereNothingIsSeenNothingIsDrawn() {
    var stage = RealStage(RealStage.moons, 120, 40)
    stage.press("D")
    #expect(stage.canvas().contains("D draws an image for a network that sees images; this one sees none."))
  }

  @Test func aDenseNetSeesTheDrawingToo() throws {
    var experiment = try Self.begun("supervised", "digits8", ["data.limit=60"])
    experiment.layers = [
      LayerChoice(kind: "flatten"), LayerChoice(size: 12, activation: "relu"), LayerChoice(size: 10),
    ]
    var stage = RealStage(experiment, 120, 40, panels: ["image"])
    stage.press(".", "D", .enter, .down, .down)
    #expect(stage.canvas().contains("answered "))
    #expect(!stage.canvas().contains("feature maps"))
  }

  @Test func theMouseDrawsWithoutGaps() throws {
    var stage = try digits(120, 40)
    stage.application.noteMouse(isOn: true, isWanted: true)
    let places = try #require(padCorner(stage.canvas()))
    stage.handle(.mouse(Mouse(.press, x: places.x + 1, y: places.y + 1)))
    // Three pixels further in one report.
    stage.handle(.mouse(Mouse(.drag, x: places.x + 1 + 3 * places.across, y: places.y + 1 + 3 * places.down)))
    stage.handle(.mouse(Mouse(.release, x: 0, y: 0)))
    stage.handle(.mouse(Mouse(.drag, x: places.x + 1, y: places.y + 4)))
    let image = try #require(lane(stage).probes["image"])
    let ink = image.values.indices.filter { image.values[$0] == image.values.max() }
    #expect(ink == [0, 9, 18, 27])
    // A press on ink erases.
    stage.handle(.mouse(Mouse(.press, x: places.x + 1, y: places.y + 1)))
    #expect(lane(stage).probes["image"]?.values[0] == image.values.min())
  }

  /// The upper left corner of the pad's frame, and how many cells a pixel of an 8×8 pad takes.
  private func padCorner(_ canvas: Canvas) -> (x: Int, y: Int, across: Int, down: Int)? {
    for y in 0..<canvas.size.height {
      for x in 0..<canvas.size.width where canvas[x, y].glyph == "┌" {
        let width = (x + 1..<canvas.size.width).first { canvas[$0, y].glyph == "┐" }.map { $0 - x - 1 }
        let height = (y + 1..<canvas.size.height).first { canvas[x, $0].glyph == "└" }.map { $0 - y - 1 }
        if let width, let height, width % 8 == 0 { return (x, y, width / 8, height / 8) }
      }
    }
    return nil
  }

  // MARK: codes

  @Test func theDecoderFollowsTheArrows() throws {
    var stage = try rebuilder(120, 40)
    stage.press("2")
    #expect(stage.canvas().contains("walk the plane"))
    stage.press("i", .right)
    let first = try #require(lane(stage).probes["decoded"]).values
    let place = (lane(stage).experiment.options["code-x"], lane(stage).experiment.options["code-y"])
    #expect(stage.canvas().contains("decoded"))
    stage.press(.pageDown, .up, .up)
    let second = try #require(lane(stage).probes["decoded"]).values
    #expect(first != second)
    #expect(lane(stage).experiment.options["code-x"] != place.0)
    #expect(lane(stage).experiment.options["code-y"] != place.1)
    #expect(lane(stage).step == 1 && lane(stage).receipt != nil, "walking is no part of the run")
  }

  // MARK: texts

  @Test func aTextGoesOnAsItWasBegun() throws {
    let experiment = try Self.begun("sequence", "names", ["data.limit=200", "layers.0.lstm=8"])
    var stage = RealStage(experiment, 120, 40, panels: ["sample", "loss"])
    stage.press(".", "T")
    for _ in 0..<12 { stage.press(.backspace) }
    stage.type("an")
    #expect(lane(stage).experiment.choices["prompt"] == "an")
    #expect(stage.canvas().contains("The text begins with \"an_\""))
    let tame = try #require(lane(stage).probes["sample"])
    stage.press(.up, .up, .up, .up, .up, .up)
    #expect((lane(stage).experiment.options["temperature"] ?? 0) > 1.5)
    #expect(lane(stage).probes["sample"] != tame)
    #expect(lane(stage).step == 1)
    stage.press(.enter)
    #expect(!stage.canvas().contains("The text begins with"))
    #expect(lane(stage).experiment.choices["prompt"] == "an")
  }

  @Test func withoutASampleNoTextIsBegun() {
    var stage = RealStage(RealStage.moons, 120, 40)
    stage.press("T")
    #expect(stage.canvas().contains("T types a text where a page invents one"))
  }

  // MARK: looks

  @Test(arguments: [(80, 24), (120, 40), (60, 16)])
  func padScreens(width: Int, height: Int) throws {
    var stage = try digits(width, height)
    stage.press(.enter, .down, .down, .down, .right, .right)
    expectScreen(stage.canvas(), "pad-answered-\(width)x\(height)")
    stage = try rebuilder(width, height)
    stage.press("D", .enter, .down, .down, .down, .right, .right)
    expectScreen(stage.canvas(), "pad-rebuilt-\(width)x\(height)")
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func walkScreens(width: Int, height: Int) throws {
    var stage = try rebuilder(width, height)
    // Where no code lies: the last digits of codes differ from processor to processor.
    stage.press("2", "i", .right, .up, .home)
    expectScreen(stage.canvas(), "walk-\(width)x\(height)")
  }
}
