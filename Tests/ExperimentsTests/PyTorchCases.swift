import Datasets
import Experiments
import Neural

/// Small runs that are written as scripts: one of each learner as a lesson has it, and some that use much at once.
enum PyTorchCases {
  static let adam = OptimizerChoice(name: "adam", rate: 0.005)

  /// One of each learner; their scripts are kept as texts.
  static let plain: [(name: String, experiment: Experiment)] = [
    (
      "supervised",
      Experiment(
        data: DataChoice(name: "digits8", limit: 100),
        layers: [
          LayerChoice(kind: "convolution", size: 4, activation: "relu", options: ["kernel": 3]),
          LayerChoice(kind: "max-pooling", size: 2), LayerChoice(kind: "flatten"), LayerChoice(size: 10),
        ], loss: "categorical-cross-entropy", optimizer: adam, batch: 32, steps: 200)
    ),
    (
      "sequence",
      Experiment(
        learner: "sequence", data: DataChoice(name: "names", options: ["window": 8, "words": 200]),
        layers: [LayerChoice(kind: "lstm", size: 8), LayerChoice(size: 27)],
        loss: "categorical-cross-entropy", optimizer: adam, batch: 8, order: .replacement, steps: 200,
        options: ["clip": 1])
    ),
    (
      "autoencoder",
      Experiment(
        learner: "autoencoder", data: DataChoice(name: "digits8", limit: 64),
        layers: [LayerChoice(size: 16, activation: "relu"), LayerChoice(size: 2), LayerChoice(size: 64)],
        loss: "mean-squared-error", optimizer: adam, batch: 16, steps: 200, options: ["beta": 0.5],
        choices: ["code": "variational"])
    ),
    (
      "gan",
      Experiment(
        learner: "gan", data: DataChoice(name: "ring", count: 200),
        layers: [LayerChoice(size: 8, activation: "relu"), LayerChoice(size: 2)], optimizer: adam, batch: 16,
        order: .replacement, steps: 200,
        discriminator: [LayerChoice(size: 8, activation: "leaky-relu"), LayerChoice(size: 1)])
    ),
    (
      "perceptron",
      Experiment(
        learner: "perceptron", data: DataChoice(name: "separable", count: 40),
        optimizer: OptimizerChoice(rate: 1), order: .sequential, steps: 400)
    ),
    (
      "som",
      Experiment(
        learner: "som", data: DataChoice(name: "random-colours", count: 50),
        optimizer: OptimizerChoice(rate: 0.5), order: .replacement, steps: 300,
        options: ["map-rows": 4, "map-columns": 5])
    ),
    (
      "descent",
      Experiment(
        learner: "descent",
        optimizer: OptimizerChoice(name: "momentum", rate: 0.01, options: ["momentum": 0.9]),
        steps: 100, choices: ["surface": "bowl"])
    ),
  ]

  /// What the plain ones leave out.
  static let rich: [(name: String, experiment: Experiment)] = [
    ("moved images, dropout, normalized maps", images),
    ("no biases, noise, penalties, skips", table),
    ("patience", patience),
    ("a wrong slope and frozen layers", wrong),
    ("a truncated linear memory", linear),
    ("gates at every step", gates),
    ("masked inputs, sparse codes, dropout", masked),
    ("a game of hinges", hinges),
    ("averaged weights", averaged),
    ("a hexagonal map with a bubble", bubble),
    ("a turned bowl with a schedule", turned),
  ]

  /// The same small net with every optimizer and with every loss on yes-or-no targets.
  static let swept: [(name: String, experiment: Experiment)] =
    OptimizerCatalog.all.names.map { name in
      var one = moons
      one.optimizer = OptimizerChoice(name: name, rate: 0.01)
      return (name, one)
    }
    + LossCatalog.all.entries.filter { $0.target == .numbers || $0.target == .binary }.map { kind in
      var one = moons
      one.loss = kind.name
      return (kind.name, one)
    }

  private static let moons = Experiment(
    data: DataChoice(name: "two-moons", count: 60),
    layers: [LayerChoice(size: 8, activation: "tanh"), LayerChoice(size: 1)],
    optimizer: OptimizerChoice(rate: 0.1), batch: 20, steps: 60)

