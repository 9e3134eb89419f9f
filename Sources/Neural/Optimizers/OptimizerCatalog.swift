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
      OptimizerKind(SGD.name, aliases: ["gradient-descent"], "w -= rate * gradient") { _ in SGD() }
    ])
}
