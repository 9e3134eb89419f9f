public import Datasets
public import Neural

/// Experiments to begin with: for a learner and its data a network, a loss and an optimizer with which it runs.
public struct StartingPoint: Sendable {
  public let learner: String
  public let data: DataChoice
  /// The training examples; nil for running text, and where nothing is learned from data.
  public let examples: Examples?
  /// Letters of a running text.
  private let letterCount: Int

  /// Reads the data.
  ///
  /// Errors: what is wrong with the data, as one sentence.
  public init(learner: String, data: DataChoice, seed: UInt64, library: DataLibrary) throws(DataError) {
    self.learner = learner
    self.data = data
    guard LearnerCatalog.all[learner]?.usesData == true else {
      (examples, letterCount) = (nil, 0)
      return
    }
    let entry = data.file == nil ? try DatasetCatalog.entry(named: data.name) : nil
    if learner == "sequence", entry?.isRunningText == true {
      (examples, letterCount) = (nil, try library.text(for: data).alphabet.count)
    } else {
      (examples, letterCount) = (try library.dataset(for: data, seed: seed).splits.training, 0)
    }
  }

  /// The sets of the catalog that a learner can take, in the order of the catalog.
  public static func entries(for learner: String) -> [DatasetEntry] {
    guard LearnerCatalog.all[learner]?.usesData == true else { return [] }
    return DatasetCatalog.entries.filter { entry in
      switch learner {
      case "perceptron": entry.classes.count == 2 && [.plane, .table].contains(entry.kind)
      case "sequence": [.sequence, .series, .text].contains(entry.kind)
      case "supervised":
        ![.sequence, .text].contains(entry.kind) && (!entry.classes.isEmpty || hasTarget(entry))
      default: [.plane, .curve, .table, .images].contains(entry.kind)
      }
    }
  }

  private static func hasTarget(_ entry: DatasetEntry) -> Bool { entry.kind != .plane }

  /// How the data of a set are best cut and scaled for a first run.
  public static func choice(of entry: DatasetEntry, for learner: String) -> DataChoice {
    var choice = DataChoice(name: entry.name, scaling: entry.scaling)
    let learnsTargets = LearnerCatalog.all[learner]?.hasTargets == true
    if learnsTargets, learner == "supervised", !entry.kind.isGenerated { choice.validation = 0.2 }
    // Numbers in their own units would ask for a rate of their own.
    if learnsTargets, entry.classes.isEmpty, !entry.kind.isGenerated,
      entry.options.contains(where: { $0.name == "scale-target" })
    {
      choice.options["scale-target"] = 1
    }
    if learner == "sequence", entry.isRunningText { choice.options["window"] = 16 }
    return choice
  }

  // MARK: experiments

  /// A first experiment with these data.
  public func experiment(seed: UInt64) -> Experiment {
    var experiment = Experiment(learner: learner, data: data, seed: seed)
    switch learner {
    case "perceptron":
      experiment.optimizer = OptimizerChoice(name: "sgd", rate: 1)
      experiment.steps = 500
    case "som":
      experiment.optimizer = OptimizerChoice(name: "sgd", rate: 0.5)
      experiment.order = .replacement
      experiment.steps = 6000
    case "gan": makeGame(&experiment)
    case "autoencoder": makeAutoencoder(&experiment)
    case "sequence": makeReader(&experiment)
    case "descent":
      experiment.optimizer = OptimizerChoice(name: "sgd", rate: 0.01)
      experiment.steps = 300
    default: makeNetwork(&experiment)
    }
    return fitting(experiment)
  }

  /// The experiment with what depends on the data brought into agreement with them: the outputs of the last layer, a
  /// loss for this kind of target, a batch that there are examples for.
  public func fitting(_ experiment: Experiment) -> Experiment {
    var fitted = experiment
    fitted.data = data
    if let count = examples?.count, let batch = fitted.batch, batch > count, fitted.order != .replacement {
      fitted.batch = nil
    }
    guard let kind = LearnerCatalog.all[learner], kind.hasNetwork, let last = fitted.layers.indices.last
    else {
      return fitted
    }
    guard kind.hasTargets else {
      fitted.layers[last].size = inputCount
      return fitted
    }
    fitted.layers[last].size = outputCount
    let losses = Self.losses(for: problem)
    if let name = LossCatalog.all[fitted.loss]?.name, !losses.contains(name) { fitted.loss = losses[0] }
    if let output = fitted.layers[last].activation, ["sigmoid", "softmax"].contains(output),
      fitted.loss.hasSuffix("cross-entropy")
    {
      fitted.layers[last].activation = nil
    }
    return fitted
  }

