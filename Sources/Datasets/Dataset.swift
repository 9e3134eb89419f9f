public import Neural

/// Examples ready for a learner, with what must be said about them.
public struct Dataset: Sendable {
  /// The catalog name or the file.
  public var name: String
  public var title: String
  /// Must be shown where the data are shown; empty for generated sets and a person's own.
  public var credit: String
  public var splits: Splits
  /// Undoes the option `scale-target`: original = scaled · deviation + mean.
  public var targetMean: Float
  public var targetDeviation: Float
  /// What a person should know, one sentence each.
  public var notes: [String]

  public init(
    name: String, title: String, credit: String, splits: Splits, targetMean: Float = 0,
    targetDeviation: Float = 1,
    notes: [String] = []
  ) {
    self.name = name
    self.title = title
    self.credit = credit
    self.splits = splits
    self.targetMean = targetMean
    self.targetDeviation = targetDeviation
    self.notes = notes
  }
}
