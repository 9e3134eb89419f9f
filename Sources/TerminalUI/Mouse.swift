/// What a person does with the mouse; only its first button and its wheel count.
public struct Mouse: Sendable, Hashable {
  public enum Deed: Sendable, Hashable {
    case press, release
    /// Moved while the button is held.
    case drag
    case wheelUp, wheelDown
  }

  public var deed: Deed
  /// The cell under the pointer.
  public var place: Point

  public init(_ deed: Deed, x: Int, y: Int) {
    self.deed = deed
    place = Point(x: x, y: y)
  }
}
