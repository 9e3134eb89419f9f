import Datasets
import Experiments
import Foundation
import LabApp
import Neural
import TerminalUI
import TestSupport
import Testing

/// The grains of a step on the screen: operation, example, batch, ten, epoch.
@Suite struct GrainTests {
  /// At step 0 of two moons, batches of 16, on the grain of that name.
  private func stage(_ grain: String, _ width: Int = 80, _ height: Int = 24) -> RealStage {
    var stage = RealStage(RealStage.moons, width, height)
    command("grain \(grain)", &stage)
    return stage
  }

  private func command(_ line: String, _ stage: inout RealStage) {
    stage.press(":")
    stage.type(line)
    stage.press(.enter)
  }

  private func step(_ stage: RealStage) -> Int { stage.bench.latest().lanes[0].step }
  private func part(_ stage: RealStage) -> StepPart? { stage.bench.latest().lanes[0].part }

  @Test func theGrainsFollowEachOtherAndSayHowFarTheyGo() {
    var stage = RealStage(RealStage.moons, 120, 40)
    var seen: [String] = []
    for _ in 0..<5 {
      stage.press("g")
      seen.append(stage.canvas().text(row: 38))
    }
    let words = [
      "Ten steps at a time.", "An epoch at a time: 4 steps.",
      "An operation at a time: 5 for each of 16 examples, then the update.",
      "An example at a time: 16 and the update make a step.",
      "One step at a time: a batch of 16 examples.",
    ]
    for (line, words) in zip(seen, words) { #expect(line.contains(words), "\(line)") }
  }

  @Test func operationsGoForwardThenBackAndTheLastTakesTheStep() {
    var stage = stage("operation")
    var tracks: [String] = []
    for _ in 0..<5 {
      stage.press(".")
      tracks.append(stage.canvas().text(row: 20) + stage.canvas().text(row: 21))
    }
    #expect(stage.canvas().contains("in step 1 · example 1 of 16 (number "))
    let marks = ["forward [1] 2", "forward 1 [2]", "[loss]", "backward [2] 1", "backward 2 [1]"]
    for (track, mark) in zip(tracks, marks) { #expect(track.contains(mark), "\(track)") }
    #expect(stage.canvas().contains("backward · layer 1 dense, tanh: δ ="))
    #expect(stage.canvas().contains("‖∂L/∂W‖: this example "))
    for _ in 0..<76 { stage.press(".") }
    #expect(stage.canvas().contains("[update]") && step(stage) == 0)
    stage.press(".")
    #expect(step(stage) == 1 && part(stage) == nil && stage.canvas().contains("step 1"))
    stage.press(",")
    #expect(step(stage) == 0 && stage.canvas().contains("[update]"))
    stage.press(",")
    #expect(stage.canvas().contains("example 16 of 16"))
  }

  @Test func examplesGoOneByOneAndAddUp() {
    var stage = stage("example")
    for row in 1...16 {
      stage.press(".")
      #expect(stage.canvas().contains("example \(row) of 16"))
    }
    #expect(stage.canvas().contains("‖∂L/∂θ‖ of all layers: this example"))
    let shares = part(stage)?.gradient
    #expect(shares != nil && shares?.soFar == shares?.batch)
    stage.press(",", ",")
    #expect(stage.canvas().contains("example 14 of 16"))
    stage.press(".", ".", ".", ".")
    #expect(step(stage) == 1)
  }

  /// Space goes on from the state, not from the part; what was looked at leaves no trace.
  @Test func runningOnForgetsThePart() {
    var (stage, alone) = (stage("operation"), RealStage(RealStage.moons))
    for _ in 0..<7 { stage.press(".") }
    stage.press(" ")
    alone.press(" ")
    for bench in [stage.bench, alone.bench] {
      bench.advance(10)
      bench.send(.pause)
    }
    #expect(part(stage) == nil && step(stage) == 10)
    #expect(stage.bench.latest().lanes[0].readings == alone.bench.latest().lanes[0].readings)
  }

  @Test func theHintNamesTheGrainAndTheDescriptionThePart() {
    var stage = stage("operation", 120, 40)
    stage.press(".")
    #expect(stage.canvas().contains(". operation"))
    stage.press("d")
    #expect(stage.canvas().contains("In step 1 · example 1 of 16"))
    #expect(stage.canvas().contains("forward · layer 1 dense, tanh: z ="))
  }

  /// Where one example is a step, example and batch coincide; where a step is not taken apart, it is whole.
  @Test func grainsThatCoincideAreSkipped() throws {
    var map = RealStage(try Self.map(), 120, 40)
    var seen = ""
    for _ in 0..<4 {
      map.press("g")
      seen += map.canvas().text(row: 38) + "\n"
    }
    #expect(seen.contains("An operation at a time: 3 make a step.") && !seen.contains("An example at a time"))
    #expect(seen.contains("a batch of one example, so example and step are the same"))
    command("grain example", &map)
    #expect(map.canvas().contains("no grain \"example\" of their own"))
    map.press(.escape)
    command("grain operation", &map)
    map.press(".")
    #expect(map.canvas().contains("the distance to the winner: "))
    map.press(".", ".", ".")
    #expect(map.bench.latest().lanes[0].step == 1)
  }

  /// A game has rounds: the discriminator's two and the generator's.
  @Test func aGameGoesRoundByRound() {
    var game = RealStage(Self.game(), 80, 24, panels: ["samples"])
    command("grain round", &game)
    #expect(game.canvas().contains("A round of examples at a time: 3 make a step"))
    var seen: [String] = []
    for _ in 0..<3 {
      game.press(".")
      seen.append(game.canvas().text(ofRows: 17..<23))
    }
    #expect(seen[0].contains("in step 1 · discriminator on real · example 6 of 6 (number "))
    #expect(seen[1].contains("discriminator on made") && seen[1].contains("[update]"))
    #expect(seen[2].contains("generator on made") && seen[2].contains(". takes the step"))
    #expect(step(game) == 0)
    game.press(",", ",")
    #expect(game.canvas().contains("discriminator on real"))
    game.press(".", ".", ".")
    #expect(step(game) == 1 && part(game) == nil)
    command("grain operation", &game)
    game.press(".")
    #expect(game.canvas().contains("in brackets the real one"))
    #expect(
      game.canvas().contains("forward [4] 5 · loss · backward 5 4") || game.canvas().contains("forward [3] 4")
    )
    expectScreen(game.canvas(), "step-parts-game-80x24")
  }

  private static func game() -> Experiment {
    Experiment(
      learner: "gan", data: DataChoice(name: "ring"),
      layers: [LayerChoice(size: 8, activation: "relu"), LayerChoice(size: 2)],
      optimizer: OptimizerChoice(name: "adam", rate: 1e-3), batch: 6, steps: 50,
      discriminator: [LayerChoice(size: 8, activation: "relu"), LayerChoice(size: 1)])
  }

  private static func map() throws -> Experiment {
    try Experiment(
      learner: "som", data: DataChoice(name: "two-moons"), optimizer: OptimizerChoice(rate: 0.1), steps: 50
    ).setting(Setting("order", "shuffled"))
  }

  @Test(arguments: [(60, 16), (80, 24), (200, 60)])
  func theStripFitsItsScreen(width: Int, height: Int) {
    var stage = stage("operation", width, height)
    for _ in 0..<4 { stage.press(".") }
    let canvas = stage.canvas()
    #expect(canvas.contains("in step 1") && canvas.contains("backward [2] 1"))
    expectScreen(canvas, "step-parts-\(width)x\(height)")
  }
}
