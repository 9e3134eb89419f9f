import Datasets
import Experiments
import TestSupport
import Testing

@testable import Neural

/// Looking into a step part by part: what is shown is the step's own, and looking trains nothing.
@Suite struct WalkTests {
  static let networks = [
    "sgd", "momentum with L2", "nesterov with clipping", "batch norm", "rnn", "lstm", "gru", "convolution",
    "variational", "sparse",
  ]

  static func experiment(_ name: String) throws -> Experiment {
    switch name {
    case "variational":
      try GenerativeLearnerTests.digits(
        GenerativeLearnerTests.chain(2, output: nil), ["code=variational", "loss=bce", "batch=8"])
    case "sparse":
      try GenerativeLearnerTests.digits(GenerativeLearnerTests.chain(4), ["batch=8", "sparsity=0.1"])
    default: try #require(MagnificationTests.cases[name])
    }
  }

  private func loop(_ name: String) throws -> Loop {
    let loop = Loop(
      lanes: [Lane(name: "A", experiment: try Self.experiment(name))],
      make: LearnerCatalog.factory(.standard), historyRoom: Loop.journeyRoom)
    if case .failed(let sentence) = loop.snapshot().lanes[0].phase { throw SettingError(sentence) }
    return loop
  }

  private func bytes(_ loop: Loop) -> [UInt32] {
    loop.learners[0]?.memory.persistent.array.map(\.bitPattern) ?? []
  }

  private func part(_ loop: Loop) -> StepPart? { loop.snapshot().lanes[0].part }

  /// Goes on until the step is over; the parts that were seen.
  @discardableResult
  private func walk(_ loop: Loop, _ stride: StepStride) -> [StepPart] {
    var seen: [StepPart] = []
    repeat {
      loop.walk(stride, isForward: true, lane: 0)
      if let part = part(loop) { seen.append(part) }
    } while part(loop) != nil
    return seen
  }

