/// What generator and discriminator play for.
///
/// D is the discriminator's output for an example: a logit, or a score for the last three.
public enum AdversarialGame: String, Sendable, Hashable, Codable, CaseIterable {
  /// The generator makes −ln σ(D(fake)) small (Goodfellow et al. 2014, section 3).
  case nonSaturating = "non-saturating"
  /// The generator makes ln(1 − σ(D(fake))) small, which is flat where it loses.
  case minimax
  /// max(0, 1 − D(real)) + max(0, 1 + D(fake)) against −D(fake) (Lim & Ye 2017).
  case hinge
  /// (D(real) − 1)² + D(fake)² against (D(fake) − 1)² (Mao et al. 2017).
  case leastSquares = "least-squares"
  /// D(fake) − D(real) against −D(fake), with the discriminator's weights cut to ±limit (Arjovsky et al. 2017).
  case wasserstein

  /// Whether outputs of the discriminator are logits.
  public var hasLogits: Bool { self == .nonSaturating || self == .minimax }
}

/// Everything that decides a game of generator against discriminator.
public struct GenerativeAdversarialConfiguration: Sendable {
  /// From the noise to an example.
  public var generator: [Stage]
  /// From an example to one number.
  public var discriminator: [Stage]
  public var initializer: Initializer
  public var game: AdversarialGame
  public var generatorUpdate: UpdateConfiguration
  public var discriminatorUpdate: UpdateConfiguration
  /// Real examples per step, and as many made ones.
  public var batch: Int
  public var order: SampleOrder
  /// Steps of the discriminator before each one of the generator.
  public var discriminatorSteps: Int
  /// Real examples have the target 1 − smoothing (games with logits).
  public var smoothing: Float
  /// Deviation of the normal noise on whatever the discriminator sees.
  public var instanceNoise: Float
  /// Wasserstein: the discriminator's weights are cut to ± this.
  public var weightLimit: Float
  public var splits: Splits
  public var seed: UInt64

  public init(
    generator: [Stage], discriminator: [Stage], initializer: Initializer = Initializer(.heNormal),
    game: AdversarialGame = .nonSaturating, generatorUpdate: UpdateConfiguration,
    discriminatorUpdate: UpdateConfiguration, batch: Int = 64, order: SampleOrder = .replacement,
    discriminatorSteps: Int = 1, smoothing: Float = 0, instanceNoise: Float = 0, weightLimit: Float = 0.01,
    splits: Splits, seed: UInt64 = 1
  ) {
    self.generator = generator
    self.discriminator = discriminator
    self.initializer = initializer
    self.game = game
    self.generatorUpdate = generatorUpdate
    self.discriminatorUpdate = discriminatorUpdate
    self.batch = batch
    self.order = order
    self.discriminatorSteps = discriminatorSteps
    self.smoothing = smoothing
    self.instanceNoise = instanceNoise
    self.weightLimit = weightLimit
    self.splits = splits
    self.seed = seed
  }

  /// Throws one sentence when networks and examples do not fit each other.
  func check() throws(NetworkFault) {
    let examples = splits.training
    if examples.count == 0 { throw NetworkFault("There are no training examples to learn from.") }
    guard batch > 0 else { throw NetworkFault("A batch holds at least one example, not \(batch).") }
    guard discriminatorSteps > 0 else {
      throw NetworkFault("The discriminator needs at least one step, not \(discriminatorSteps).")
    }
    guard let made = generator.last?.layer.output.count, let judged = discriminator.first?.layer.input.count,
      let verdict = discriminator.last?.layer.output.count
    else { throw NetworkFault("Generator and discriminator need at least one layer each.") }
    let width = examples.inputShape.count
    guard made == width else {
      throw NetworkFault("The generator makes \(made) values, but an example has \(width).")
    }
    guard judged == width else {
      throw NetworkFault("The discriminator takes \(judged) values, but an example has \(width).")
    }
    guard verdict == 1 else {
      throw NetworkFault("The discriminator gives \(verdict) values; it has to give one.")
    }
    guard examples.inputs.count == examples.count * width else {
      throw NetworkFault("\(examples.count) examples do not make \(examples.inputs.count) numbers.")
    }
  }
}
