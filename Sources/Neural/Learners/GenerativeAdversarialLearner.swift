import CKernels

/// Two networks against each other: a generator that makes examples out of noise, a discriminator that tells them from
/// real ones (Goodfellow et al. 2014).
///
/// One step is some steps of the discriminator, each with real examples and made ones, then one of the generator. The
/// generator answers to the examples it made last, judged by the discriminator as it stands then.
public final class GenerativeAdversarialLearner: Learner {
  public let memory: Memory
  public let generator: Network
  public let discriminator: Network
  public let meters: [Meter]
  public let probes: [String]
  public let stepsPerEpoch: Int
  public var isSettled: Bool { false }

  let configuration: GenerativeAdversarialConfiguration
  let training: ExampleBlock
  let modes: ModeCount?
  /// How many numbers of noise make one example.
  let latent: Int
  /// Features of an example.
  let width: Int
  /// The most examples one pass of the generator may carry.
  let chunk: Int
  let noise: Floats
  /// Real examples, then as many made ones: what the discriminator sees.
  let seen: Floats
  let made: Floats
  let scratch: Floats
  private let targets: Floats
  let samples: SampleSequence
  let generatorUpdate: Update
  let discriminatorUpdate: Update
  private let histogram: SampleHistogram
  private var smoothing: Float
  private var instanceNoise: Float

  /// Where the readings stand.
  private enum Place {
    static let loss = 0, discriminatorLoss = 1, real = 2, fake = 3, accuracy = 4, norm = 5,
      discriminatorNorm = 6, rate = 7, discriminatorRate = 8, divergence = 9, relativeEntropy = 10,
      modes = 11, quality = 12
  }

  /// How many examples are made for the measured readings.
  static let measured = 2000

  /// Makes both networks and draws their weights; throws one sentence if the parts do not fit together.
  public init(_ configuration: GenerativeAdversarialConfiguration) throws(NetworkFault) {
    try configuration.check()
    self.configuration = configuration
    training = ExampleBlock(configuration.splits.training)
    width = training.inputWidth
    samples = SampleSequence(
      count: training.count, batch: configuration.batch, order: configuration.order, seed: configuration.seed)
    stepsPerEpoch = max(1, samples.stepsPerEpoch / configuration.discriminatorSteps)
    let batch = samples.batch
    chunk = max(batch, 256)
    var plan = MemoryPlan()
    let first = try NetworkLayout(configuration.generator, maximalBatch: chunk, in: &plan)
    let second = try NetworkLayout(
      configuration.discriminator, maximalBatch: max(2 * batch, 256), in: &plan,
      firstNumber: first.parameterLayers.count + 1, needsInputGradient: true)
    let firstUpdate = try Self.updateLayout(configuration.generatorUpdate, first, in: &plan)
    let secondUpdate = try Self.updateLayout(configuration.discriminatorUpdate, second, in: &plan)
    latent = first.input.count
    let noise = plan.reserveWorkspace(chunk * latent)
    let seen = plan.reserveWorkspace(2 * batch * width)
    let made = plan.reserveWorkspace(Self.measured * width)
    let scratch = plan.reserveWorkspace(2 * batch * width)
    let targets = plan.reserveWorkspace(batch * max(2, training.targetWidth))
    let counts = plan.reserveWorkspace(2 * SampleHistogram.cellCount(width: width))
    memory = try Memory(affording: plan)
    self.noise = memory.workspace[noise]
    self.seen = memory.workspace[seen]
    self.made = memory.workspace[made]
    self.scratch = memory.workspace[scratch]
    self.targets = memory.workspace[targets]
    generator = Network(first, memory: memory)
    discriminator = Network(second, memory: memory)
    var random = RandomStream(seed: configuration.seed, .weights)
    generator.initialize(by: configuration.initializer, random: &random)
    discriminator.initialize(by: configuration.initializer, random: &random)
    generatorUpdate = Update(firstUpdate, memory: memory)
    discriminatorUpdate = Update(secondUpdate, memory: memory)
    modes = ModeCount(configuration.splits.training)
    histogram = SampleHistogram(training, cells: memory.workspace[counts])
    smoothing = configuration.smoothing
    instanceNoise = configuration.instanceNoise
    meters = Self.meterList(hasDivergence: histogram.applies, hasModes: modes != nil)
    probes = Self.probeNames(first, second, width: width, hasModes: modes != nil)
  }

  /// An update of one network; of the layers to freeze it takes its own.
  private static func updateLayout(
    _ configuration: UpdateConfiguration, _ network: NetworkLayout, in plan: inout MemoryPlan
  ) throws(NetworkFault) -> UpdateLayout {
    var own = configuration
    own.frozen.formIntersection(network.parameterLayers.map(\.number))
    return try UpdateLayout(own, over: network.parameterRange, in: &plan)
  }

  private static func meterList(hasDivergence: Bool, hasModes: Bool) -> [Meter] {
    var list = [
      "loss", "discriminator/loss", "real", "fake", "accuracy", "gradient-norm",
      "discriminator/gradient-norm", "rate", "discriminator-rate",
    ].map { Meter($0) }
    if hasDivergence { list += [Meter("divergence", unit: "bit"), Meter("kl", unit: "bit")] }
    if hasDivergence, hasModes { list += [Meter("modes"), Meter("quality")] }
    return list
  }

