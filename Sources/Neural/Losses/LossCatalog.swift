/// An entry of the loss catalog.
public struct LossKind: CatalogEntry {
  public let name: String
  public let aliases: [String]
  public let summary: String
  /// What the targets of this loss are.
  public let target: LossTarget
  public let options: [CatalogOption]
  private let build: @Sendable (OptionValues) -> any Loss

  public init(
    _ name: String, aliases: [String], _ summary: String, target: LossTarget, options: [CatalogOption] = [],
    build: @escaping @Sendable (OptionValues) -> any Loss
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.target = target
    self.options = options
    self.build = build
  }

  /// The loss with all its options at their standard.
  public func make() -> any Loss { build(OptionValues(standardsOf: options)) }

  /// Makes the loss; throws a `CatalogError` for an option it does not have or a value out of range.
  public func make(options given: [String: Double]) throws(CatalogError) -> any Loss {
    build(try OptionValues(given, of: options, owner: name))
  }
}

/// What a loss expects beside each prediction.
public enum LossTarget: Sendable, Hashable {
  /// A number for each output.
  case numbers
  /// 0 or 1 for each output.
  case binary
  /// One class number a row.
  case classes
  /// A probability for each output, summing to 1 over an example.
  case distributions
}

/// Every loss by name.
public enum LossCatalog {
  public static let all = Catalog(
    "loss",
    [
      LossKind(
        MeanSquaredError.name, aliases: ["mse"], "mean of the squared errors", target: .numbers
      ) { _ in MeanSquaredError() },
      LossKind(
        MeanAbsoluteError.name, aliases: ["mae", "l1"], "mean of the errors without their sign",
        target: .numbers
      ) { _ in MeanAbsoluteError() },
      LossKind(
        Huber.name, aliases: ["smooth-l1"], "squared near zero, absolute beyond delta", target: .numbers,
        options: [CatalogOption("delta", 1, in: 0.001...1000, "where the error stops being squared")]
      ) { options in Huber(delta: options.float("delta")) },
      LossKind(
        BinaryCrossEntropy.name, aliases: ["bce"], "surprise of a yes-or-no answer, on logits",
        target: .binary
      ) { _ in BinaryCrossEntropy() },
      LossKind(
        CategoricalCrossEntropy.name, aliases: ["cross-entropy", "cce", "softmax-cross-entropy"],
        "surprise of one class among several, on logits", target: .classes
      ) { _ in CategoricalCrossEntropy() },
      LossKind(
        Hinge.name, aliases: ["svm"], "distance from the right side of the margin", target: .binary
      ) { _ in Hinge() },
      LossKind(
        SquaredHinge.name, aliases: [], "square of the distance from the right side of the margin",
        target: .binary
      ) { _ in SquaredHinge() },
      LossKind(
        KLDivergence.name, aliases: ["kl", "kullback-leibler"],
        "cost of the predicted distribution beside the true one, on logits", target: .distributions
      ) { _ in KLDivergence() },
    ])
}
