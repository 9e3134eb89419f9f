/// A screen as a value: a flat array of cells, row by row, and the look it is drawn for.
public struct Canvas: Sendable, Equatable {
  public let size: Size
  public let look: Look
  public private(set) var cells: [Cell]
  /// Where the terminal's cursor rests: on the focused item, so that screen readers and magnifiers find it.
  public var cursor: Point?
  /// Whether drawings leave behind what can be pointed at; most canvases are only looked at.
  public var keepsReadouts = false
  public private(set) var readouts: [Readout] = []
  public private(set) var timeAxes: [TimeAxis] = []

  public init(size: Size, look: Look = Look()) {
    self.size = Size(width: max(size.width, 0), height: max(size.height, 0))
    self.look = look
    cells = Array(repeating: .blank, count: self.size.width * self.size.height)
  }

  public var bounds: Rect { Rect(size) }

  /// The cell at a place; reading outside gives a blank, writing outside does nothing. A glyph that the look cannot
  /// show is replaced by its plainer stand-in (see `Glyphs`), so that no drawing can send what the terminal lacks.
  public subscript(x: Int, y: Int) -> Cell {
    get {
      guard x >= 0, y >= 0, x < size.width, y < size.height else { return .blank }
      return cells[y * size.width + x]
    }
    set {
      guard x >= 0, y >= 0, x < size.width, y < size.height else { return }
      var cell = newValue
      cell.glyph = Glyphs.plain(cell.glyph, at: look.capability.glyphs)
      cells[y * size.width + x] = cell
    }
  }

  /// Keeps what can be pointed at in the drawing just made.
  public mutating func keep(_ readout: @autoclosure () -> Readout) {
    if keepsReadouts { readouts.append(readout()) }
  }

  public mutating func keep(_ axis: @autoclosure () -> TimeAxis) {
    if keepsReadouts { timeAxes.append(axis()) }
  }

  /// Equal pictures; what can be pointed at is no part of them.
  public static func == (first: Canvas, second: Canvas) -> Bool {
    first.size == second.size && first.look == second.look && first.cells == second.cells
      && first.cursor == second.cursor
  }

  /// Makes a row what it is in a canvas of the same size.
  public mutating func copyRow(_ y: Int, from other: Canvas) {
    guard other.size == size, y >= 0, y < size.height else { return }
    let row = y * size.width..<(y + 1) * size.width
    cells.replaceSubrange(row, with: other.cells[row])
  }

  public mutating func fill(_ area: Rect, with cell: Cell = .blank) {
    let area = area.intersection(bounds)
    guard !area.isEmpty else { return }
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX { self[x, y] = cell }
    }
  }
}
