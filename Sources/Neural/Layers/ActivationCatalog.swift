/// Every activation by name: layers without a size that keep the shape.
public enum ActivationCatalog {
  public static let all = Catalog(
    "activation",
    [
      LayerKind(Linear.name, aliases: ["none", "identity"], "x itself") { input, _, _ in Linear(input) },
      LayerKind(Sigmoid.name, aliases: ["logistic"], "1 / (1 + e^-x), between 0 and 1") { input, _, _ in
        Sigmoid(input)
      },
      LayerKind(Tanh.name, "hyperbolic tangent, between -1 and 1") { input, _, _ in Tanh(input) },
      LayerKind(ReLU.name, "max(0, x)") { input, _, _ in ReLU(input) },
      LayerKind(
        LeakyReLU.name, "x above 0, slope times x below",
        options: [CatalogOption("slope", 0.01, in: 0...1, "slope below 0")]
      ) { input, _, options in LeakyReLU(input, slope: options.float("slope")) },
      LayerKind(
        PReLU.name, "x above 0, a learned slope times x below",
        options: [CatalogOption("slope", 0.25, in: -1...1, "slope at the start")]
      ) { input, _, options in PReLU(input, start: options.float("slope")) },
      LayerKind(Softmax.name, "positive shares that sum to 1 in each row") { input, _, _ in Softmax(input) },
    ])
}
