import Neural
import TestSupport
import Testing

/// Seed 1 of well-known small runs: the training loss before the update at steps 0, 1, 10 and 100. Steps 0 and 1 agree
/// to 1e-4, step 10 to 1 %, later ones to the tolerance given.
@Suite struct GoldenRunTests {
  private func configuration(
    _ examples: Examples, _ stages: [Stage], _ initializer: Initializer = Initializer(.xavierNormal),
    _ optimizer: any Optimizer = SGD(), rate: Float, loss: any Loss = BinaryCrossEntropy(), clip: Float? = nil
  ) -> SupervisedConfiguration {
    SupervisedConfiguration(
      stages: stages, initializer: initializer, loss: loss, optimizer: optimizer, rate: rate,
      splits: ToyData.splits(examples), seed: 1, clip: clip)
  }

  private func expect(
    _ run: Run, _ expected: [Int: Float], late: Float = 0.01,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let losses = run.losses(expected.keys.max()! + 1)
    for (step, value) in expected.sorted(by: { $0.key < $1.key }) {
      let tolerance = step <= 1 ? 1e-4 : step <= 10 ? 0.01 : late
      #expect(
        abs(losses[step] - value) <= tolerance * value, "step \(step): \(losses[step]), expected \(value)",
        sourceLocation: sourceLocation)
    }
  }

  private func tanh(_ widths: [Int]) -> [Stage] { stages(widths, activation: { Tanh($0) }) }
  private func deep(_ depth: Int = 10) -> [Int] { [2] + Array(repeating: 16, count: depth) + [1] }

  @Test func firstSamples() {
    let disc = ToyData.disc(seed: 1)
    let expected: [(Float, Float)] = [
      (disc.inputs[0], 0.471225), (disc.inputs[1], -0.118114), (disc.inputs[2], 0.364439),
      (disc.inputs[3], -0.970279), (ToyData.moons(seed: 1).inputs[0], -1.365829),
      (ToyData.moons(seed: 1).inputs[1], 0.046789),
      (ToyData.spirals(turns: 1.5, seed: 1).inputs[0], -0.948402),
      (ToyData.spirals(turns: 1.5, seed: 1).inputs[1], 0.204914),
      (ToyData.separable(margin: 0.1, seed: 1).examples.inputs[0], 0.614368),
    ]
    for (value, golden) in expected { #expect(abs(value - golden) < 2e-6) }
    #expect(disc.targets.prefix(2) == [1, 0])
  }

  @Test func discWithPlainDescent() throws {
    let run = try Run(configuration(ToyData.disc(seed: 1), tanh([2, 4, 1]), rate: 0.5))
    expect(run, [0: 0.735982, 1: 0.719580, 10: 0.664221, 100: 0.447479, 600: 0.050756])
  }

  @Test func exclusiveOrStuckWithTwoHiddenUnits() throws {
    let run = try Run(configuration(ToyData.xor, tanh([2, 2, 1]), Initializer(.normal), rate: 0.5))
    expect(run, [0: 1.052182, 1: 0.914401, 10: 0.665242, 100: 0.407304, 1000: 0.349743])
    #expect(run["max-error"] > 0.4)
  }

  @Test func exclusiveOrSolvedWithFour() throws {
    let run = try Run(configuration(ToyData.xor, tanh([2, 4, 1]), Initializer(.normal), rate: 0.5))
    expect(run, [0: 0.891772, 1: 0.793911, 10: 0.526430, 100: 0.132826, 1000: 0.005667])
    #expect(run["max-error"] < 0.25 && run["accuracy"] == 1)
  }

  @Test func deepSigmoidVanishes() throws {
    let layers = stages(deep(), activation: { Sigmoid($0) })
    let run = try Run(configuration(ToyData.moons(seed: 1), layers, rate: 0.5))
    run.step(0)
    #expect(run["gradient/1 dense"] < 1e-5 && run["gradient/11 dense"] > 0.05)
    #expect(run["delta/1 dense"] < 1e-4 * run["delta/11 dense"])
    expect(
      try Run(configuration(ToyData.moons(seed: 1), layers, rate: 0.5)),
      [0: 0.769842, 1: 0.702415, 10: 0.693147, 100: 0.693147], late: 1e-4)
  }

  @Test func deepRectifierLearns() throws {
    let run = try Run(
      configuration(
        ToyData.moons(seed: 1), stages(deep(), activation: { ReLU($0) }), Initializer(.heNormal), rate: 0.1))
    expect(run, [0: 1.017542, 1: 0.709519, 10: 0.658542, 100: 0.2702], late: 0.05)
  }

  @Test func deepSigmoidWithSkips() throws {
    let run = try Run(
      configuration(
        ToyData.moons(seed: 1), stages(deep(), activation: { Sigmoid($0) }, skip: true), rate: 0.5))
    expect(run, [0: 3.566114, 1: 50.9563, 10: 2.335247, 100: 0.314899], late: 0.1)
  }

  @Test func tooLargeWeightsExplode() throws {
    let layers = stages([2] + Array(repeating: 32, count: 15) + [1], activation: { Tanh($0) })
    let large = configuration(
      ToyData.surface(seed: 1), layers, Initializer(.xavierNormal, gain: 3), rate: 0.05,
      loss: MeanSquaredError())
    let run = try Run(large)
    let losses = run.losses(29)
    #expect(abs(losses[0] - 21.0323) < 1e-3 * 21 && abs(losses[1] - 14.54) < 2e-3 * 14.54)
    #expect(losses.contains { $0 > 1e6 })
    var clipped = large
    clipped.clip = 10
    #expect(try Run(clipped).losses(1000).suffix(100).sorted()[50] < 0.25)
    let good = configuration(ToyData.surface(seed: 1), layers, rate: 0.05, loss: MeanSquaredError())
    expect(
      try Run(good), [0: 0.256061, 1: 0.218511, 10: 0.172484, 50: 0.068955, 200: 0.033500], late: 0.05)
  }

  /// ∂loss/∂z over the batch: median 290 at layer 1 and 1.31 at layer 15 over eight seeds.
  @Test func deltasGrowTowardsTheInput() throws {
    let layers = stages([2] + Array(repeating: 32, count: 15) + [1], activation: { Tanh($0) })
    var first: [Float] = []
    var last: [Float] = []
    for seed in 1...8 as ClosedRange<UInt64> {
      var settings = configuration(
        ToyData.surface(seed: seed), layers, Initializer(.xavierNormal, gain: 3), rate: 0.05,
        loss: MeanSquaredError())
      settings.seed = seed
      let run = try Run(settings)
      run.step(0)
      first.append(run["delta/1 dense"])
      last.append(run["delta/15 dense"])
    }
    #expect(abs(first.sorted()[3...4].reduce(0, +) / 2 - 290) < 20, "\(first)")
    #expect(abs(last.sorted()[3...4].reduce(0, +) / 2 - 1.31) < 0.1, "\(last)")
  }

  @Test func sixTanhLayers() throws {
    let run = try Run(configuration(ToyData.moons(seed: 1), tanh(deep(6)), rate: 0.1))
    expect(run, [0: 0.616787, 1: 0.556921, 10: 0.371804])
  }

  @Test func equalWeightsStayEqual() throws {
    var settings = configuration(
      ToyData.moons(seed: 1), stages([2, 4, 1], activation: { Sigmoid($0) }), Initializer(.zero), rate: 0.5)
    settings.batch = 4
    settings.order = .replacement
    let learner = try SupervisedLearner(settings)
    let run = Run(learner)
    run.steps(0..<500)
    let weights = learner.memory.parameters
    for unit in 1..<4 { #expect(weights[2 * unit] == weights[0] && weights[2 * unit + 1] == weights[1]) }
    #expect(weights[0] != 0)
  }

  @Test func discWithAdam() throws {
    let single = configuration(
      ToyData.disc(seed: 1), tanh([2, 1]), Initializer(.xavierNormal), Adam(), rate: 0.05)
    expect(try Run(single), [0: 0.746752, 1: 0.741674, 10: 0.707021, 100: 0.692532, 600: 0.692530])
    let four = configuration(
      ToyData.disc(seed: 1), tanh([2, 4, 1]), Initializer(.xavierNormal), Adam(), rate: 0.05)
    expect(try Run(four), [0: 0.735982, 1: 0.712664, 10: 0.641142, 100: 0.114113, 600: 0.009598], late: 0.02)
  }

  @Test func deepSigmoidWithNormalization() throws {
    let layers = stages(deep(), activation: { Sigmoid($0) }, normalization: { BatchNormalization($0) })
    expect(
      try Run(configuration(ToyData.moons(seed: 1), layers, rate: 0.5)),
      [0: 0.682072, 1: 0.69809, 10: 0.3503])
  }

  @Test func fullThrottleNeedsNormalization() throws {
    func run(normalization: ((Shape) -> any Layer)?) throws -> Run {
      var settings = configuration(
        ToyData.moons(400, noise: 0.2, seed: 1),
        stages(deep(4), activation: { Tanh($0) }, normalization: normalization), rate: 3)
      settings.splits.test = ToyData.moons(1000, noise: 0.2, seed: 501)
      settings.batch = 32
      settings.order = .replacement
      return try Run(settings)
    }
    let plain = try run(normalization: nil)
    expect(plain, [0: 0.596626, 1: 0.441391, 10: 6.0044])
    plain.steps(11..<300)
    plain.measure()
    // At this rate it jumps about; how far it gets hangs on the last places of every sum.
    #expect(plain["test/accuracy"] < 0.85)
    let normalized = try run { BatchNormalization($0) }
    expect(normalized, [0: 0.572712, 1: 1.489557, 10: 0.3311])
    normalized.steps(11..<300)
    normalized.measure()
    #expect(normalized["test/accuracy"] > 0.88)
  }

  @Test(
    arguments: [
      (SGD() as any Optimizer, 1, [0: 0.611935, 1: 0.563604, 10: 0.533278, 100: 0.452104]),
      (Momentum(), 0.3, [0: 0.611935, 1: 0.596232, 10: 0.894399, 100: 0.330642]),
      (Adam(), 0.1, [0: 0.611935, 1: 0.597993, 10: 0.641232, 100: 0.063631]),
    ] as [(any Optimizer, Float, [Int: Float])])
  func spiralsByDrawnBatches(optimizer: any Optimizer, rate: Float, expected: [Int: Float]) throws {
    var settings = configuration(
      ToyData.spirals(turns: 1, seed: 1), tanh([2, 16, 16, 1]), Initializer(.xavierNormal), optimizer,
      rate: rate)
    settings.batch = 32
    settings.order = .replacement
    expect(try Run(settings), expected, late: 0.05)
  }
}
