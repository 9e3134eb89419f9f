import Datasets
import Experiments
import Neural
import TestSupport
import Testing

/// What is done by hand to a run: marked, repeated by a replay, gone on the way back.
@Suite struct TouchTests {
  private func loop(_ more: [Setting] = []) throws -> Loop {
    let text = [
      Setting("data.name", "two-moons"), Setting("width", "4"), Setting("optimizer", "adam"),
      Setting("rate", "0.01"), Setting("batch", "16"), Setting("steps", "3000"),
    ]
    let experiment = try Experiment(layers: [LayerChoice(size: 4, activation: "tanh"), LayerChoice(size: 1)])
      .setting(text + more)
    return Loop(
      lanes: [Lane(name: "A", experiment: experiment)], make: LearnerCatalog.factory(.standard),
      historyRoom: Loop.journeyRoom)
  }

  private func bytes(_ loop: Loop, lane: Int = 0) -> [Float] {
    loop.learners[lane]?.memory.persistent.array ?? []
  }

  private func probe(_ name: String, _ loop: Loop, lane: Int = 0) -> Probe {
    var probe = Probe(name)
    loop.learners[lane]?.fill(&probe)
    return probe
  }

  static let interventions: [Intervention] = [
    .set(layer: 1, unit: 2, input: 1, to: 1.5), .set(layer: 2, unit: 1, input: nil, to: -0.5),
    .freeze(layer: 1, isOn: true), .silence(layer: 1, unit: 3, isOn: true),
    .add(x: 0.3, y: -0.4, target: 1), .move(example: 5, x: 1, y: 1), .relabel(example: 7, target: 0),
    .remove(example: 0),
  ]