  /// The losses that suit the targets, the usual one first.
  public static func losses(for problem: Problem) -> [String] {
    let wanted: [LossTarget] =
      switch problem {
      case .binary: [.binary, .numbers]
      case .classes: [.classes]
      case .regression: [.numbers]
      }
    return wanted.flatMap { target in LossCatalog.all.entries.filter { $0.target == target }.map(\.name) }
  }

  public var problem: Problem { examples?.problem ?? .classes(max(letterCount, 2)) }

  /// Whether the examples are images.
  public var isImage: Bool {
    guard let shape = examples?.inputShape else { return false }
    return shape.rows > 1 && shape.columns > 1 && data.file == nil
      && (try? DatasetCatalog.entry(named: data.name))?.kind == .images
  }

  private var inputCount: Int { examples?.inputShape.count ?? 1 }
  private var outputCount: Int { examples?.outputCount ?? letterCount }
  private var batch: Int? { (examples?.count ?? 1000) >= 64 ? 32 : nil }

  private func makeNetwork(_ experiment: inout Experiment) {
    experiment.initializer = Initializer(isImage || inputCount > 4 ? .heNormal : .xavierUniform)
    experiment.loss = Self.losses(for: problem)[0]
    experiment.optimizer = OptimizerChoice(name: "adam", rate: isImage ? 0.005 : 0.01)
    experiment.batch = batch
    experiment.steps = 1000
    let output = LayerChoice(size: outputCount)
    if isImage {
      let kernel = (examples?.inputShape.rows ?? 8) > 12 ? 5.0 : 3.0
      experiment.layers = [
        LayerChoice(kind: "convolution", size: 8, activation: "relu", options: ["kernel": kernel]),
        LayerChoice(kind: "max-pooling", size: 2), LayerChoice(kind: "flatten"), output,
      ]
    } else if inputCount > 4 {
      experiment.layers = [LayerChoice(size: 16, activation: "relu"), output]
    } else {
      let width = problem == .regression ? 16 : 8
      let hidden = LayerChoice(size: width, activation: "tanh")
      experiment.layers = [hidden, hidden, output]
    }
  }

  /// Targets of every step are answered at every step, others after the last one.
  private func makeReader(_ experiment: inout Experiment) {
    let isText = examples == nil
    let answersEach = (examples?.targetWidth ?? 1) > 1
    experiment.initializer = Initializer(.xavierUniform)
    experiment.loss = Self.losses(for: problem)[0]
    experiment.optimizer = OptimizerChoice(name: "adam", rate: 0.01)
    experiment.batch = isText ? 16 : batch
    experiment.steps = 300
    experiment.options["clip"] = 1
    experiment.layers = [
      LayerChoice(kind: "lstm", size: 24, options: isText || answersEach ? [:] : ["last": 1]),
      LayerChoice(size: outputCount, options: answersEach ? ["each-row": 1] : [:]),
    ]
  }

  private func makeGame(_ experiment: inout Experiment) {
    experiment.initializer = Initializer(.heNormal)
    experiment.optimizer = OptimizerChoice(name: "adam", rate: 0.001, options: ["beta1": 0.5])
    experiment.batch = min(64, examples?.count ?? 64)
    experiment.order = .replacement
    experiment.steps = 2500
    experiment.layers = [
      LayerChoice(size: 32, activation: "relu", repeat: 2),
      LayerChoice(size: inputCount, activation: isImage ? "sigmoid" : nil),
    ]
    experiment.discriminator = [
      LayerChoice(size: 32, activation: "leaky-relu", repeat: 2), LayerChoice(size: 1),
    ]
  }

  private func makeAutoencoder(_ experiment: inout Experiment) {
    experiment.initializer = Initializer(.heNormal)
    experiment.loss = "mean-squared-error"
    experiment.optimizer = OptimizerChoice(name: "adam", rate: 0.005)
    experiment.batch = batch
    let side = LayerChoice(size: isImage ? 64 : 16, activation: "relu")
    experiment.layers = [
      side, LayerChoice(size: isImage ? 8 : inputCount > 2 ? 2 : 1), side,
      LayerChoice(size: inputCount, activation: isImage ? "sigmoid" : nil),
    ]
  }
}
