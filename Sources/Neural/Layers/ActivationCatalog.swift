/// Every activation by name: layers without a size that keep the shape.
public enum ActivationCatalog {
  public static let all = Catalog(
    "activation",
    [
      LayerKind("linear", aliases: ["none", "identity"], "x itself") { input, _, _ in Linear(input) },
      LayerKind("sigmoid", aliases: ["logistic"], "1 / (1 + e^-x), between 0 and 1") { input, _, _ in
        Sigmoid(input)
      },
      LayerKind("tanh", "hyperbolic tangent, between -1 and 1") { input, _, _ in Tanh(input) },
      LayerKind("relu", "max(0, x)") { input, _, _ in ReLU(input) },
      LayerKind(
        "leaky-relu", "x above 0, slope times x below",
        options: [CatalogOption("slope", 0.01, in: 0...1, "slope below 0")]
      ) { input, _, options in LeakyReLU(input, slope: options.float("slope")) },
    ])
}
