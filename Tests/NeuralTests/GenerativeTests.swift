import Neural
import TestSupport
import Testing

@Suite struct GenerativeAdversarialTests {
  /// Four clouds at the corners of a square.
  private func corners(_ count: Int) -> Examples {
    var random = RandomStream(seed: 5, .data)
    let rows = (0..<count).map { i -> [Float] in
      [Float(i % 2 == 0 ? -1 : 1), Float(i / 2 % 2 == 0 ? -1 : 1)].map { $0 + 0.1 * Float(random.normal()) }
    }
    return ToyData.examples(rows, rows.indices.map { Float($0 % 4) }, problem: .classes(4))
  }

  private func configuration(
    _ game: AdversarialGame = .nonSaturating, rates: (Float, Float) = (1e-3, 2e-3), width: Int = 32
  ) -> GenerativeAdversarialConfiguration {
    let adam = Adam(beta1: 0.5)
    return GenerativeAdversarialConfiguration(
      generator: stages([2, width, width, 2], activation: { ReLU($0) }),
      discriminator: stages([2, width, width, 1], activation: { LeakyReLU($0, slope: 0.2) }),
      game: game, generatorUpdate: UpdateConfiguration(optimizer: adam, rate: rates.0),
      discriminatorUpdate: UpdateConfiguration(optimizer: adam, rate: rates.1), batch: 32,
      splits: ToyData.splits(corners(800)), seed: 1)
  }

  @Test func theGeneratorFindsTheClouds() throws {
    let run = Run(try GenerativeAdversarialLearner(configuration()))
    run.measure()
    let (before, entropyBefore) = (run["divergence"], run["kl"])
    run.steps(0..<1500)
    run.measure()
    // Log₂ of the ratio of densities, so unlike the other divergence it may exceed one bit.
    #expect(
      entropyBefore > 1 && run["kl"] > 0 && run["kl"] < 0.6 * entropyBefore,
      "\(run["kl"]) from \(entropyBefore)")
    #expect(run["modes"] >= 3 && run["quality"] > 0.4, "\(run["modes"]) \(run["quality"])")
    #expect(run["divergence"] < 0.6 * before, "\(run["divergence"]) from \(before)")
    #expect(run["real"] > 0.3 && run["real"] < 0.8 && run["fake"] > 0.2 && run["fake"] < 0.7)
  }

  @Test(arguments: AdversarialGame.allCases) func stepsAllocateNothingAndReplay(game: AdversarialGame) throws
  {
    var settings = configuration(game, width: 8)
    settings.discriminatorSteps = 2
    settings.instanceNoise = 0.1
    let run = Run(try GenerativeAdversarialLearner(settings))
    run.steps(0..<5)
    let checkpoint = run.learner.memory.persistent.array
    #expect(countAllocations { run.steps(5..<25) } == 0)
    let end = run.learner.memory.persistent.array
    for name in run.learner.probes { #expect(!run.probe(name).values.isEmpty, "\(name)") }
    run.measure()
    run.learner.memory.persistent.copy(from: checkpoint)
    run.steps(5..<25)
    #expect(run.learner.memory.persistent.array == end)
    #expect(run["loss"].isFinite && run["discriminator/loss"].isFinite)
  }

  @Test func probesHaveTheirShapes() throws {
    let run = Run(try GenerativeAdversarialLearner(configuration(width: 8)))
    #expect(run.probe("samples").shape == Shape(rows: 500, columns: 2) && run.probe("samples").xRange != nil)
    #expect(run.probe("field").values.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(run.probe("modes").shape == Shape(columns: 4))
    #expect(run.probe("generator-field").shape == Shape(rows: 441, columns: 4))
    #expect(run.probe("weights/4").shape == Shape(rows: 8, columns: 2))
  }

  @Test func numbersOnALineHaveADensity() throws {
    var settings = configuration(width: 8)
    settings.generator = stages([1, 8, 1], activation: { ReLU($0) })
    settings.discriminator = stages([1, 8, 1], activation: { ReLU($0) })
    var random = RandomStream(seed: 5, .data)
    let rows = (0..<500).map { _ in [Float(3 + 0.5 * random.normal())] }
    settings.splits = ToyData.splits(
      ToyData.examples(rows, rows.map { _ in 0 }, problem: .classes(1)))
    let run = Run(try GenerativeAdversarialLearner(settings))
    let density = run.probe("density")
    #expect(density.shape == Shape(rows: 48, columns: 3))
    let real = stride(from: 1, to: 144, by: 3).reduce(Float(0)) { $0 + density.values[$1] }
    #expect(abs(real - 1) < 1e-4)
    run.steps(0..<10)
    run.measure()
    #expect(run["divergence"] > 0.2 && run["divergence"] <= 1.0001 && run["modes"] <= 1)
  }

  @Test func problemsAreSentences() {
    var settings = configuration()
    settings.discriminator = stages([2, 8, 2], activation: { ReLU($0) })
    #expect(throws: NetworkFault("The discriminator gives 2 values; it has to give one.")) {
      try GenerativeAdversarialLearner(settings)
    }
    settings = configuration()
    settings.generator = stages([2, 8, 3], activation: { ReLU($0) })
    #expect(throws: NetworkFault("The generator makes 3 values, but an example has 2.")) {
      try GenerativeAdversarialLearner(settings)
    }
  }
}

