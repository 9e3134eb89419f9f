import Datasets
import Experiments
import Neural
import Testing

/// What is done by hand to the perceptron, whose examples come in their order and whose run settles.
@Suite struct PerceptronTouchTests {
  private func loop() -> Loop {
    let experiment = Experiment(
      learner: "perceptron", data: DataChoice(name: "separable"), optimizer: OptimizerChoice(rate: 1),
      steps: 5000)
    return Loop(
      lanes: [Lane(name: "A", experiment: experiment)], make: LearnerCatalog.factory(.standard),
      historyRoom: Loop.journeyRoom)
  }

  private func bytes(_ loop: Loop, lane: Int = 0) -> [Float] {
    loop.learners[lane]?.memory.persistent.array ?? []
  }

  private func lane(_ loop: Loop) -> LaneSnapshot { loop.snapshot().lanes[0] }

  private func training(_ loop: Loop) -> [[Float]] {
    var probe = Probe("points")
    loop.learners[0]?.fill(&probe)
    return (0..<probe.shape.rows).map { Array(probe.values[$0 * 5..<$0 * 5 + 5]) }.filter { $0[4] == 0 }
  }

  static let interventions: [Intervention] = [
    .set(layer: 1, unit: 1, input: 2, to: 4), .set(layer: 1, unit: 1, input: nil, to: -3),
    .add(x: 0.3, y: -0.4, target: 1), .move(example: 5, x: 1, y: 1), .remove(example: 0),
  ]

  @Test(arguments: interventions)
  func everyStepAfterItComesBackByteByByte(_ intervention: Intervention) {
    let run = loop()
    run.advance(40)
    run.touch(intervention)
    run.advance(1)
    let next = bytes(run)
    run.advance(300)
    let end = bytes(run)
    for stop in [10, 39, 41, 120] {
      run.seek(to: stop)
      if stop == 41 { #expect(bytes(run) == next) }
      run.seek(to: 341)
      #expect(bytes(run) == end)
    }
    let again = loop()
    again.advance(40)
    again.touch(intervention)
    again.advance(301)
    #expect(bytes(again) == end)
  }

  /// A run that has settled learns on when an example changes its side.
  @Test func aFlippedExampleWakesIt() throws {
    let run = loop()
    run.advance(5000)
    #expect(lane(run).phase == .settled)
    let (step, mistakes) = (lane(run).step, try #require(lane(run).reading("mistakes")))
    let target = training(run)[3][2]
    run.touch(.relabel(example: 3, target: 1 - target))
    #expect(lane(run).phase != .settled && training(run)[3][2] == 1 - target)
    #expect(lane(run).reading("bound")?.isNaN == true, "the bound is about one set of examples")
    run.advance(400)
    #expect(lane(run).step == step + 400)
    #expect(try #require(lane(run).reading("mistakes")) > mistakes)
    run.touch(.relabel(example: 3, target: target))
    run.advance(5000)
    #expect(lane(run).phase == .settled && lane(run).reading("accuracy") == 1)
    run.seek(to: step - 1)
    #expect(training(run)[3][2] == target)
  }

  /// Half a pass after a change is no clean pass: it settles only when all examples were looked at since.
  @Test func onlyAWholePassCounts() {
    let run = loop()
    run.advance(5000)
    let count = training(run).count
    run.touch(.set(layer: 1, unit: 1, input: 1, to: lane(run).reading("weight-norm") ?? 1))
    run.touch(.add(x: 0, y: 0, target: 0))
    run.touch(.remove(example: count))
    let start = lane(run).step
    run.advance(5000)
    #expect(lane(run).phase == .settled)
    #expect(lane(run).step >= start + count)
    #expect(lane(run).step % count == 0)
  }

  @Test func aWeightOfASettledRunIsTriedOut() {
    let run = loop()
    run.advance(5000)
    run.touch(.set(layer: 1, unit: 1, input: 1, to: -50))
    #expect((lane(run).reading("accuracy") ?? 1) < 1)
    #expect(lane(run).marks.last?.text == "weight 1→1 of layer 1 set to -50.0")
    run.advance(5000)
    #expect(lane(run).phase == .settled && lane(run).reading("accuracy") == 1)
  }

  @Test func whatCannotBeDoneIsSaidAndChangesNothing() {
    let run = loop()
    run.advance(30)
    let before = bytes(run)
    for wrong: Intervention in [
      .freeze(layer: 1, isOn: true), .silence(layer: 1, unit: 1, isOn: true),
      .set(layer: 2, unit: 1, input: 1, to: 0), .set(layer: 1, unit: 1, input: 3, to: 0),
      .set(layer: 1, unit: 1, input: 1, to: .infinity), .relabel(example: 0, target: 2),
      .remove(example: 1000),
    ] {
      run.touch(wrong)
      #expect(lane(run).marks.last?.text.hasSuffix(".") == true)
    }
    #expect(bytes(run) == before && lane(run).standing.isEmpty)
  }

  @Test func aForkTakesOverItsExamples() throws {
    let run = loop()
    run.advance(20)
    run.touch(.remove(example: 4))
    run.touch(.add(x: 0.1, y: 0.2, target: 1))
    run.advance(7)
    try run.fork(0, name: "B")
    run.advance(400)
    #expect(bytes(run, lane: 1) == bytes(run))
  }

  /// Learners without examples in a plane say so.
  @Test(arguments: ["som", "gan", "autoencoder", "descent", "sequence"])
  func othersRefuseInASentence(learner: String) throws {
    let entry = StartingPoint.entries(for: learner).first
    let data = entry.map { StartingPoint.choice(of: $0, for: learner) } ?? DataChoice(name: "")
    let start = try StartingPoint(learner: learner, data: data, seed: 1, library: .standard)
    let run = Loop(lanes: [Lane(name: "A", experiment: start.experiment(seed: 1))], library: .standard)
    run.touch(.add(x: 0, y: 0, target: 0))
    #expect(lane(run).standing.isEmpty)
    let sentence = try #require(lane(run).marks.last?.text)
    #expect(sentence.hasSuffix(".") && sentence.contains("examples"))
  }
}
