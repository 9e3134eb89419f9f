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
    "optimizer",
    [
      OptimizerKind(SGD.name, aliases: ["gradient-descent"], "w -= rate * gradient") { _ in SGD() },
      OptimizerKind(
        Momentum.name, aliases: ["sgd-momentum"], "a velocity that remembers past gradients",
        options: [
          CatalogOption("momentum", 0.9, in: 0...0.999_999, "share of the velocity that is kept"),
          CatalogOption("nesterov", 0, in: 0...1, "1: look ahead along the velocity"),
        ]
      ) { options in
        Momentum(momentum: options.float("momentum"), nesterov: options.flag("nesterov"))
      },
      OptimizerKind(
        Adam.name, "a rate of its own for every weight, from the moments of its gradient",
        options: [
          CatalogOption("beta1", 0.9, in: 0...0.999_999, "memory of the mean"),
          CatalogOption("beta2", 0.999, in: 0...0.999_999_9, "memory of the mean square"),
          CatalogOption("epsilon", 1e-8, in: 0...1, "keeps the quotient finite"),
        ]
      ) { options in
        Adam(beta1: options["beta1"], beta2: options["beta2"], epsilon: options.float("epsilon"))
      },
    ])
}
