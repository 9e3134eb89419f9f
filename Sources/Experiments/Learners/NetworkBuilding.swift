import Neural

extension Experiment {
  /// The stages of the network for examples of this shape: per block its layer, its normalization, its activation.
  ///
  /// With `skip`, a block computes h + act(norm(W h + b)) where its input and output shapes agree.
  func stages(from input: Shape) throws(CatalogError) -> [Stage] {
    var stages: [Stage] = []
    for block in layers {
      for _ in 0..<max(1, block.repeat) {
        try Self.append(block, to: &stages, from: stages.last?.layer.output ?? input)
      }
    }
    return stages
  }

  private static func append(_ block: LayerChoice, to stages: inout [Stage], from input: Shape)
    throws(CatalogError)
  {
    let first = stages.count
    let kind = try LayerCatalog.all.entry(named: block.kind)
    let request = LayerRequest(input: input, size: block.size, options: block.options.only(kind.options))
    stages.append(Stage(try kind.make(request)))
    if block.batchNorm { try append("batch-normalization", to: &stages) }
    if let name = block.activation, name != "linear" {
      let activation = try ActivationCatalog.all.entry(named: name)
      let options = block.options.only(activation.options)
      let shape = stages[stages.count - 1].layer.output
      stages.append(Stage(try activation.make(LayerRequest(input: shape, options: options))))
    }
    let last = stages.count - 1
    if block.skip, stages[last].layer.output == input { stages[last].skipFrom = first }
  }

  private static func append(_ name: String, to stages: inout [Stage]) throws(CatalogError) {
    let kind = try LayerCatalog.all.entry(named: name)
    let shape = stages[stages.count - 1].layer.output
    stages.append(Stage(try kind.make(LayerRequest(input: shape))))
  }

  /// Everything that decides a supervised run of this experiment.
  func supervised(_ splits: Splits) throws -> SupervisedConfiguration {
    let update = try update()
    var configuration = SupervisedConfiguration(
      stages: try stages(from: splits.training.inputShape), initializer: initializer,
      loss: try LossCatalog.all.entry(named: loss).make(), optimizer: update.optimizer, rate: update.rate,
      batch: batch, order: SampleOrder(rawValue: order.rawValue) ?? .shuffled, splits: splits, seed: seed)
    configuration.update = update
    configuration.inputNoise = option("input-noise")
    return configuration
  }
}

extension [String: Double] {
  /// Without what belongs to something else, such as the constants of an optimizer chosen before.
  func only(_ options: [CatalogOption]) -> [String: Double] {
    filter { given in options.contains { $0.name == given.key } }
  }
}
