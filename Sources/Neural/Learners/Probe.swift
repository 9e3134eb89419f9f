/// A number that a learner reports at every step.
public struct Meter: Sendable, Hashable {
  /// Such as `loss`, `accuracy`, `validation/loss`, `gradient/3 dense`.
  public var name: String
  /// Empty for a pure number.
  public var unit: String

  public init(_ name: String, unit: String = "") {
    self.name = name
    self.unit = unit
  }

  /// Whether it counts something and has no use for decimals.
  public var isCount: Bool { Self.counts.contains(name) }

  private static let counts: Set = [
    "mistakes", "mistakes/pass", "pass", "bound", "modes", "best-step", "patience-left",
  ]
}

/// A picture of the inside, filled only when a visible panel asks for it by name.
public struct Probe: Sendable, Hashable {
  public var name: String
  public var shape: Shape
  public var values: [Float]
  /// What the columns (x) and rows (y) span in the units of the data, where that has a meaning.
  public var xRange: ClosedRange<Float>?
  public var yRange: ClosedRange<Float>?
  /// Names of rows, columns or entries, where they have names.
  public var labels: [String]

  public init(
    _ name: String, shape: Shape = Shape(columns: 0), values: [Float] = [], xRange: ClosedRange<Float>? = nil,
    yRange: ClosedRange<Float>? = nil, labels: [String] = []
  ) {
    self.name = name
    self.shape = shape
    self.values = values
    self.xRange = xRange
    self.yRange = yRange
    self.labels = labels
  }
}
