import Datasets
import Experiments
import TestSupport
import Testing

@testable import Neural

/// Looking into a step part by part: what is shown is the step's own, and looking trains nothing.
@Suite struct WalkTests {
  static let networks = [
    "sgd", "momentum with L2", "nesterov with clipping", "batch norm", "rnn", "lstm", "gru", "convolution",
    "variational", "sparse", "denoising", "game", "game with noise", "game of three turns",
    "wasserstein game",
  ]

  static func experiment(_ name: String) throws -> Experiment {
    switch name {
    case "variational":
      try GenerativeLearnerTests.digits(
        GenerativeLearnerTests.chain(2, output: nil), ["code=variational", "loss=bce", "batch=8"])
    case "sparse":
      try GenerativeLearnerTests.digits(GenerativeLearnerTests.chain(4), ["batch=8", "sparsity=0.1"])
    case "denoising":
      try GenerativeLearnerTests.digits(
        GenerativeLearnerTests.chain(4), ["batch=8", "corruption=masking", "corruption-level=0.3"])
    case "game": try game([])
    case "game with noise": try game(["game=least-squares", "instance-noise=0.2", "smoothing=0.1"])
    case "game of three turns": try game(["discriminator-steps=3", "game=minimax"])
    case "wasserstein game": try game(["discriminator-steps=2", "game=wasserstein"])
    default: try #require(MagnificationTests.cases[name])
    }
  }