  @Test(arguments: interventions)
  func everyStepAfterItComesBackByteByByte(_ intervention: Intervention) throws {
    let run = try loop()
    run.advance(40)
    let untouched = bytes(run)
    run.touch(intervention)
    run.advance(1)
    let next = bytes(run)
    run.advance(99)
    let end = bytes(run)
    run.seek(to: 20)
    run.seek(to: 41)
    #expect(bytes(run) == next)
    run.seek(to: 140)
    #expect(bytes(run) == end)
    run.seek(to: 39)
    run.seek(to: 140)
    #expect(bytes(run) == end)
    let other = try loop()
    other.advance(140)
    // Whether another class is another one depends on the example.
    if case .relabel = intervention {} else { #expect(bytes(other) != end, "it changed nothing") }
    // The same hand at the same step makes the same run.
    let again = try loop()
    again.advance(40)
    #expect(bytes(again) == untouched)
    again.touch(intervention)
    again.advance(100)
    #expect(bytes(again) == end)
  }

  @Test(arguments: interventions)
  func doneInThePastItMakesAnotherFuture(_ intervention: Intervention) throws {
    let straight = try loop()
    straight.advance(25)
    straight.touch(intervention)
    straight.advance(50)
    let run = try loop()
    run.advance(75)
    run.look()
    run.seek(to: 25)
    run.touch(intervention)
    #expect(run.snapshot().lanes[0].farthest == 25)
    run.advance(50)
    #expect(bytes(run) == bytes(straight))
    #expect(run.snapshot().lanes[0].curve("loss") == straight.snapshot().lanes[0].curve("loss"))
  }

  /// At rest the loss of the present state is read anew.
  @Test func theReadingsFollowAtOnce() throws {
    let run = try loop()
    run.advance(30)
    run.look()
    let before = run.snapshot().lanes[0]
    run.touch(.set(layer: 2, unit: 1, input: 1, to: 9))
    let after = run.snapshot().lanes[0]
    #expect(after.step == 30 && after.reading("loss") != before.reading("loss"))
    #expect(after.curve("loss")?.recentEnd == 31)
    #expect(after.curve("loss")?.recent.last == after.reading("loss"))
    #expect(after.marks.last == Mark(step: 30, text: "weight 1→1 of layer 2 set to 9.0"))
    #expect(probe("weights/2", run).values[0] == 9)
  }

  @Test func aFrozenLayerStaysUntilItIsThawed() throws {
    let run = try loop()
    run.advance(10)
    run.touch(.freeze(layer: 1, isOn: true))
    let first = probe("weights/1", run).values
    let second = probe("weights/2", run).values
    run.advance(20)
    #expect(probe("weights/1", run).values == first)
    #expect(probe("weights/2", run).values != second)
    #expect(run.snapshot().lanes[0].frozenLayers == [1])
    run.touch(.freeze(layer: 1, isOn: false))
    run.advance(1)
    #expect(probe("weights/1", run).values != first)
    #expect(run.snapshot().lanes[0].frozenLayers.isEmpty)
    run.seek(to: 5)
    #expect(run.snapshot().lanes[0].frozenLayers.isEmpty)
    run.seek(to: 25)
    #expect(run.snapshot().lanes[0].frozenLayers == [1])
    #expect(probe("weights/1", run).values == first)
  }

  @Test func aSilencedUnitPutsOutZero() throws {
    let run = try loop()
    run.advance(10)
    func outputs() -> [Float] {
      let probe = probe("activations/1", run)
      return (0..<probe.shape.rows).map { probe.values[$0 * probe.shape.columns + 2] }
    }
    #expect(outputs().contains { $0 != 0 })
    run.touch(.silence(layer: 1, unit: 3, isOn: true))
    #expect(outputs().allSatisfy { $0 == 0 })
    #expect(run.snapshot().lanes[0].isSilenced(layer: 1, unit: 3))
    let incoming = probe("weights/1", run).values[4..<6]
    run.advance(20)
    // Nothing comes back to a unit that says nothing. Adam moves on for a while by what it remembers.
    let gradients = probe("gradients/1", run).values
    #expect(gradients[4..<6].allSatisfy { $0 == 0 } && gradients[0..<2].contains { $0 != 0 })
    #expect(incoming.count == 2)
    run.touch(.silence(layer: 1, unit: 3, isOn: false))
    #expect(outputs().contains { $0 != 0 })
    #expect(!run.snapshot().lanes[0].isSilenced(layer: 1, unit: 3))
  }

  @Test func examplesComeAndGo() throws {
    let run = try loop()
    run.advance(5)
    func training() -> [[Float]] {
      let probe = probe("points", run)
      let rows = (0..<probe.shape.rows).map { Array(probe.values[$0 * 5..<$0 * 5 + 5]) }
      return rows.filter { $0[4] == 0 }
    }
    let first = training()
    let epoch = run.snapshot().lanes[0].stepsPerEpoch
    for _ in 0..<20 { run.touch(.add(x: 0.25, y: -0.5, target: 1)) }
    #expect(training().count == first.count + 20)
    #expect(abs((training().last?[0] ?? 0) - 0.25) < 1e-5 && training().last?[2] == 1)
    #expect(run.snapshot().lanes[0].stepsPerEpoch > epoch)
    run.touch(.remove(example: 0))
    #expect(Array(training()[0][0..<2]) == Array(first[1][0..<2]))
    run.touch(.move(example: 0, x: 0.5, y: 0.75))
    #expect(abs(training()[0][0] - 0.5) < 1e-5 && abs(training()[0][1] - 0.75) < 1e-5)
    run.touch(.relabel(example: 0, target: 1 - training()[0][2]))
    run.advance(30)
    run.seek(to: 4)
    #expect(training().map { $0[0..<3] } == first.map { $0[0..<3] })
    run.seek(to: 20)
    #expect(training().count == first.count + 19)
  }

  @Test func whatCannotBeDoneIsMarkedAndChangesNothing() throws {
    let run = try loop()
    run.advance(10)
    let before = bytes(run)
    for wrong: Intervention in [
      .set(layer: 9, unit: 1, input: 1, to: 0), .set(layer: 1, unit: 1, input: 3, to: 0),
      .set(layer: 1, unit: 1, input: 1, to: .nan), .silence(layer: 1, unit: 5, isOn: true),
      .relabel(example: 0, target: 0.5), .remove(example: 100_000), .freeze(layer: 0, isOn: true),
    ] {
      run.touch(wrong)
      #expect(run.snapshot().lanes[0].marks.last?.text.hasSuffix(".") == true)
    }
    #expect(bytes(run) == before && run.snapshot().lanes[0].standing.isEmpty)
  }

  @Test func theRoomForExamplesEnds() throws {
    let run = try loop()
    let count = 64
    for _ in 0..<count { run.touch(.add(x: 0, y: 0, target: 0)) }
    #expect(run.snapshot().lanes[0].standing.count == count)
    run.touch(.add(x: 0, y: 0, target: 0))
    #expect(run.snapshot().lanes[0].standing.count == count)
    #expect(run.snapshot().lanes[0].marks.last?.text.contains("used up") == true)
    run.advance(50)
    #expect(run.snapshot().lanes[0].reading("loss")?.isFinite == true)
  }

  @Test func aForkTakesOverWhatStands() throws {
    let run = try loop()
    run.advance(10)
    run.touch(.freeze(layer: 1, isOn: true))
    run.touch(.remove(example: 3))
    run.touch(.silence(layer: 1, unit: 1, isOn: true))
    run.advance(5)
    try run.fork(0, name: "B")
    run.advance(20)
    #expect(bytes(run, lane: 1) == bytes(run))
    #expect(run.snapshot().lanes[1].standing == run.snapshot().lanes[0].standing)
    run.touch(.freeze(layer: 1, isOn: false), lane: 1)
    run.advance(1)
    #expect(bytes(run, lane: 1) != bytes(run))
  }

  @Test func aStepAfterItAllocatesNothing() throws {
    let experiment = try Experiment(layers: [LayerChoice(size: 4, activation: "tanh"), LayerChoice(size: 1)])
      .setting([Setting("data.name", "two-moons"), Setting("batch", "16")])
    let learner = try LearnerCatalog.make(experiment, library: .standard)
    for intervention in Self.interventions { learner.intervene(intervention) }
    var plan = MemoryPlan()
    let place = plan.reserveWorkspace(learner.meters.count)
    let room = Memory(plan)
    let readings = room.workspace[place]
    for step in 0..<100 { learner.step(step, readings: readings) }
    #expect(countAllocations { for step in 100..<200 { learner.step(step, readings: readings) } } == 0)
  }
}
