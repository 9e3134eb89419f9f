/// Every layer by name, activations included.
public enum LayerCatalog {
  public static let all = Catalog(
    "layer", [dense, batchNormalization] + images + recurrent + ActivationCatalog.all.entries)

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
    ]
  ) { input, _, options in
    BatchNormalization(input, momentum: options.float("momentum"), epsilon: options.float("epsilon"))
  }
}
