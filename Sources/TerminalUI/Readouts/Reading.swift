/// What one datum of a drawing says.
public struct Reading: Sendable {
  /// The datum in full precision and what it is, such as `step 240 · train 0.012345678`.
  public var text: String
  /// The step it belongs to, where the drawing shows time.
  public var step: Int?
  /// What it is, for tools that change it; its type is the affair of whoever draws.
  public var subject: (any Sendable)?

  public init(_ text: String, step: Int? = nil, subject: (any Sendable)? = nil) {
    self.text = text
    self.step = step
    self.subject = subject
  }
}

/// Where a datum lies: the cells it covers, or the upper or lower half of one.
public struct Spot: Sendable, Hashable {
  public enum Half: Sendable, Hashable { case upper, lower }

  public var area: Rect
  public var half: Half?

  public init(_ area: Rect, half: Half? = nil) {
    self.area = area
    self.half = half
  }

  /// One cell.
  public init(x: Int, y: Int, half: Half? = nil) {
    self.init(Rect(x: x, y: y, width: 1, height: 1), half: half)
  }
}
