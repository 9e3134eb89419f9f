/// What an autoencoder's input suffers before it is read.
public enum Corruption: String, Sendable, Hashable, Codable, CaseIterable {
  case none = "off"
  /// Normal noise with the level as its deviation.
  case gaussian
  /// Each value becomes 0 with the level as its probability (Vincent et al. 2008).
  case masking
}

/// Everything that decides a run of an autoencoder.
public struct AutoencoderConfiguration: Sendable {
  /// From an example to its code; with `isVariational` its last layer gives means and then as many log variances.
  public var encoder: [Stage]
  /// From a code to an example.
  public var decoder: [Stage]
  public var initializer: Initializer
  /// Of the rebuilt example against the clean one.
  public var loss: any Loss
  public var update: UpdateConfiguration
  /// Examples per step; nil: all of them, in file order.
  public var batch: Int?
  public var order: SampleOrder
  public var isVariational: Bool
  /// Variational: weight of the divergence of the codes from N(0, 1) (Higgins et al. 2017).
  public var beta: Float
  public var corruption: Corruption
  public var corruptionLevel: Float
  /// Weight of the mean magnitude of the code values.
  public var sparsity: Float
  /// A class that training leaves out, so that it counts as an anomaly in the test.
  public var leftOut: Int?
  /// The share of the training examples whose error counts as usual.
  public var quantile: Float
  public var splits: Splits
  public var seed: UInt64

  public init(
    encoder: [Stage], decoder: [Stage], initializer: Initializer = Initializer(.heNormal),
    loss: any Loss = MeanSquaredError(), update: UpdateConfiguration, batch: Int? = 64,
    order: SampleOrder = .shuffled, isVariational: Bool = false, beta: Float = 1,
    corruption: Corruption = .none, corruptionLevel: Float = 0.3, sparsity: Float = 0, leftOut: Int? = nil,
    quantile: Float = 0.95, splits: Splits, seed: UInt64 = 1
  ) {
    self.encoder = encoder
    self.decoder = decoder
    self.initializer = initializer
    self.loss = loss
    self.update = update
    self.batch = batch
    self.order = order
    self.isVariational = isVariational
    self.beta = beta
    self.corruption = corruption
    self.corruptionLevel = corruptionLevel
    self.sparsity = sparsity
    self.leftOut = leftOut
    self.quantile = quantile
    self.splits = splits
    self.seed = seed
  }

  /// Numbers of one code.
  public var codeWidth: Int { decoder.first?.layer.input.count ?? 0 }

  /// The training examples without those of the class that is left out.
  public var kept: Examples {
    guard let leftOut else { return splits.training }
    let all = splits.training
    let width = all.inputShape.count
    let rows = (0..<all.count).filter { all.targets[$0 * all.targetWidth] != Float(leftOut) }
    var kept = all
    kept.inputs = rows.flatMap { all.inputs[$0 * width..<($0 + 1) * width] }
    kept.targets = rows.flatMap { all.targets[$0 * all.targetWidth..<($0 + 1) * all.targetWidth] }
    kept.names = all.names.count == all.count ? rows.map { all.names[$0] } : []
    return kept
  }

  /// Throws one sentence when networks and examples do not fit each other.
  func check() throws(NetworkFault) {
    if kept.count == 0 { throw NetworkFault("There are no training examples to learn from.") }
    if let batch, batch < 1 { throw NetworkFault("A batch holds at least one example, not \(batch).") }
    guard let code = encoder.last?.layer.output.count, let read = encoder.first?.layer.input.count,
      let rebuilt = decoder.last?.layer.output.count
    else { throw NetworkFault("An autoencoder needs layers on both sides of its code.") }
    let width = splits.training.inputShape.count
    guard read == width, rebuilt == width else {
      throw NetworkFault(
        "The network takes \(read) values and gives \(rebuilt), but an example has \(width); the last layer must "
          + "give as many.")
    }
    guard code == (isVariational ? 2 * codeWidth : codeWidth) else {
      throw NetworkFault("The encoder gives \(code) values, which do not make codes of \(codeWidth).")
    }
    for part in [splits.training, splits.validation, splits.test]
    where part.inputs.count != part.count * width {
      throw NetworkFault(
        "\(part.count) examples of \(width) inputs do not make \(part.inputs.count) numbers.")
    }
  }
}