  private static let images = Experiment(
    data: DataChoice(
      name: "digits8", options: ["pad": 2, "jitter": 2, "scramble": 1], limit: 90),
    layers: [
      LayerChoice(kind: "convolution", size: 4, activation: "relu", batchNorm: true, options: ["kernel": 3]),
      LayerChoice(kind: "average-pooling", size: 2), LayerChoice(kind: "flatten"),
      LayerChoice(size: 16, activation: "gelu", layerNorm: true, dropout: 0.5), LayerChoice(size: 10),
    ], loss: "categorical-cross-entropy", optimizer: OptimizerChoice(name: "rmsprop", rate: 0.002), batch: 32,
    steps: 60, options: ["clip-value": 0.05, "warm-up": 5], choices: ["schedule": "cosine"])

  private static let table = Experiment(
    data: DataChoice(name: "two-moons", count: 60),
    layers: [
      LayerChoice(size: 8, activation: "tanh"),
      LayerChoice(size: 8, activation: "swish", repeat: 2, weightNorm: true, skip: true),
      LayerChoice(size: 1),
    ], optimizer: OptimizerChoice(name: "momentum", rate: 0.1, options: ["momentum": 0.9]), batch: 16,
    steps: 60,
    options: ["bias": 0, "input-noise": 0.1, "l1": 0.001, "l2": 0.01, "max-norm": 1, "clip": 0.5])

  private static let patience = Experiment(
    data: DataChoice(name: "two-moons", count: 60, validation: 0.5),
    layers: [LayerChoice(size: 8, activation: "relu"), LayerChoice(size: 1)],
    optimizer: OptimizerChoice(name: "sgd", rate: 8), batch: 10, steps: 60,
    options: ["patience": 3, "measure-every": 2])

  private static let wrong = Experiment(
    data: DataChoice(name: "two-moons", count: 60),
    layers: [LayerChoice(size: 8, activation: "tanh", repeat: 3), LayerChoice(size: 1)],
    optimizer: OptimizerChoice(name: "adamw", rate: 0.01, options: ["decay": 0.1]), steps: 60,
    options: ["fault": 2], choices: ["freeze": "2"])

  private static let linear = Experiment(
    learner: "sequence", data: DataChoice(name: "recall", count: 200, options: ["lag": 10]),
    layers: [
      LayerChoice(
        kind: "rnn", size: 8, options: ["unit": 2, "truncate": 4, "orthogonal": 1, "last": 1]),
      LayerChoice(size: 4),
    ], loss: "categorical-cross-entropy", optimizer: adam, batch: 16, steps: 60)

  private static let gates = Experiment(
    learner: "sequence", data: DataChoice(name: "echo", count: 100, options: ["steps": 8, "delay": 2]),
    layers: [LayerChoice(kind: "gru", size: 8), LayerChoice(size: 4, options: ["each-row": 1])],
    loss: "categorical-cross-entropy", optimizer: OptimizerChoice(name: "adagrad", rate: 0.1), batch: 16,
    steps: 60)

  private static let masked = Experiment(
    learner: "autoencoder", data: DataChoice(name: "digits8", limit: 64),
    layers: [
      LayerChoice(size: 16, activation: "relu", dropout: 0.2), LayerChoice(size: 4), LayerChoice(size: 64),
    ], loss: "binary-cross-entropy", optimizer: adam, batch: 16, steps: 60, options: ["sparsity": 0.1],
    choices: ["corruption": "masking"])

  private static let hinges = Experiment(
    learner: "gan", data: DataChoice(name: "ring", count: 200),
    layers: [LayerChoice(size: 8, activation: "relu", batchNorm: true), LayerChoice(size: 2)],
    optimizer: OptimizerChoice(name: "adam", rate: 0.002), batch: 16, steps: 60,
    options: ["discriminator-steps": 2, "instance-noise": 0.1], choices: ["game": "hinge"],
    discriminator: [LayerChoice(size: 8, activation: "tanh", dropout: 0.3), LayerChoice(size: 1)])

  private static let averaged = Experiment(
    learner: "perceptron", data: DataChoice(name: "blobs", count: 30), optimizer: OptimizerChoice(rate: 0.5),
    order: .sequential, steps: 90, options: ["start": 1, "averaged": 1])

  private static let bubble = Experiment(
    learner: "som", data: DataChoice(name: "random-colours", count: 50),
    optimizer: OptimizerChoice(rate: 0.5), order: .shuffled, steps: 60,
    options: ["map-rows": 4, "map-columns": 5],
    choices: [
      "lattice": "hexagonal", "neighbourhood": "bubble", "radius-decay": "linear", "map-start": "samples",
    ])

  private static let turned = Experiment(
    learner: "descent", optimizer: OptimizerChoice(name: "nesterov", rate: 0.005), steps: 60,
    options: ["rotation": 30, "condition": 20], choices: ["surface": "bowl", "schedule": "exponential"])
}
