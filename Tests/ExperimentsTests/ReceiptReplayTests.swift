import Datasets
import Experiments
import Neural
import Testing

/// A receipt brings a run back, knobs that were turned on the way included, and says what it has to read.
@Suite struct ReceiptReplayTests {
  private func experiment(steps: Int = 200) throws -> Experiment {
    try Experiment(layers: [LayerChoice(size: 4, activation: "tanh"), LayerChoice(size: 1)])
      .setting([
        Setting("data.name", "two-moons"), Setting("rate", "0.1"), Setting("batch", "16"),
        Setting("steps", String(steps)),
      ])
  }

  private func loop(_ experiment: Experiment) -> Loop {
    Loop(
      lanes: [Lane(name: "", experiment: experiment)], make: LearnerCatalog.factory(.standard),
      historyRoom: Loop.journeyRoom)
  }

  private func receipt(_ loop: Loop, lane: Int = 0) throws -> Receipt {
    let line = try #require(loop.snapshot().lanes[lane].receipt).description
    return try Receipt(parsing: line)
  }

  private func replayed(_ receipt: Receipt) throws -> Receipt.Reading {
    let run = try HeadlessRun(replaying: receipt, make: LearnerCatalog.factory(.standard))
    return try #require(run.run(now: { 0 }, row: { _ in }).receipt.reading)
  }

  @Test func turnsForksAndJourneysAreRepeated() throws {
    let run = loop(try experiment())
    run.advance(40)
    run.turn(Setting("rate", "0.5"))
    run.advance(37)
    run.look()
    let first = try receipt(run)
    #expect(first.turns == [Turn(step: 40, setting: Setting("rate", "0.5"))])
    #expect(first.reading?.step == 77)
    #expect(try replayed(first) == first.reading)
    try run.fork(0, name: "B")
    run.turn(Setting("rate", "0.01"), lane: 1)
    run.advance(20)
    run.look()
    let branch = try receipt(run, lane: 1)
    #expect(branch.turns.map(\.setting.value) == ["0.5", "0.01"])
    #expect(try replayed(branch) == branch.reading)
    run.seek(to: 50)
    let back = try receipt(run)
    #expect(back.turns.count == 1)
    #expect(try replayed(back) == back.reading)
    try run.fork(0, name: "C", changes: [Setting("activation", "relu")])
    #expect(run.snapshot().lanes[2].receipt == nil)
  }

  /// The usual values are left out of the line, so that they are part of its form: this line may never mean anything else.
  @Test func aLineOfThisFormMeansTheSameForever() throws {
    let line =
      "gradlab1:eyJkYXRhIjp7ImNvdW50IjoyMDAsIm5hbWUiOiJ0d28tbW9vbnMiLCJub2lzZSI6MC4xNX0sImluaXRpYWxpemVyIjp7Imtpbm"
      + "QiOiJ4YXZpZXItbm9ybWFsIn0sImxheWVycyI6W3siYWN0aXZhdGlvbiI6InNpZ21vaWQiLCJyZXBlYXQiOjEwLCJzaXplIjoxNn0seyJz"
      + "aXplIjoxfV0sIm9wdGltaXplciI6eyJyYXRlIjowLjV9LCJvcmRlciI6InNlcXVlbnRpYWwiLCJyZWFkaW5nIjp7Im1ldGVyIjoibG9zcy"
      + "IsInN0ZXAiOjMsInZhbHVlIjoiMC42OTMyNDUyIn0sInN0ZXBzIjozfQ.fbfef49b"
    let experiment = Experiment(
      learner: "supervised",
      data: DataChoice(
        name: "two-moons", count: 200, noise: 0.15, options: [:], features: [], classes: [], scaling: "none",
        validation: 0),
      layers: [
        LayerChoice(
          kind: "dense", size: 16, activation: "sigmoid", repeat: 10, batchNorm: false, layerNorm: false,
          weightNorm: false, dropout: 0, skip: false, skipOver: 1, options: [:]),
        LayerChoice(kind: "dense", size: 1),
      ],
      initializer: Initializer(.xavierNormal, gain: 1), loss: "binary-cross-entropy",
      optimizer: OptimizerChoice(name: "sgd", rate: 0.5, options: [:]), batch: nil, order: .sequential,
      seed: 1, steps: 3, options: [:], choices: [:], discriminator: [])
    let receipt = try Receipt(parsing: line)
    #expect(receipt.experiment == experiment)
    #expect(receipt.reading == Receipt.Reading(step: 3, meter: "loss", value: 0.6932452))
    #expect(receipt.description == line)
  }

  @Test func aRunBeyondItsBudgetIsRepeated() throws {
    let run = loop(try experiment(steps: 30))
    run.advance(30)
    run.extend(by: 25)
    run.advance(25)
    run.look()
    let line = try receipt(run)
    #expect(line.reading?.step == 55)
    #expect(try replayed(line) == line.reading)
  }

  @Test func aRunningReadingBelongsToTheStepBefore() throws {
    let run = loop(try experiment())
    run.advance(12)
    let line = try #require(run.snapshot(isRunning: true).lanes[0].receipt)
    #expect(line.reading?.step == 11)
    #expect(try replayed(line) == line.reading)
  }

  @Test func aDivergedRunIsRepeated() throws {
    var wild = try experiment().setting(Setting("rate", "9000"))
    wild.data.name = "sine"
    wild.loss = "mean-squared-error"
    let run = loop(wild)
    run.advance(200)
    let line = try receipt(run)
    let again = try replayed(line)
    #expect(line.reading.map { $0.agrees(with: again) } == true)
  }

