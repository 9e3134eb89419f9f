/// The data of a drawing that one can point at, in the order of an index, with the place and the words of each.
///
/// A drawing leaves it on a canvas that keeps readouts, so that the places are those of the very picture.
public struct Readout: Sendable {
  /// Data side by side; 0: points that lie anywhere.
  public let columns: Int
  public let count: Int
  /// The first step of each column, where columns are times; rising.
  public var steps: [Int]
  private let place: @Sendable (Int) -> Spot?
  private let words: @Sendable (Int) -> Reading

  /// Rows of data; the index counts row by row.
  public init(
    rows: Int, columns: Int, steps: [Int] = [],
    place: @escaping @Sendable (_ row: Int, _ column: Int) -> Spot?,
    reading: @escaping @Sendable (_ row: Int, _ column: Int) -> Reading
  ) {
    self.columns = max(columns, 0)
    self.steps = steps.count == columns ? steps : []
    count = max(rows, 0) * max(columns, 0)
    let width = max(columns, 1)
    self.place = { place($0 / width, $0 % width) }
    words = { reading($0 / width, $0 % width) }
  }

  /// Points that lie anywhere; a point without a place cannot be reached.
  public init(points: [Spot?], reading: @escaping @Sendable (_ index: Int) -> Reading) {
    columns = 0
    count = points.count
    steps = []
    place = { points.indices.contains($0) ? points[$0] : nil }
    words = reading
  }

  /// Rows of text, one datum a row.
  public init(rows: [Rect], reading: @escaping @Sendable (_ index: Int) -> Reading) {
    self.init(
      rows: rows.count, columns: 1, place: { row, _ in Spot(rows[row]) }, reading: { row, _ in reading(row) })
  }

  /// Where the datum lies, or nil if there is none of that index or it is out of sight.
  public func spot(_ index: Int) -> Spot? {
    guard index >= 0, index < count, let spot = place(index), !spot.area.isEmpty else { return nil }
    return spot
  }

  public func reading(_ index: Int) -> Reading? { spot(index) == nil ? nil : words(index) }

  /// Those that can be reached.
  public var reachable: [Int] { (0..<count).filter { spot($0) != nil } }
}

/// A drawing whose x axis is the step.
public struct TimeAxis: Sendable {
  public var field: Rect
  /// The column of cells of a step, or nil outside.
  public var column: @Sendable (_ step: Int) -> Int?

  public init(_ field: Rect, column: @escaping @Sendable (_ step: Int) -> Int?) {
    self.field = field
    self.column = column
  }
}

extension Readout {
  /// Equal parts of an area, as `Heatmap` divides it: `perRow` data rows share a row of cells where it has two pixels.
  public static func even(
    rows: Int, columns: Int, in area: Rect, perRow: Int = 1, steps: [Int] = [],
    reading: @escaping @Sendable (_ row: Int, _ column: Int) -> Reading
  ) -> Readout {
    Readout(rows: rows, columns: columns, steps: steps) { row, column in
      let across = part(column, of: columns, over: area.width)
      let down = part(row, of: rows, over: area.height * perRow)
      guard !across.isEmpty, !down.isEmpty else { return nil }
      let top = down.lowerBound / perRow
      let bottom = (down.upperBound - 1) / perRow + 1
      let cells = Rect(
        x: area.x + across.lowerBound, y: area.y + top, width: across.count, height: bottom - top)
      guard perRow == 2, down.count == 1 else { return Spot(cells) }
      return Spot(cells, half: down.lowerBound % 2 == 0 ? .upper : .lower)
    } reading: {
      reading($0, $1)
    }
  }

  /// The pixels that show datum `index` of `count`: those whose share begins in it, or the one that it shares.
  private static func part(_ index: Int, of count: Int, over pixels: Int) -> Range<Int> {
    guard count > 0, pixels > 0 else { return 0..<0 }
    let first = (index * pixels + count - 1) / count
    let end = ((index + 1) * pixels + count - 1) / count
    if first < end { return first..<end }
    let shared = index * pixels / count
    return shared..<shared + 1
  }
}
