/// How the units of a map lie: rows × columns, each at distance 1 from its nearest neighbours.
///
/// Hexagonal: odd rows are moved right by one half, rows are √3/2 apart, and inner units have six neighbours.
public struct Lattice: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case rectangular, hexagonal
  }

  public var kind: Kind
  public var rows: Int
  public var columns: Int

  public init(_ kind: Kind = .rectangular, rows: Int, columns: Int) {
    self.kind = kind
    self.rows = rows
    self.columns = columns
  }

  public var count: Int { rows * columns }

  /// The place of a unit on the lattice.
  public func place(of unit: Int) -> (x: Float, y: Float) {
    let row = unit / columns
    let column = Float(unit % columns)
    guard kind == .hexagonal else { return (column, Float(row)) }
    return (column + (row % 2 == 1 ? 0.5 : 0), Float(row) * Self.hexagonalRise)
  }

  /// √3 / 2
  static let hexagonalRise: Float = 0.866_025_4

  func squaredDistance(_ first: Int, _ second: Int) -> Float {
    let (a, b) = (place(of: first), place(of: second))
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)
  }

  /// Whether two units touch: with a corner or a side on a rectangular lattice, with a side on a hexagonal one.
  public func touch(_ first: Int, _ second: Int) -> Bool {
    squaredDistance(first, second) < (kind == .rectangular ? 2.5 : 1.5)
  }

  /// The units at distance 1: up to four, or six on a hexagonal lattice.
  public func neighbours(of unit: Int) -> [Int] {
    let (row, column) = (unit / columns, unit % columns)
    return (max(0, row - 1)...min(rows - 1, row + 1)).flatMap { otherRow in
      (max(0, column - 1)...min(columns - 1, column + 1)).compactMap { otherColumn in
        let other = otherRow * columns + otherColumn
        return other != unit && squaredDistance(unit, other) < 1.5 ? other : nil
      }
    }
  }
}