  // MARK: the step

  /// The discriminator's readings are those of its last step, before it was updated.
  public func step(_ index: Int, readings: Floats) {
    for turn in 0..<configuration.discriminatorSteps {
      trainDiscriminator(index * configuration.discriminatorSteps + turn, readings)
    }
    trainGenerator(index, readings)
    readings[Place.rate] = generatorUpdate.rate(at: index)
    readings[Place.discriminatorRate] = discriminatorUpdate.rate(
      at: index * configuration.discriminatorSteps)
  }

  /// Output number `index` of one of the seed's streams: the key of noise.
  func key(_ purpose: RandomStream.Purpose, _ index: Int) -> UInt64 {
    var random = RandomStream(seed: configuration.seed, purpose, position: UInt64(index))
    return random.bits()
  }

  /// One turn of the discriminator.
  func trainDiscriminator(_ turn: Int, _ readings: Floats) {
    let batch = sendBoth(turn)
    discriminator.gradients.fill(0)
    let loss = judgeBoth(batch: batch)
    read(discriminator.output, batch: batch, loss: loss, readings)
    discriminator.backward(toParametersOnly: true)
    let norm = Float(discriminator.gradients.sumOfSquares.squareRoot())
    readings[Place.discriminatorNorm] = norm
    discriminatorUpdate.apply(step: turn, norm: norm)
    if configuration.game == .wasserstein { limitWeights() }
  }

  /// Sends real examples, and behind them as many made ones, through the discriminator; returns how many of each.
  func sendBoth(_ turn: Int) -> Int {
    let batch = samples.range(of: turn).count
    let real = seen.prefix(batch * width)
    if samples.isContiguous {
      real.copy(from: training.inputs(samples.range(of: turn)))
    } else {
      training.gather(
        samples.examples(of: turn), count: batch, inputs: real,
        targets: targets.prefix(batch * training.targetWidth))
    }
    let code = noise.prefix(batch * latent)
    normal_noise(key(.noise, turn), code.base, code.count)
    let fake = generator.forward(code, batch: batch, isTraining: true, key: key(.dropout, 3 * turn))
    let all = seen.prefix(2 * batch * width)
    all[real.count..<all.count].copy(from: fake)
    disturb(all, 2 * turn)
    discriminator.forward(all, batch: 2 * batch, isTraining: true, key: key(.dropout, 3 * turn + 1))
    return batch
  }

  /// The discriminator's loss on what `sendBoth` brought, with its slope in the discriminator's output gradient.
  func judgeBoth(batch: Int) -> Float {
    let (verdict, gradient) = (discriminator.output, discriminator.outputGradient)
    return judgeReal(verdict.prefix(batch), gradient.prefix(batch))
      + judgeFake(verdict[batch..<2 * batch], gradient[batch..<2 * batch])
  }

  func trainGenerator(_ index: Int, _ readings: Floats) {
    sendMade(index)
    readings[Place.loss] = answer(discriminator.output, discriminator.outputGradient)
    generator.gradients.fill(0)
    returnToGenerator()
    let norm = Float(generator.gradients.sumOfSquares.squareRoot())
    readings[Place.norm] = norm
    generatorUpdate.apply(step: index, norm: norm)
  }

  /// The last turn of the discriminator in a step.
  func lastTurn(of index: Int) -> Int { (index + 1) * configuration.discriminatorSteps - 1 }

  /// Sends the examples that were made last through the discriminator once more.
  func sendMade(_ index: Int) {
    let turn = lastTurn(of: index)
    let batch = samples.range(of: turn).count
    let fake = seen.prefix(batch * width)
    fake.copy(from: generator.output.prefix(fake.count))
    disturb(fake, 2 * turn + 1)
    discriminator.forward(fake, batch: batch, isTraining: true, key: key(.dropout, 3 * turn + 2))
  }

  /// Brings the slope of the generator's loss through the discriminator, which learns nothing from it, to the generator.
  func returnToGenerator() {
    discriminator.backward(toInputOnly: true)
    generator.outputGradient.copy(from: discriminator.inputGradientOfLastPass)
    generator.backward()
  }

  /// Adds the instance noise.
  private func disturb(_ inputs: Floats, _ number: Int) {
    guard instanceNoise > 0 else { return }
    add_normal_noise(key(.extra, number), instanceNoise, scratch.base, inputs.base, inputs.count)
  }

  private func limitWeights() {
    let limit = configuration.weightLimit
    let weights = discriminator.parameters
    for i in 0..<weights.count { weights.base[i] = min(max(weights.base[i], -limit), limit) }
  }

