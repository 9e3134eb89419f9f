/// An entry of the loss catalog.
public struct LossKind: CatalogEntry {
  public let name: String
  public let aliases: [String]
  public let summary: String
  /// What the targets of this loss are.
  public let target: LossTarget
  private let build: @Sendable () -> any Loss

  public init(
    _ name: String, aliases: [String], _ summary: String, target: LossTarget,
    build: @escaping @Sendable () -> any Loss
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.target = target
    self.build = build
  }

  public func make() -> any Loss { build() }
}

/// What a loss expects beside each prediction.
public enum LossTarget: Sendable, Hashable {
  /// A number for each output.
  case numbers
  /// 0 or 1 for each output.
  case binary
  /// One class number a row.
  case classes
}

/// Every loss by name.
public enum LossCatalog {
  public static let all = Catalog(
    "loss",
    [
      LossKind(
        MeanSquaredError.name, aliases: ["mse"], "mean of the squared errors", target: .numbers
      ) { MeanSquaredError() },
      LossKind(
        BinaryCrossEntropy.name, aliases: ["bce"], "surprise of a yes-or-no answer, on logits",
        target: .binary
      ) { BinaryCrossEntropy() },
      LossKind(
        CategoricalCrossEntropy.name, aliases: ["cross-entropy", "cce", "softmax-cross-entropy"],
        "surprise of one class among several, on logits", target: .classes
      ) { CategoricalCrossEntropy() },
      LossKind(
        Hinge.name, aliases: ["svm"], "distance from the right side of the margin", target: .binary
      ) { Hinge() },
    ])
}
