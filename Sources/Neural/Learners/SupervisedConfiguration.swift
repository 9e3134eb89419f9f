/// Everything that decides a supervised run.
public struct SupervisedConfiguration: Sendable {
  public var stages: [Stage]
  public var initializer: Initializer
  public var loss: any Loss
  /// How gradients become steps: optimizer, rate, schedule, penalties.
  public var update: UpdateConfiguration
  /// Examples per step; nil: all of them, in file order.
  public var batch: Int?
  public var order: SampleOrder
  public var splits: Splits
  public var seed: UInt64
  /// Whether the outputs are logits (decided at 0) or values such as probabilities (decided at one half). Nil: as
  /// the loss implies, logits for the cross-entropies and the hinge.
  public var givesLogits: Bool?
  /// Standard deviation of the normal noise added to the inputs of every training step; 0: none.
  public var inputNoise: Float = 0
  /// Number, from 1, of the training example that the probes of a single one show at the beginning.
  public var example = 1
  /// When training stops by itself; nil: never, and nothing is watched.
  public var stopping: StoppingRule?

  public init(
    stages: [Stage], initializer: Initializer = Initializer(.xavierUniform), loss: any Loss,
    optimizer: any Optimizer, optimizerOptions: [String: Double] = [:], rate: Float, batch: Int? = nil,
    order: SampleOrder = .shuffled, splits: Splits, seed: UInt64 = 1, clip: Float? = nil,
    givesLogits: Bool? = nil
  ) {
    self.stages = stages
    self.initializer = initializer
    self.loss = loss
    update = UpdateConfiguration(
      optimizer: optimizer, optimizerOptions: optimizerOptions, rate: rate, clip: clip ?? 0)
    self.batch = batch
    self.order = order
    self.splits = splits
    self.seed = seed
    self.givesLogits = givesLogits
  }

  public var optimizer: any Optimizer {
    get { update.optimizer }
    set { update.optimizer = newValue }
  }

  /// The largest L2 norm the gradient of all parameters may have; 0: no clipping.
  public var clip: Float {
    get { update.clip }
    set { update.clip = newValue }
  }

  var decidesAtZero: Bool {
    let name = type(of: loss).name
    return givesLogits ?? (name.hasSuffix("cross-entropy") || name.hasSuffix("hinge") || givesShares)
  }

  /// Whether outputs and targets are shares of classes rather than numbers.
  var givesShares: Bool { loss is KLDivergence }

  /// Throws one sentence when the network and the examples do not fit each other.
  func check() throws(NetworkFault) {
    if splits.training.count == 0 { throw NetworkFault("There are no training examples to learn from.") }
    if let batch, batch < 1 { throw NetworkFault("A batch holds at least one example, not \(batch).") }
    if stopping?.patience ?? 0 > 0, splits.validation.count == 0 {
      throw NetworkFault(
        "Patience needs validation examples to watch; hold some out, such as data.validation=0.2.")
    }
    guard let first = stages.first, let last = stages.last else {
      throw NetworkFault("A network needs at least one layer.")
    }
    for examples in [splits.training, splits.validation, splits.test] where examples.count > 0 {
      try examples.check(inputs: first.layer.input.count, outputs: last.layer.output.count)
    }
  }
}

extension Examples {
  func check(inputs expectedInputs: Int, outputs: Int) throws(NetworkFault) {
    if inputShape.count != expectedInputs {
      throw NetworkFault(
        "The first layer takes \(expectedInputs) inputs, but the data has \(inputShape.count).")
    }
    if inputs.count != count * inputShape.count {
      throw NetworkFault(
        "\(count) examples of \(inputShape.count) inputs do not make \(inputs.count) numbers.")
    }
    let expected =
      switch problem {
      case .binary: 1
      case .classes(let count): count
      case .regression: targetWidth
      }
    if outputs != expected {
      throw NetworkFault("The last layer gives \(outputs) outputs, but the data needs \(expected).")
    }
    guard case .classes(let classes) = problem else { return }
    if let wrong = targets.first(where: { !($0 >= 0 && $0 < Float(classes) && $0 == $0.rounded()) }) {
      throw NetworkFault("Target \(wrong) is not a class number from 0 to \(classes - 1).")
    }
  }
}
