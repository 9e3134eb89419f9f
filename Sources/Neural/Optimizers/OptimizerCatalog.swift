/// An entry of the optimizer catalog.
public struct OptimizerKind: CatalogEntry {
  public let name: String
  public let aliases: [String]
  public let summary: String
  public let options: [CatalogOption]
  private let build: @Sendable (OptionValues) -> any Optimizer

  public init(
    _ name: String, aliases: [String] = [], _ summary: String, options: [CatalogOption] = [],
    build: @escaping @Sendable (OptionValues) -> any Optimizer
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.options = options
    self.build = build
  }

  /// Makes the optimizer; throws a `CatalogError` for an option it does not have or a value out of range.
  public func make(options given: [String: Double] = [:]) throws(CatalogError) -> any Optimizer {
    build(try OptionValues(given, of: options, owner: name))
  }
}

/// Every optimizer by name.
public enum OptimizerCatalog {
  public static let all = Catalog(
    "optimizer", [sgd, momentum, nesterov, adagrad, adadelta, rmsprop, adam, adamW])

  private static func epsilon(_ standard: Double) -> CatalogOption {
    CatalogOption("epsilon", standard, in: 0...1, "keeps the quotient finite")
  }

  private static let velocity = CatalogOption(
    "momentum", 0.9, in: 0...0.999_999, "share of the velocity that is kept")

  private static func memory(_ standard: Double) -> CatalogOption {
    CatalogOption("rho", standard, in: 0...0.999_999, "memory of the mean square")
  }

  private static let betas = [
    CatalogOption("beta1", 0.9, in: 0...0.999_999, "memory of the mean"),
    CatalogOption("beta2", 0.999, in: 0...0.999_999_9, "memory of the mean square"),
  ]

  private static let sgd = OptimizerKind(SGD.name, aliases: ["gradient-descent"], "w -= rate * gradient") {
    _ in
    SGD()
  }

  private static let momentum = OptimizerKind(
    Momentum.name, aliases: ["sgd-momentum"], "a velocity that remembers past gradients",
    options: [velocity, CatalogOption("nesterov", 0, in: 0...1, "1: look ahead along the velocity")]
  ) { options in
    Momentum(momentum: options.float("momentum"), nesterov: options.flag("nesterov"))
  }

  private static let nesterov = OptimizerKind(
    Nesterov.name, "a velocity that looks ahead before it steps", options: [velocity]
  ) { options in
    Nesterov(momentum: options.float("momentum"))
  }

  private static let adagrad = OptimizerKind(
    Adagrad.name, "a rate for every weight that falls with each gradient it has seen",
    options: [epsilon(1e-10)]
  ) { options in
    Adagrad(epsilon: options.float("epsilon"))
  }

  private static let adadelta = OptimizerKind(
    Adadelta.name, "steps as long as the recent ones were; its usual rate is 1",
    options: [memory(0.9), epsilon(1e-6)]
  ) { options in
    Adadelta(rho: options["rho"], epsilon: options.float("epsilon"))
  }

  private static let rmsprop = OptimizerKind(
    RMSprop.name, "divides each gradient by the root of its recent mean square",
    options: [memory(0.99), epsilon(1e-8)]
  ) { options in
    RMSprop(rho: options["rho"], epsilon: options.float("epsilon"))
  }

  private static let adam = OptimizerKind(
    Adam.name, "a rate of its own for every weight, from the moments of its gradient",
    options: betas + [epsilon(1e-8)]
  ) { options in
    Adam(beta1: options["beta1"], beta2: options["beta2"], epsilon: options.float("epsilon"))
  }

  private static let adamW = OptimizerKind(
    AdamW.name, "Adam with weight decay that the moments do not see",
    options: betas + [
      epsilon(1e-8),
      CatalogOption("decay", 0.01, in: 0...10, "share of the weight taken away, times the rate"),
    ]
  ) { options in
    AdamW(
      beta1: options["beta1"], beta2: options["beta2"], epsilon: options.float("epsilon"),
      decay: options.float("decay"))
  }
}