  /// What was done by hand belongs to the receipt as turned knobs do.
  @Test(arguments: TouchTests.interventions)
  func whatWasDoneByHandIsRepeated(_ intervention: Intervention) throws {
    let run = loop(try experiment())
    run.advance(20)
    run.turn(Setting("rate", "0.5"))
    run.advance(10)
    run.touch(intervention)
    run.advance(45)
    run.look()
    let line = try receipt(run)
    #expect(line.touches == [Touch(step: 30, intervention: intervention)] && line.turns.count == 1)
    #expect(try replayed(line) == line.reading)
    #expect(try replayed(Receipt(line.experiment, turns: line.turns, reading: line.reading)) != line.reading)
    // Before the hand there is nothing to repeat, and a repetition goes back and forth like any run.
    run.seek(to: 29)
    #expect(try receipt(run).touches.isEmpty)
    let again = Loop(
      lanes: [Lane(name: "", experiment: line.experiment, turns: line.turns, touches: line.touches)],
      make: LearnerCatalog.factory(.standard), historyRoom: Loop.journeyRoom)
    again.advance(75)
    again.seek(to: 25)
    again.seek(to: 75)
    #expect(try receipt(again) == line)
    #expect(again.snapshot().lanes[0].marks.contains { $0.step == 30 && $0.text == intervention.words })
  }

  /// A replay that is steered before its end takes its own course: what the receipt would still have done is forgotten.
  @Test(arguments: [true, false])
  func aReplaySteeredOnTheWayForgetsTheRest(byKnob: Bool) throws {
    let run = loop(try experiment())
    run.advance(20)
    run.turn(Setting("rate", "0.5"))
    run.advance(20)
    run.touch(.silence(layer: 1, unit: 2, isOn: true))
    run.advance(20)
    run.turn(Setting("rate", "0.02"))
    run.advance(20)
    run.look()
    let line = try receipt(run)
    func steer(_ loop: Loop) {
      if byKnob { loop.turn(Setting("rate", "0.3")) } else { loop.touch(.freeze(layer: 2, isOn: true)) }
      loop.advance(70)
      loop.look()
    }
    // The same steps by hand, without the later turns.
    let alone = loop(try experiment())
    alone.advance(20)
    alone.turn(Setting("rate", "0.5"))
    alone.advance(10)
    steer(alone)
    let again = Loop(
      lanes: [Lane(name: "", experiment: line.experiment, turns: line.turns, touches: line.touches)],
      make: LearnerCatalog.factory(.standard), historyRoom: Loop.journeyRoom)
    again.turn(Setting("steps", "300"))
    again.advance(30)
    steer(again)
    func bytes(_ loop: Loop) -> [UInt32] {
      loop.learners[0]?.memory.persistent.array.map(\.bitPattern) ?? []
    }
    #expect(bytes(again) == bytes(alone))
    let steered = try receipt(again)
    #expect(steered.turns.map(\.step) == (byKnob ? [20, 30] : [20]))
    #expect(steered.touches.map(\.step) == (byKnob ? [] : [30]))
    let marks = again.snapshot().lanes[0].marks.filter { $0.kind == .turn }.map(\.step)
    #expect(marks.allSatisfy { $0 <= 30 })
    #expect(try replayed(steered) == steered.reading)
  }

  @Test func theHandIsRepeatedInAForkOfItsRun() throws {
    let run = loop(try experiment())
    run.touch(.silence(layer: 1, unit: 2, isOn: true))
    run.advance(15)
    run.touch(.set(layer: 1, unit: 1, input: 1, to: 2))
    run.advance(5)
    try run.fork(0, name: "B")
    run.advance(5)
    run.touch(.freeze(layer: 1, isOn: true), lane: 1)
    run.advance(20)
    run.look()
    let branch = try receipt(run, lane: 1)
    #expect(branch.touches.map(\.step) == [0, 15, 25])
    #expect(try replayed(branch) == branch.reading)
    #expect(try receipt(run, lane: 0).touches.map(\.step) == [0, 15])
  }

  @Test func aDifferenceIsSaid() throws {
    let reading = Receipt.Reading(step: 10, meter: "loss", value: 0.5)
    let receipt = Receipt(Experiment(), reading: reading)
    #expect(receipt.verdict(reading)?.agrees == true)
    var near = reading
    near.value = 0.500_01
    #expect(receipt.verdict(near)?.sentence.contains("within rounding") == true)
    near.value = 0.6
    #expect(receipt.verdict(near)?.agrees == false)
    #expect(
      receipt.verdict(near)?.sentence.contains("loss 0.6 at step 10, but the receipt says loss 0.5") == true)
    #expect(Receipt(Experiment()).verdict(near) == nil)
    for value in [Float.nan, .infinity, -.infinity, 1e-30] {
      let odd = Receipt(Experiment(), reading: .init(step: 1, meter: "loss", value: value))
      let read = try Receipt(parsing: odd.description).reading
      #expect(read?.value.bitPattern == value.bitPattern || read?.value.isNaN == value.isNaN)
    }
  }

  @Test func itIsKnownByItsBeginning() {
    #expect(Receipt.isMeant(by: " gradlab1:abc"))
    #expect(Receipt.isMeant(by: "gradlab7:"))
    #expect(!Receipt.isMeant(by: "gradlab-moons.yaml"))
    #expect(!Receipt.isMeant(by: "perceptron"))
  }
}
