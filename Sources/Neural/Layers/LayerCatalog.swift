/// Every layer by name, activations included.
public enum LayerCatalog {
  public static let all = Catalog(
    "layer",
    [
      dense, batchNormalization, layerNormalization, weightNormalizedDense, dropout, embedding, oneHot,
    ] + images + recurrent + ActivationCatalog.all.entries)

  private static let dense = LayerKind(
    Dense.name, aliases: ["fully-connected"], "every output sees every input: y = W x + b", takesSize: true,
    options: [CatalogOption("each-row", 0, in: 0...1, "1: each row of a sequence by itself")]
  ) { input, size, options in
    options.flag("each-row") ? Dense(eachRowOf: input, outputs: size) : Dense(input, outputs: size)
  }

  private static let batchNormalization = LayerKind(
    BatchNormalization.name, aliases: ["batch-norm"],
    "mean 0 and variance 1 over the batch, then gain and shift",
    options: [
      CatalogOption("momentum", 0.1, in: 0...1, "pace of the running statistics"),
      CatalogOption("epsilon", 1e-5, in: 1e-12...1, "keeps the quotient finite"),
      CatalogOption("by-channel", 0, in: 0...1, "1: statistics by channel even if there is only one"),
    ]
  ) { input, _, options in
    BatchNormalization(
      input, momentum: options.float("momentum"), epsilon: options.float("epsilon"),
      isImage: options.flag("by-channel"))
  }

  private static let layerNormalization = LayerKind(
    LayerNormalization.name, aliases: ["layer-norm"],
    "mean 0 and variance 1 over each example, then gain and shift",
    options: [CatalogOption("epsilon", 1e-5, in: 1e-12...1, "keeps the quotient finite")]
  ) { input, _, options in LayerNormalization(input, epsilon: options.float("epsilon")) }

  private static let weightNormalizedDense = LayerKind(
    WeightNormalizedDense.name, "a dense layer that learns length and direction of its weights apart",
    takesSize: true,
    options: [CatalogOption("each-row", 0, in: 0...1, "1: each row of a sequence by itself")]
  ) { input, size, options in
    options.flag("each-row")
      ? WeightNormalizedDense(eachRowOf: input, outputs: size) : WeightNormalizedDense(input, outputs: size)
  }

  private static let dropout = LayerKind(
    Dropout.name, "switches units off at random while training",
    options: [
      CatalogOption("rate", 0.5, in: 0...0.99, "share that is switched off"),
      CatalogOption("scaling", 0, in: 0...2, "kept units times 0: 1 / (1 - rate), 1: 1 / rate, 2: 1"),
    ]
  ) { input, _, options in
    Dropout(
      input, rate: options.float("rate"), scaling: .init(rawValue: Int(options["scaling"].rounded())) ?? .kept
    )
  }

  private static let embedding = LayerKind(
    Embedding.name, "a learned vector for every class number", takesSize: true, takesClasses: true,
    options: [CatalogOption("classes", 256, in: 1...65_536, "how many different numbers there are")]
  ) { input, size, options in Embedding(input, classes: Int(options["classes"]), columns: size) }

  private static let oneHot = LayerKind(
    OneHot.name, "a 1 at the place of every class number", takesSize: true, takesClasses: true
  ) { input, size, _ in OneHot(input, classes: size) }
}