@Suite struct AutoencoderTests {
  /// Points near a bent line in eight dimensions; class 1 only in the test part, somewhere else.
  private func bent(_ count: Int, anomalies: Int = 0) -> Examples {
    var random = RandomStream(seed: 6, .data)
    let rows = (0..<count + anomalies).map { i -> [Float] in
      let t = random.uniform(-1, 1)
      return (0..<8).map { k in
        let value = i < count ? (k % 2 == 0 ? t : t * t - 0.5) * Double(k + 1) / 4 : random.normal()
        return Float(value + 0.02 * random.normal())
      }
    }
    return ToyData.examples(rows, rows.indices.map { $0 < count ? 0 : 1 })
  }

  private func configuration(
    _ widths: [Int] = [8, 16, 1, 16, 8], isVariational: Bool = false, corruption: Corruption = .none
  ) -> AutoencoderConfiguration {
    let middle = widths.count / 2
    var encoder = Array(widths[...middle])
    if isVariational { encoder[middle] *= 2 }
    return AutoencoderConfiguration(
      encoder: stages(encoder, activation: { Tanh($0) }),
      decoder: stages(Array(widths[middle...]), activation: { Tanh($0) }),
      initializer: Initializer(.xavierNormal),
      update: UpdateConfiguration(optimizer: Adam(), rate: 0.01), batch: 32, isVariational: isVariational,
      corruption: corruption, splits: ToyData.splits(bent(200), test: bent(60, anomalies: 30)))
  }

  @Test func aBentLineFitsWhereAStraightOneDoesNot() throws {
    let run = Run(try AutoencoderLearner(configuration()))
    run.steps(0..<1500)
    run.measure()
    #expect(run["error"] < 0.5 * run["linear-error"] && run["linear-error"] > 0.01, "\(run["error"])")
    #expect(run["separation"] > 0.95 && run["detected"] > 0.8 && run["false-alarms"] < 0.2)
    #expect(abs(run["error-ratio"] - run["test/error"] / run["linear-error"]) < 1e-5)
  }

  /// How often an anomaly has the larger error of the two, over all pairs with a usual example.
  @Test func separationCountsPairs() throws {
    let run = Run(try AutoencoderLearner(configuration()))
    run.steps(0..<5)
    run.measure()
    let errors = run.probe("errors")
    let rows = (0..<errors.shape.rows).map { errors.values[4 * $0..<4 * $0 + 4].map { $0 } }
    let unseen = rows.filter { $0[2] == 2 }
    let (anomalies, usual) = (unseen.filter { $0[3] == 1 }, unseen.filter { $0[3] == 0 })
    var wins = 0.0
    for anomaly in anomalies {
      for other in usual { wins += anomaly[0] > other[0] ? 1 : anomaly[0] == other[0] ? 0.5 : 0 }
    }
    #expect(anomalies.count == 30 && usual.count == 60)
    #expect(abs(Double(run["separation"]) - wins / 1800) < 1e-6)
  }

  @Test func aLinearOneFindsThePrincipalComponents() throws {
    var settings = configuration([8, 1, 8])
    settings.splits.test = settings.splits.training
    let run = Run(try AutoencoderLearner(settings))
    run.steps(0..<3000)
    run.measure()
    #expect(run["error-ratio"] > 0.999 && run["error-ratio"] < 1.1, "\(run["error-ratio"])")
  }

  @Test(arguments: Corruption.allCases, [false, true])
  func stepsAllocateNothingAndReplay(corruption: Corruption, isVariational: Bool) throws {
    let run = Run(
      try AutoencoderLearner(
        configuration([8, 6, 3, 6, 8], isVariational: isVariational, corruption: corruption)))
    run.steps(0..<5)
    let checkpoint = run.learner.memory.persistent.array
    #expect(countAllocations { run.steps(5..<45) } == 0)
    let end = run.learner.memory.persistent.array
    run.measure()
    for name in run.learner.probes where name != "corrupted" {
      #expect(!run.probe(name).values.isEmpty, "\(name)")
    }
    #expect(run.probe("corrupted").values.isEmpty == (corruption == .none))
    run.learner.memory.persistent.copy(from: checkpoint)
    run.steps(5..<45)
    #expect(run.learner.memory.persistent.array == end)
  }

  @Test func aLargeBetaEmptiesTheCode() throws {
    var settings = configuration([8, 16, 2, 16, 8], isVariational: true)
    settings.beta = 200
    let run = Run(try AutoencoderLearner(settings))
    run.steps(0..<1500)
    #expect(run["divergence"] < 0.05)
    settings.beta = 0.01
    let free = Run(try AutoencoderLearner(settings))
    free.steps(0..<1500)
    #expect(free["divergence"] > 0.5)
  }

  @Test func probesHaveTheirShapes() throws {
    let run = Run(try AutoencoderLearner(configuration([8, 6, 3, 6, 8])))
    #expect(run.probe("reconstructions").shape == Shape(rows: 32, columns: 8))
    #expect(run.probe("latent").shape == Shape(rows: 90, columns: 3))
    #expect(run.probe("decoded-grid").shape == Shape(rows: 100, columns: 8))
    #expect(run.probe("errors").shape == Shape(rows: 290, columns: 4))
    #expect(run.probe("code").values.count == 3)
    let before = run.probe("decoded").values
    #expect(run.learner.turn("code-x", to: 1) && run.probe("decoded").values != before)
  }

  @Test func aClassLeftOutIsAnAnomaly() throws {
    var settings = configuration()
    settings.splits.training = bent(100, anomalies: 50)
    settings.leftOut = 1
    let learner = try AutoencoderLearner(settings)
    #expect(learner.stepsPerEpoch == 4 && learner.meters.contains { $0.name == "separation" })
    settings.leftOut = nil
    let mixed = try AutoencoderLearner(settings)
    #expect(mixed.stepsPerEpoch == 5 && !mixed.meters.contains { $0.name == "separation" })
  }
}
