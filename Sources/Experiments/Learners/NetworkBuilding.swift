import Neural

extension Experiment {
  /// The stages of the network for examples of this shape: per block its layer, its normalization, its activation, its
  /// dropout.
  ///
  /// With `skip`, a block computes h + act(norm(W h + b)) where its input and output shapes agree; with `skipOver` n,
  /// h is what came before the last n repeats.
  func stages(from input: Shape) throws(CatalogError) -> [Stage] {
    var stages: [Stage] = []
    for block in layers {
      var start = (stage: stages.count, shape: stages.last?.layer.output ?? input)
      let count = max(1, block.repeat)
      for turn in 1...count {
        try append(block, to: &stages, from: stages.last?.layer.output ?? input)
        guard turn % max(1, block.skipOver) == 0 || turn == count else { continue }
        let last = stages.count - 1
        if block.skip, stages[last].layer.output == start.shape { stages[last].skipFrom = start.stage }
        start = (stages.count, stages[last].layer.output)
      }
    }
    return tampered(stages)
  }

  private func append(_ block: LayerChoice, to stages: inout [Stage], from input: Shape)
    throws(CatalogError)
  {
    let plain = try LayerCatalog.all.entry(named: block.kind)
    let kind = block.weightNorm ? try LayerCatalog.all.entry(named: "weight-normalized-dense") : plain
    if block.hasActivationInside, let name = block.activation, !LayerChoice.insideActivations.contains(name) {
      throw CatalogError("the activation of an \(kind.name) layer is tanh, relu or linear, not \(name)")
    }
    var request = LayerRequest(input: input, size: block.size, options: block.ownOptions.only(kind.options))
    if kind.name == BatchNormalization.name, stages.giveMaps { request.options["by-channel"] = 1 }
    stages.append(Stage(try kind.make(request)))
    if block.batchNorm {
      let options = stages.giveMaps ? ["by-channel": 1.0] : [:]
      try Self.append("batch-normalization", options: options, to: &stages)
    }
    if block.layerNorm { try Self.append("layer-normalization", to: &stages) }
    if let name = block.activation, name != "linear", !block.hasActivationInside {
      let activation = try ActivationCatalog.all.entry(named: name)
      let options = block.options.only(activation.options)
      let shape = stages[stages.count - 1].layer.output
      stages.append(Stage(try activation.make(LayerRequest(input: shape, options: options))))
    }
    if block.dropout > 0 {
      let options = ["rate": block.dropout, "scaling": Double(self.options["dropout-scaling"] ?? 0)]
      try Self.append("dropout", options: options, to: &stages)
    }
  }

  private static func append(
    _ name: String, options: [String: Double] = [:], to stages: inout [Stage]
  ) throws(CatalogError) {
    let kind = try LayerCatalog.all.entry(named: name)
    let shape = stages[stages.count - 1].layer.output
    stages.append(Stage(try kind.make(LayerRequest(input: shape, options: options))))
  }

  /// Everything that decides a supervised run of this experiment.
  func supervised(_ splits: Splits) throws -> SupervisedConfiguration {
    let update = try update()
    let lossKind = try LossCatalog.all.entry(named: loss)
    let numbers = options.mapValues { Double($0.description) ?? Double($0) }.only(lossKind.options)
    var configuration = SupervisedConfiguration(
      stages: try stages(from: splits.training.inputShape), initializer: initializer,
      loss: try lossKind.make(options: numbers), optimizer: update.optimizer, rate: update.rate,
      batch: batch, order: SampleOrder(rawValue: order.rawValue) ?? .shuffled, splits: splits, seed: seed)
    configuration.update = update
    configuration.inputNoise = option("input-noise")
    configuration.example = Int(option("example"))
    configuration.stopping = stopping
    return configuration
  }
}

extension [Stage] {
  /// Whether what comes out are maps of an image, also where it is one map only.
  fileprivate var giveMaps: Bool {
    let makers = [Convolution.name, MaxPooling.name, AveragePooling.name]
    let enders = [Dense.name, Flatten.name, GlobalMaxPooling.name, GlobalAveragePooling.name]
    let names = map { type(of: $0.layer).name }
    return names.last { makers.contains($0) || enders.contains($0) }.map(makers.contains) ?? false
  }
}

extension [String: Double] {
  /// Without what belongs to something else, such as the constants of an optimizer chosen before.
  func only(_ options: [CatalogOption]) -> [String: Double] {
    filter { given in options.contains { $0.name == given.key } }
  }
}