  private func read(_ verdict: Floats, batch: Int, loss: Float, _ readings: Floats) {
    readings[Place.discriminatorLoss] = loss
    let isLogit = configuration.game.hasLogits
    let threshold: Float = configuration.game == .leastSquares ? 0.5 : 0
    var sums: (Float, Float) = (0, 0)
    var right = 0
    for i in 0..<batch {
      let (real, fake) = (verdict.base[i], verdict.base[batch + i])
      sums.0 += isLogit ? Self.sigmoid(real) : real
      sums.1 += isLogit ? Self.sigmoid(fake) : fake
      right += (real > threshold ? 1 : 0) + (fake < threshold ? 1 : 0)
    }
    readings[Place.real] = sums.0 / Float(batch)
    readings[Place.fake] = sums.1 / Float(batch)
    readings[Place.accuracy] = Float(right) / Float(2 * batch)
  }

  static func sigmoid(_ logit: Float) -> Float { 1 / (1 + expf(-logit)) }

  // MARK: the losses

  /// The discriminator's loss on real examples.
  func judgeReal(_ verdict: Floats, _ gradient: Floats) -> Float {
    switch configuration.game {
    case .nonSaturating, .minimax: return crossEntropy(verdict, 1 - smoothing, gradient)
    case .hinge: return hinge(verdict, side: 1, gradient)
    case .leastSquares: return square(verdict, 1, gradient)
    case .wasserstein: return mean(verdict, sign: -1, gradient)
    }
  }

  /// The discriminator's loss on made examples.
  func judgeFake(_ verdict: Floats, _ gradient: Floats) -> Float {
    switch configuration.game {
    case .nonSaturating, .minimax: return crossEntropy(verdict, 0, gradient)
    case .hinge: return hinge(verdict, side: -1, gradient)
    case .leastSquares: return square(verdict, 0, gradient)
    case .wasserstein: return mean(verdict, sign: 1, gradient)
    }
  }

  /// The generator's loss.
  func answer(_ verdict: Floats, _ gradient: Floats) -> Float {
    switch configuration.game {
    case .nonSaturating: return crossEntropy(verdict, 1, gradient)
    case .minimax:
      let loss = crossEntropy(verdict, 0, gradient)
      for i in 0..<gradient.count { gradient.base[i] = -gradient.base[i] }
      return -loss
    case .leastSquares: return square(verdict, 1, gradient)
    case .hinge, .wasserstein: return mean(verdict, sign: -1, gradient)
    }
  }

  private func crossEntropy(_ verdict: Floats, _ target: Float, _ gradient: Floats) -> Float {
    let wanted = targets.prefix(verdict.count)
    wanted.fill(target)
    return binary_cross_entropy(verdict.base, wanted.base, gradient.base, verdict.count)
  }

  private func square(_ verdict: Floats, _ target: Float, _ gradient: Floats) -> Float {
    let wanted = targets.prefix(verdict.count)
    wanted.fill(target)
    return squared_error(verdict.base, wanted.base, gradient.base, verdict.count)
  }

  /// mean max(0, 1 − side · D)
  private func hinge(_ verdict: Floats, side: Float, _ gradient: Floats) -> Float {
    let share = 1 / Float(verdict.count)
    var sum: Float = 0
    for i in 0..<verdict.count {
      let miss = 1 - side * verdict.base[i]
      sum += miss <= 0 ? 0 : miss
      gradient.base[i] = miss <= 0 ? 0 : -side * share
    }
    return sum * share
  }

  /// sign · mean D
  private func mean(_ verdict: Floats, sign: Float, _ gradient: Floats) -> Float {
    let share = sign / Float(verdict.count)
    var sum: Float = 0
    for i in 0..<verdict.count {
      sum += verdict.base[i]
      gradient.base[i] = share
    }
    return sum * share
  }

  // MARK: measuring

  public func measure(readings: Floats) {
    guard histogram.applies else { return }
    make(Self.measured)
    readings[Place.divergence] = histogram.divergence(of: made)
    readings[Place.relativeEntropy] = histogram.relativeEntropy(of: made)
    guard let modes else { return }
    let found = modes.count(made)
    readings[Place.modes] = Float(found.modes)
    readings[Place.quality] = found.quality
  }

  /// Makes the first `count` of the examples by which the generator is measured, always out of the same noise.
  @discardableResult
  func make(_ count: Int) -> Floats {
    var start = 0
    while start < count {
      let rows = min(chunk, count - start)
      let code = noise.prefix(rows * latent)
      normal_noise(key(.sampling, start / chunk), code.base, code.count)
      made[start * width..<(start + rows) * width].copy(from: generator.forward(code, batch: rows))
      start += rows
    }
    return made.prefix(count * width)
  }

  /// Of the generator's move: what it made, and how the discriminator judged that. Made examples have no number.
  public func fault(of index: Int, loss: Float, limit: Float) -> Fault? {
    let chain = [(generator, " of the generator"), (discriminator, " of the discriminator")]
    return Network.fault(of: chain, loss: loss, limit: limit)
  }

  public func turn(_ knob: String, to value: Float) -> Bool {
    switch knob {
    case "rate": return generatorUpdate.turn("rate", to: value)
    case "discriminator-rate": return discriminatorUpdate.turn("rate", to: value)
    case "smoothing": smoothing = value
    case "instance-noise": instanceNoise = value
    default:
      let first = generatorUpdate.turn(knob, to: value)
      return discriminatorUpdate.turn(knob, to: value) && first
    }
    return true
  }
}
