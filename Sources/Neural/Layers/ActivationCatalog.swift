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
      LayerKind(
        ELU.name, "x above 0, alpha (e^x - 1) below",
        options: [CatalogOption("alpha", 1, in: 0...10, "depth of the floor")]
      ) { input, _, options in ELU(input, alpha: options.float("alpha")) },
      LayerKind(SELU.name, "ELU scaled to keep mean 0 and variance 1") { input, _, _ in SELU(input) },
      LayerKind(
        GELU.name, "x times the normal distribution function of x",
        options: [CatalogOption("tanh", 0, in: 0...1, "1: the approximation with tanh")]
      ) { input, _, options in GELU(input, usesTanh: options.flag("tanh")) },
      LayerKind(
        Softplus.name, "ln(1 + e^x), a ReLU with a round corner",
        options: [CatalogOption("beta", 1, in: 0.001...1000, "sharpness of the corner")]
      ) { input, _, options in Softplus(input, beta: options.float("beta")) },
      LayerKind(
        Swish.name, aliases: ["silu"], "x times the sigmoid of x",
        options: [CatalogOption("beta", 1, in: 0...100, "sharpness of the gate")]
      ) { input, _, options in Swish(input, beta: options.float("beta")) },
      LayerKind(Softmax.name, "positive shares that sum to 1 in each row") { input, _, _ in Softmax(input) },
    ])
}
