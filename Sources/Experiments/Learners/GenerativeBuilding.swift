import Datasets
import Neural

extension LearnerCatalog {
  static let adversarial = LearnerKind(
    name: "gan", aliases: ["generative-adversarial"],
    summary: "a generator and a discriminator that play against each other", hasNetwork: true,
    hasTargets: false, hasLoss: false,
    options: UpdateOptions.numbers + [
      CatalogOption(
        "latent", 2, in: 1...1024, "numbers of noise that make one example", usual: [1, 2, 4, 8, 16, 32],
        isWhole: true),
      CatalogOption(
        "discriminator-rate", 0, in: 0...10_000, "the discriminator's own rate", zero: "same",
        usual: [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01], isLive: true),
      CatalogOption(
        "discriminator-steps", 1, in: 1...100, "steps of the discriminator for one of the generator",
        usual: [1, 2, 3, 5], isWhole: true),
      CatalogOption(
        "smoothing", 0, in: 0...0.5, "how far below 1 the target of real examples lies", zero: "off",
        usual: [0.05, 0.1, 0.2, 0.3], isLive: true),
      CatalogOption(
        "instance-noise", 0, in: 0...10, "deviation of the noise on what the discriminator sees",
        zero: "off", usual: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5], isLive: true),
      CatalogOption(
        "weight-limit", 0.01, in: 0.000_1...100, "wasserstein: limit of the discriminator's weights",
        usual: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2]),
    ],
    choices: UpdateOptions.words + [
      word("game", AdversarialGame.nonSaturating, "what the two networks play for")
    ]
  ) { experiment, dataset in
    try GenerativeAdversarialLearner(experiment.adversarial(dataset.splits))
  }

  static let autoencoder = LearnerKind(
    name: "autoencoder", summary: "squeezes examples through a narrow code and rebuilds them",
    hasNetwork: true, hasTargets: false,
    options: UpdateOptions.numbers + [
      CatalogOption(
        "beta", 1, in: 0...1000, "variational: weight of the divergence of the codes",
        usual: [0, 0.1, 0.5, 1, 2, 3, 5, 10], isLive: true),
      CatalogOption(
        "corruption-level", 0.3, in: 0...10, "deviation of the noise, or share of the masked values",
        usual: [0, 0.1, 0.2, 0.3, 0.4, 0.5], isLive: true),
      CatalogOption(
        "sparsity", 0, in: 0...1000, "penalty of the magnitudes of the code", zero: "off",
        usual: [0.0001, 0.001, 0.01, 0.1, 1], isLive: true),
      CatalogOption(
        "left-out", -1, in: -1...1000, "number of a class that training leaves out; -1: none",
        usual: Array(stride(from: -1, through: 9, by: 1)), isWhole: true),
      CatalogOption(
        "quantile", 0.95, in: 0.5...1, "share of the training errors that count as usual",
        usual: [0.8, 0.9, 0.95, 0.98, 0.99, 1], isLive: true),
      CatalogOption("code-x", 0, in: -100...100, "place in the plane of codes, across", isLive: true),
      CatalogOption("code-y", 0, in: -100...100, "place in the plane of codes, up", isLive: true),
    ],
    choices: UpdateOptions.words + [
      CatalogChoice(
        "code", "plain", among: ["plain", "variational"], "whether codes are points or drawn from clouds"),
      word("corruption", Corruption.none, "what the inputs suffer before they are read"),
    ]
  ) { experiment, dataset in
    let learner = try AutoencoderLearner(experiment.autoencoder(dataset.splits))
    for knob in ["code-x", "code-y"] { _ = learner.turn(knob, to: experiment.option(knob)) }
    return learner
  }
}

extension Experiment {
  private func stages(of blocks: [LayerChoice], from input: Shape) throws -> [Stage] {
    var part = self
    part.layers = blocks
    return try part.stages(from: input)
  }

  /// Everything that decides a game on these data.
  func adversarial(_ splits: Splits) throws -> GenerativeAdversarialConfiguration {
    let turns = Int(option("discriminator-steps"))
    let own = try update()
    var other = own
    if option("discriminator-rate") > 0 { other.rate = option("discriminator-rate") }
    other.schedule = schedule(stretched: turns)
    return GenerativeAdversarialConfiguration(
      generator: try stages(of: layers, from: .vector(Int(option("latent")))),
      discriminator: try stages(of: discriminator, from: splits.training.inputShape),
      initializer: initializer, game: word("game", .nonSaturating), generatorUpdate: own,
      discriminatorUpdate: other, batch: batch ?? splits.training.count,
      order: SampleOrder(rawValue: order.rawValue) ?? .shuffled, discriminatorSteps: turns,
      smoothing: option("smoothing"), instanceNoise: option("instance-noise"),
      weightLimit: option("weight-limit"), splits: splits, seed: seed)
  }

  /// The schedule of a network that makes so many updates in a step.
  private func schedule(stretched turns: Int) -> Schedule {
    var stretched = self
    stretched.steps *= turns
    for name in ["schedule-steps", "warm-up"] {
      stretched.options[name] = options[name].map { $0 * Float(turns) }
    }
    return stretched.schedule
  }

  /// Everything that decides an autoencoder on these data.
  ///
  /// The code is what the narrowest block before the last one gives, the first of equals; a variational encoder gives twice as many
  /// numbers there.
  func autoencoder(_ splits: Splits) throws -> AutoencoderConfiguration {
    let input = splits.training.inputShape
    let blocks = layers
    guard blocks.count > 1 else {
      throw SettingError(
        "an autoencoder needs at least two layers: the code, and one that rebuilds the input")
    }
    let widths = try blocks.indices.dropLast().map { index in
      try stages(of: Array(blocks[...index]), from: input).last?.layer.output.count ?? 0
    }
    let code = widths.firstIndex(of: widths.min() ?? 0) ?? 0
    var encoding = Array(blocks[...code])
    let shape = try stages(of: encoding, from: input).last?.layer.output ?? input
    let isVariational = choice("code") == "variational"
    if isVariational {
      guard let size = encoding[code].size, shape.count == size, encoding[code].repeat <= 1 else {
        throw SettingError("a variational code needs a dense layer as the narrowest one, such as {dense: 2}")
      }
      encoding[code].size = 2 * size
    }
    let leftOut = Int(option("left-out"))
    let lossKind = try LossCatalog.all.entry(named: loss)
    let numbers = options.mapValues { Double($0.description) ?? Double($0) }.only(lossKind.options)
    return AutoencoderConfiguration(
      encoder: try stages(of: encoding, from: input),
      decoder: try stages(of: Array(blocks[(code + 1)...]), from: shape), initializer: initializer,
      loss: try lossKind.make(options: numbers), update: try update(), batch: batch,
      order: SampleOrder(rawValue: order.rawValue) ?? .shuffled, isVariational: isVariational,
      beta: option("beta"), corruption: word("corruption", .none),
      corruptionLevel: option("corruption-level"),
      sparsity: option("sparsity"), leftOut: leftOut < 0 ? nil : leftOut, quantile: option("quantile"),
      splits: splits, seed: seed)
  }
}
