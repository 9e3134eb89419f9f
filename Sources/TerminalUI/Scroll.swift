/// How far a text is scrolled, kept inside its bounds.
public struct Scroll: Sendable, Hashable {
  /// Rows hidden above; what is drawn is limited to the text's end, so that a resize loses nothing.
  public private(set) var offset: Int

  public init(offset: Int = 0) { self.offset = max(offset, 0) }

  /// The first row to draw of `count` rows in a window of `height`.
  public func first(of count: Int, in height: Int) -> Int { min(offset, max(count - height, 0)) }

  public mutating func move(by rows: Int, of count: Int, in height: Int) {
    offset = min(max(first(of: count, in: height) + rows, 0), max(count - height, 0))
  }

  /// Moves as little as possible so that `rows` are inside the window.
  public mutating func reveal(_ rows: Range<Int>, of count: Int, in height: Int) {
    let top = first(of: count, in: height)
    if rows.upperBound > top + height { offset = max(rows.upperBound - height, 0) }
    if rows.lowerBound < first(of: count, in: height) { offset = rows.lowerBound }
  }
}