  @Test(arguments: networks + ["adam", "perceptron", "map", "descent"], [StepStride.operation, .example])
  func theLastPartPerformsTheStepAndNothingElseDoes(name: String, stride: StepStride) throws {
    let (watched, alone) = (try loop(name), try loop(name))
    watched.advance(5)
    alone.advance(5)
    watched.look()
    for step in 5..<7 {
      let outline = try #require(watched.snapshot().lanes[0].outline)
      let before = bytes(watched)
      for _ in 0..<(stride == .operation ? outline.count : outline.exampleCount + 1) {
        watched.walk(stride, isForward: true, lane: 0)
        guard part(watched) != nil else { break }
        #expect(bytes(watched) == before && watched.step == step)
      }
      if part(watched) != nil { watched.walk(stride, isForward: true, lane: 0) }
      #expect(watched.step == step + 1 && part(watched) == nil)
      alone.advance(1)
      #expect(bytes(watched) == bytes(alone))
    }
    alone.look()
    #expect(
      watched.snapshot().lanes[0].readings.map(\.bitPattern)
        == alone.snapshot().lanes[0].readings.map(\.bitPattern))
  }

  @Test(arguments: ["adam", "batch norm", "lstm", "convolution", "map"])
  func aWalkBackComesByTheSamePartsAndBytes(name: String) throws {
    let loop = try loop(name)
    loop.advance(3)
    let start = bytes(loop)
    let seen = walk(loop, .operation) + walk(loop, .operation)
    #expect(loop.step == 5)
    for part in seen.reversed() {
      loop.walk(.operation, isForward: false, lane: 0)
      // Between two steps stands the state itself.
      if self.part(loop) == nil { loop.walk(.operation, isForward: false, lane: 0) }
      var (there, here) = (part, try #require(self.part(loop)))
      (there.probes, here.probes) = ([:], [:])
      #expect(there == here)
    }
    loop.walk(.operation, isForward: false, lane: 0)
    #expect(part(loop) == nil && loop.step == 3 && bytes(loop) == start)
  }

  /// A random walk over both grains ends in the bytes of a run that was left alone.
  @Test(arguments: ["adam", "gru", "batch norm"])
  func anyWalkLeavesTheRunAsItIs(name: String) throws {
    let (loop, alone) = (try loop(name), try loop(name))
    var random = RandomStream(seed: 4, .noise)
    for _ in 0..<150 {
      loop.walk(
        random.uniform() < 0.7 ? .example : .operation, isForward: random.uniform() < 0.6, lane: 0)
    }
    alone.advance(loop.step)
    #expect(bytes(loop) == bytes(alone))
    loop.advance(6)
    alone.advance(6)
    #expect(bytes(loop) == bytes(alone) && part(loop) == nil)
  }

  /// ∂L/∂θ of the batch is the sum of what its examples bring, whatever layer couples them.
  @Test(arguments: networks)
  func whatTheExamplesBringIsTheGradientOfTheBatch(name: String) throws {
    let loop = try loop(name)
    loop.advance(4)
    let learner = try #require(loop.learners[0] as? any NetworkDissected)
    let step = loop.step
    let kept = learner.memory.persistent.array
    let witness = UpdateWitness(0)
    witness.keepsAll = true
    for update in learner.updates { update.witness = witness }
    learner.performAside(step)
    learner.memory.persistent.copy(from: kept)
    let batch = witness.all
    let count = learner.batchCount(of: step)
    func gradient(_ rows: Range<Int>) -> [Float] {
      learner.memory.gradients.fill(0)
      learner.returnLoss(of: rows, in: step)
      return learner.memory.gradients.array
    }
    #expect(gradient(0..<count) == batch)
    var sum = [Double](repeating: 0, count: batch.count)
    for row in 0..<count {
      for (place, value) in gradient(row..<row + 1).enumerated() { sum[place] += Double(value) }
    }
    let scale = batch.map { abs(Double($0)) }.max() ?? 0
    let worst = zip(sum, batch).map { abs($0 - Double($1)) }.max() ?? 0
    #expect(scale > 0 && worst < 1e-5 * scale, "\(name): \(worst) of \(scale)")
  }

  @Test func theNumbersOfAPartAreThoseOfItsExample() throws {
    let loop = try loop("sgd")
    loop.advance(4)
    loop.look()
    let loss = Double(loop.snapshot().lanes[0].readings[0])
    let norm = try #require(loop.snapshot().lanes[0].reading("gradient-norm"))
    let seen = walk(loop, .operation)
    let losses = seen.filter { $0.operation.kind == .loss }.compactMap(\.quantities.first?.value)
    #expect(losses.count == 16)
    #expect(abs(losses.reduce(0, +) / 16 - loss) < 1e-6)
    let last = try #require(seen.last { $0.operation.kind == .backward })
    #expect(last.gradient?.soFar == last.gradient?.batch)
    #expect(abs((last.gradient?.batch ?? 0) - Double(norm)) < 1e-6 * Double(norm))
    #expect(Set(seen.compactMap(\.example)).count == 16)
    let update = try #require(seen.last)
    #expect(update.operation.kind == .update)
    let (gradients, moves) = (update.series[0].values, update.series[1].values)
    for (gradient, move) in zip(gradients, moves) { #expect(abs(0.05 * gradient - move) < 1e-5 * move) }
  }

  @Test func panelsSeeTheExampleOfThePart() throws {
    let loop = try loop("sgd")
    loop.show(["forward", "backward"])
    loop.walk(.example, isForward: true, lane: 0)
    let lane = loop.snapshot().lanes[0]
    let part = try #require(lane.part)
    let delta = try #require(part.series.first).values
    let probe = try #require(lane.probes["backward"])
    var shown: [Float] = []
    // Rows of stage, layer, sort (0: a delta), row, column, value.
    for row in stride(from: 0, to: probe.values.count, by: 6) {
      if probe.values[row + 1] == 1, probe.values[row + 2] == 0 { shown.append(probe.values[row + 5]) }
    }
    #expect(part.operation.layer == 1 && shown == delta)
    loop.walk(.example, isForward: false, lane: 0)
    #expect(loop.snapshot().lanes[0].part == nil)
  }

  @Test func whatMovesTheRunEndsTheLook() throws {
    let loop = try loop("adam")
    for command in [Command.seek(2), .back(1), .fork(lane: 0, name: "B", changes: [])] {
      loop.advance(4)
      loop.walk(.operation, isForward: true, lane: 0)
      #expect(part(loop) != nil)
      loop.obey(command)
      #expect(part(loop) == nil)
    }
  }

  /// A knob that is turned while one looks into a step changes that step.
  @Test func aKnobTurnedMeanwhileIsSeenInTheUpdate() throws {
    let loop = try loop("sgd")
    loop.walk(.example, isForward: true, lane: 0)
    for _ in 0..<16 { loop.walk(.example, isForward: true, lane: 0) }
    let before = try #require(part(loop))
    loop.turn(Setting("rate", "0.1"))
    let after = try #require(part(loop))
    #expect(before.operation.kind == .update && after.operation.kind == .update)
    #expect(after.quantities.first?.value == Double(Float(0.1)))
    #expect(abs(after.series[1].values[0] - 2 * before.series[1].values[0]) < 1e-6)
  }

  /// While one looks into a step, the pictures show the example that is at work, as its batch has it.
  @Test func picturesShowTheExampleAtWork() throws {
    let loop = try loop("convolution")
    loop.show(["image", "answer", "feature-maps/*"])
    let learner = try #require(loop.learners[0] as? SupervisedLearner)
    var seen: [Int: [Float]] = [:]
    repeat {
      loop.walk(.example, isForward: true, lane: 0)
      let lane = loop.snapshot().lanes[0]
      guard let part = lane.part, let row = part.row, let example = part.example else { continue }
      let image = try #require(lane.probes["image"])
      #expect(image.labels[2] == "example \(example)")
      let rows = learner.samples.range(of: lane.step)
      #expect(image.values == learner.load(rows, step: lane.step).inputs.row(row, of: rows.count))
      let maps = lane.probes.values.filter { $0.name.hasPrefix("feature-maps/") }
      #expect(!maps.isEmpty && maps.allSatisfy { $0.labels == ["example \(example)"] })
      seen[example] = image.values
    } while part(loop) != nil
    #expect(seen.count > 2 && Set(seen.values).count > 2)
  }
}
