public import Datasets
public import Neural

/// One block of a network as written in a lesson: `{dense: 16, activation: sigmoid, repeat: 10}`.
public struct LayerChoice: Sendable, Hashable, Codable {
  /// A name of the layer catalog: `dense`, …
  public var kind: String
  /// Units of a dense layer, filters of a convolution…; nil for layers without a size.
  public var size: Int?
  /// Applied after the layer (and after its normalization); nil means linear.
  public var activation: String?
  /// How many such blocks follow each other.
  public var `repeat`: Int
  /// Batch normalization between the layer and its activation.
  public var batchNorm: Bool
  /// Layer normalization between the layer and its activation.
  public var layerNorm: Bool
  /// Stores the weights of a dense layer as length and direction.
  public var weightNorm: Bool
  /// The share of the block's outputs that is switched off while training; 0: none.
  public var dropout: Double
  /// Adds the block's input to its output wherever the widths agree.
  public var skip: Bool
  /// How many repeats one such connection spans: 2 makes residual blocks of two layers.
  public var skipOver: Int
  /// Further numbers of the kind, such as `kernel`, `stride`, `padding`.
  public var options: [String: Double]

  public init(
    kind: String = "dense", size: Int? = nil, activation: String? = nil, repeat count: Int = 1,
    batchNorm: Bool = false, layerNorm: Bool = false, weightNorm: Bool = false, dropout: Double = 0,
    skip: Bool = false, skipOver: Int = 1, options: [String: Double] = [:]
  ) {
    self.kind = kind
    self.size = size
    self.activation = activation
    self.repeat = count
    self.batchNorm = batchNorm
    self.layerNorm = layerNorm
    self.weightNorm = weightNorm
    self.dropout = dropout
    self.skip = skip
    self.skipOver = skipOver
    self.options = options
  }
}

public struct OptimizerChoice: Sendable, Hashable, Codable {
  public var name: String
  public var rate: Float
  /// The rule's own constants, such as `momentum`, `beta1`, `beta2`, `epsilon`, `decay`.
  public var options: [String: Float]

  public init(name: String = "sgd", rate: Float = 0.1, options: [String: Float] = [:]) {
    self.name = name
    self.rate = rate
    self.options = options
  }
}

/// In which order a training step takes its examples.
public enum BatchOrder: String, Sendable, Hashable, Codable, CaseIterable {
  /// A new permutation every epoch, from (seed, epoch).
  case shuffled
  /// File order.
  case sequential
  /// Each batch drawn with replacement.
  case replacement
}

/// A complete, reproducible run: everything that decides a single number of it.
public struct Experiment: Sendable, Hashable, Codable {
  /// A name of the learner catalog: `perceptron`, `supervised`, …
  public var learner: String
  public var data: DataChoice
  public var layers: [LayerChoice]
  /// Adversarial learner: the network that judges what `layers` make.
  public var discriminator: [LayerChoice]
  public var initializer: Initializer
  public var loss: String
  public var optimizer: OptimizerChoice
  /// Examples per step; nil means all of them in every step.
  public var batch: Int?
  public var order: BatchOrder
  public var seed: UInt64
  /// How long a run goes on by itself; the lab pauses there, `run` ends there.
  public var steps: Int
  /// Further numbers of the learner and the loss, such as `clip`, `start`, `averaged`, `delta`.
  public var options: [String: Float]
  /// Worded settings of the learner, such as `schedule`; what is missing has its standard value.
  public var choices: [String: String]

  public init(
    learner: String = "supervised", data: DataChoice = DataChoice(), layers: [LayerChoice] = [],
    initializer: Initializer = Initializer(.xavierUniform), loss: String = "binary-cross-entropy",
    optimizer: OptimizerChoice = OptimizerChoice(), batch: Int? = nil, order: BatchOrder = .shuffled,
    seed: UInt64 = 1, steps: Int = 1000, options: [String: Float] = [:],
    choices: [String: String] = [:], discriminator: [LayerChoice] = []
  ) {
    self.learner = learner
    self.data = data
    self.layers = layers
    self.discriminator = discriminator
    self.initializer = initializer
    self.loss = loss
    self.optimizer = optimizer
    self.batch = batch
    self.order = order
    self.seed = seed
    self.steps = steps
    self.options = options
    self.choices = choices
  }
}

extension Experiment {
  /// Reads what was written before there were worded settings as well.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      learner: try values.decode(String.self, forKey: .learner),
      data: try values.decode(DataChoice.self, forKey: .data),
      layers: try values.decode([LayerChoice].self, forKey: .layers),
      initializer: try values.decode(Initializer.self, forKey: .initializer),
      loss: try values.decode(String.self, forKey: .loss),
      optimizer: try values.decode(OptimizerChoice.self, forKey: .optimizer),
      batch: try values.decodeIfPresent(Int.self, forKey: .batch),
      order: try values.decode(BatchOrder.self, forKey: .order),
      seed: try values.decode(UInt64.self, forKey: .seed), steps: try values.decode(Int.self, forKey: .steps),
      options: try values.decode([String: Float].self, forKey: .options),
      choices: try values.decodeIfPresent([String: String].self, forKey: .choices) ?? [:],
      discriminator: try values.decodeIfPresent([LayerChoice].self, forKey: .discriminator) ?? [])
  }
}
