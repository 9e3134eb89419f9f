/// The shape of one example, without the batch.
///
/// - A vector of n features: `columns` = n.
/// - A sequence of t steps of n features: `rows` = t, `columns` = n.
/// - An image: `channels` planes of `rows` × `columns`.
///
/// Element (channel, row, column) lies at `(channel · rows + row) · columns + column`.
public struct Shape: Sendable, Hashable, Codable {
  public var rows: Int
  public var columns: Int
  public var channels: Int

  public init(rows: Int = 1, columns: Int = 1, channels: Int = 1) {
    self.rows = rows
    self.columns = columns
    self.channels = channels
  }

  /// A flat vector of `count` features.
  public static func vector(_ count: Int) -> Shape { Shape(columns: count) }

  public var count: Int { rows * columns * channels }
}

extension Shape: CustomStringConvertible {
  /// `16`, `32×64` (rows × columns) or `8×28×28` (channels × rows × columns).
  public var description: String {
    if channels > 1 { return "\(channels)×\(rows)×\(columns)" }
    return rows > 1 ? "\(rows)×\(columns)" : "\(columns)"
  }
}
