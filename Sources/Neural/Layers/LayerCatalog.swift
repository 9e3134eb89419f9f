/// Every layer by name, activations included.
public enum LayerCatalog {
  public static let all = Catalog("layer", [dense] + ActivationCatalog.all.entries)

  private static let dense = LayerKind(
    "dense", aliases: ["fully-connected"], "every output sees every input: y = W x + b", takesSize: true,
    options: [CatalogOption("each-row", 0, in: 0...1, "1: each row of a sequence by itself")]
  ) { input, size, options in
    options.flag("each-row") ? Dense(eachRowOf: input, outputs: size) : Dense(input, outputs: size)
  }
}