  /// Few rows, small networks.
  private static func game(_ settings: [String]) throws -> Experiment {
    try GenerativeLearnerTests.ring(
      ["batch=6", "layers.0.size=8", "discriminator.0.size=8", "discriminator.2.size=8"] + settings)
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
      var seen = 0
      repeat {
        watched.walk(stride, isForward: true, lane: 0)
        if part(watched) != nil {
          seen += 1
          #expect(bytes(watched) == before && watched.step == step)
        }
      } while part(watched) != nil
      let ends = outline.rounds.reduce(0) { $0 + $1.exampleCount + $1.last.count }
      #expect(seen == (stride == .operation || outline.exampleCount == 0 ? outline.count : ends))
      #expect(watched.step == step + 1 && part(watched) == nil)
      alone.advance(1)
      #expect(bytes(watched) == bytes(alone))
    }
    alone.look()
    #expect(
      watched.snapshot().lanes[0].readings.map(\.bitPattern)
        == alone.snapshot().lanes[0].readings.map(\.bitPattern))
  }

  @Test(arguments: [
    "adam", "batch norm", "lstm", "convolution", "map", "game of three turns", "wasserstein game",
  ])
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
  @Test(arguments: ["adam", "gru", "batch norm", "game of three turns"])
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
    for pass in learner.passes(of: step) {
      learner.memory.persistent.copy(from: kept)
      #expect(learner.enter(pass, of: step))
      let learning = pass.learning.map { learner.magnifiedNetworks[$0].layout.parameterRange }
      func gradient(_ rows: Range<Int>) -> [Float] {
        learner.memory.gradients.fill(0)
        learner.returnLoss(of: rows, pass, in: step)
        let all = learner.memory.gradients.array
        return learning.flatMap { all[$0] }
      }
      let batch = gradient(0..<pass.batch)
      var sum = [Double](repeating: 0, count: batch.count)
      // What real and made rows bring may nearly cancel.
      var sizes = sum
      for row in 0..<pass.batch {
        for (place, value) in gradient(row..<row + 1).enumerated() {
          sum[place] += Double(value)
          sizes[place] += abs(Double(value))
        }
      }
      let scale = sizes.max() ?? 0
      let worst = zip(sum, batch).map { abs($0 - Double($1)) }.max() ?? 0
      #expect(scale > 0 && worst < 1e-5 * scale, "\(name): \(worst) of \(scale)")
      // It is the gradient that the update of this pass takes.
      let witness = UpdateWitness(0)
      witness.keepsAll = true
      learner.updates[pass.update].witness = witness
      learner.conclude(pass, of: step)
      learner.updates[pass.update].witness = nil
      let taken = witness.all
      #expect(learning.flatMap { taken[$0] } == batch)
    }
  }

  /// The updates of the passes, one after the other, come to the bytes of the step.
  @Test(arguments: networks)
  func thePassesOfAStepAreTheStep(name: String) throws {
    let (loop, alone) = (try loop(name), try loop(name))
    loop.advance(4)
    alone.advance(5)
    let learner = try #require(loop.learners[0] as? any NetworkDissected)
    let kept = learner.memory.persistent.array
    var before = kept
    for pass in learner.passes(of: 4) where pass.isConcluded {
      learner.memory.persistent.copy(from: kept)
      #expect(learner.enter(pass, of: 4))
      #expect(learner.memory.persistent.array == before)
      learner.conclude(pass, of: 4)
      before = learner.memory.persistent.array
    }
    #expect(before == alone.learners[0]?.memory.persistent.array)
  }

  /// Three turns of the discriminator, each with real rows and made ones, then the generator's.
  @Test func aGameIsWalkedRoundByRound() throws {
    let loop = try loop("game of three turns")
    loop.advance(7)
    loop.look()
    let lane = loop.snapshot().lanes[0]
    let start = bytes(loop)
    let rounds = walk(loop, .round)
    #expect(
      rounds.map { $0.round.title.suffix(21) }.suffix(2) == ["discriminator on made", "generator on made"])
    #expect(
      rounds.map(\.operation.kind) == [.backward, .update, .backward, .update, .backward, .update, .update])
    loop.seek(to: 7)
    #expect(bytes(loop) == start)
    let parts = walk(loop, .operation)
    #expect(parts.count == lane.outline?.count && loop.step == 8)
    func mean(_ round: Int) -> Double {
      let losses = parts.filter { $0.position.round == round && $0.operation.kind == .loss }
      #expect(losses.count == 6)
      return losses.compactMap(\.quantities.first?.value).reduce(0, +) / 6
    }
    // The readings are of the discriminator's last turn, and of the generator's.
    let readings = lane
    #expect(abs(mean(4) + mean(5) - Double(try #require(readings.reading("discriminator/loss")))) < 1e-5)
    #expect(abs(mean(6) - Double(try #require(readings.reading("loss")))) < 1e-5)
    func norm(_ round: Int) -> Double {
      parts.last { $0.position.round == round && $0.row != nil }?.gradient?.batch ?? 0
    }
    #expect(
      abs(norm(5) - Double(try #require(readings.reading("discriminator/gradient-norm")))) < 1e-5 * norm(5))
    #expect(abs(norm(6) - Double(try #require(readings.reading("gradient-norm")))) < 1e-5 * norm(6))
    // Real rows have numbers, made ones none; what only passes the gradient on has no share of its own.
    #expect(parts.allSatisfy { ($0.example != nil) == ($0.row != nil && $0.round.title.hasSuffix("real")) })
    let last = parts.filter { $0.position.round == 6 && $0.operation.kind == .backward }
    #expect(last.allSatisfy { ($0.layerGradient != nil) == $0.operation.title.hasPrefix("generator's") })
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

  /// The maps of the stages are those of the row, as the batch has it.
  @Test func imagesAreThoseOfTheExample() throws {
    let loop = try loop("convolution")
    loop.advance(3)
    loop.show(["image", "answer", "feature-maps/*", "window/*", "window-sum/*", "filters/*"])
    var images: Set<[Float]> = []
    for part in walk(loop, .operation) where part.row != nil {
      images.insert(try #require(part.probes["image"]).values)
      #expect(part.probes["feature-maps/1 convolution"]?.shape == Shape(rows: 8, columns: 8, channels: 3))
      #expect(part.probes.keys.contains { $0.hasPrefix("window-sum/") })
      #expect(!part.probes.keys.contains { $0.hasPrefix("filters") })
      guard part.operation.kind == .forward, part.operation.layer == 1 else { continue }
      #expect(part.operation.stages.contains(0))
      #expect(
        part.series.first { $0.name == "z" }?.values == part.probes["feature-maps/1 convolution"]?.values)
    }
    #expect(images.count == 8)
  }

  @Test(arguments: ["variational", "denoising"])
  func reconstructionsAreThoseOfTheExample(name: String) throws {
    let loop = try loop(name)
    loop.advance(3)
    let names: Set = ["reconstructions", "corrupted", "code", "latent", "drawn-code"]
    loop.show(names)
    var seen: Set<[Float]> = []
    for part in walk(loop, .example) where part.row != nil {
      let pair = try #require(part.probes["reconstructions"])
      #expect(pair.shape.channels == 2 && pair.labels.count == 1)
      seen.insert(Array(pair.values.prefix(64)))
      #expect((part.probes["corrupted"] != nil) == (name == "denoising"))
      let error = zip(pair.values.prefix(64), pair.values.suffix(64)).map { ($0 - $1) * ($0 - $1) }
      let told = try #require(part.probes["drawn-code"]).values[2]
      #expect(abs(error.reduce(0, +) / 64 - told) < 1e-5 * told)
    }
    #expect(seen.count == 8)
  }

  @Test func unitsOverTimeAreThoseOfTheExample() throws {
    let loop = try loop("lstm")
    loop.advance(3)
    loop.show(["hidden", "gates/*", "cell"])
    var states: Set<[Float]> = []
    for part in walk(loop, .operation) where part.row != nil {
      let probe = try #require(part.probes["hidden"])
      states.insert(probe.values)
      #expect(part.probes["cell"] != nil && part.probes["gates/forget"] != nil)
      guard part.operation.kind == .forward, part.operation.layer == 1 else { continue }
      let last = (0..<probe.shape.rows).map { probe.values[($0 + 1) * probe.shape.columns - 1] }
      #expect(part.series.first?.values == last)
    }
    #expect(states.count > 4)
  }

  @Test(arguments: ["sgd", "game", "perceptron", "map"])
  func theExampleHasItsPlaceInThePlane(name: String) throws {
    let loop = try loop(name)
    loop.advance(3)
    let parts = walk(loop, .operation)
    #expect(parts.filter { $0.row != nil }.allSatisfy { $0.point.count == 2 })
    #expect((parts.last?.winner != nil) == (name == "map"))
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
      #expect(image.labels[2] == "training example \(example + 1)")
      let rows = learner.samples.range(of: lane.step)
      #expect(image.values == learner.load(rows, step: lane.step).inputs.row(row, of: rows.count))
      let maps = lane.probes.values.filter { $0.name.hasPrefix("feature-maps/") }
      #expect(!maps.isEmpty && maps.allSatisfy { $0.labels == ["training example \(example + 1)"] })
      seen[example] = image.values
    } while part(loop) != nil
    #expect(seen.count > 2 && Set(seen.values).count > 2)
  }
}
