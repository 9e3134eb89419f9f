/// The two axes of a drawing area and the room that their labels take.
public struct Axes: Sendable {
  public var x: Scale
  public var y: Scale
  public var xTitle: String
  /// Where curves and points are drawn.
  public let field: Rect
  /// The whole of it, with the labels.
  public let area: Rect
  private let yTicks: [Tick]
  private let hasBottom: Bool

  /// - Parameters:
  ///   - right: columns kept free on the right for labels of lines.
  ///   - gutter: least width of the labels on the left, so that it does not change from picture to picture.
  public init(x: Scale, y: Scale, xTitle: String = "", in area: Rect, right: Int = 0, gutter: Int = 5) {
    self.x = x
    self.y = y
    self.xTitle = xTitle
    self.area = area
    hasBottom = area.height >= 6 && area.width >= 20
    let bottom = hasBottom ? 2 : 0
    let rows = area.height - bottom
    yTicks = rows >= 4 ? Self.atLeastTwo(y, atMost: max((rows + 2) / 3, 2)) : Self.ends(y)
    let labels = yTicks.map { Width.of($0.label) }.max() ?? 0
    let left = area.width >= 12 ? max(labels, area.width >= 30 ? gutter : 0) + 2 : 0
    field = area.inset(left: left, right: min(right, max(area.width - left - 8, 0)), bottom: bottom)
  }

  /// One number alone is no scale: then finer steps, of which those that are too close are not drawn, or the ends.
  private static func atLeastTwo(_ scale: Scale, atMost count: Int) -> [Tick] {
    let tries = (count...count + 3).lazy.map { Ticks.along(scale, atMost: $0) }
    return tries.first { $0.count > 1 } ?? ends(scale)
  }

  private static func ends(_ scale: Scale) -> [Tick] {
    [Tick(scale.low, Digits.short(scale.low)), Tick(scale.high, Digits.short(scale.high))]
  }

  /// The row of cells of a value, or nil outside the scale.
  public func row(of value: Double) -> Int? {
    cell(y.fraction(value), field.height).map { field.maxY - 1 - $0 }
  }
  /// The column of cells of a value, or nil outside the scale.
  public func column(of value: Double) -> Int? { cell(x.fraction(value), field.width).map { field.x + $0 } }

  /// The cell of a value at some x; a value above, below or without a number stands at the edge. Nil left and right of
  /// the scale.
  public func spot(x: Double, y: Double) -> Spot? {
    guard let column = column(of: x), field.height > 0 else { return nil }
    let fraction = self.y.fraction(y)
    let shown = fraction.isNaN ? 0 : min(max(fraction, 0), 1)
    return cell(shown, field.height).map { Spot(x: column, y: field.maxY - 1 - $0) }
  }

  private func cell(_ fraction: Double, _ count: Int) -> Int? {
    guard fraction.isFinite, fraction >= -1e-9, fraction <= 1 + 1e-9, count > 0 else { return nil }
    return min(max(Int((fraction * Double(count * 4 - 1)).rounded()) / 4, 0), count - 1)
  }

  /// Draws lines, ticks, labels and the title of the x axis.
  public func draw(on canvas: inout Canvas) {
    if field.x > area.x { drawLeft(on: &canvas) }
    if hasBottom { drawBottom(on: &canvas) }
  }

  private func drawLeft(on canvas: inout Canvas) {
    let line = field.x - 1
    let border = canvas.look.style(.border)
    for y in field.y..<field.maxY {
      canvas.put(Cell(canvas.look.glyph("│", or: "|"), border), x: line, y: y, in: area)
    }
    var used = Set<Int>()
    for tick in yTicks {
      guard let y = row(of: tick.value), used.isDisjoint(with: [y - 1, y, y + 1]) || area.height < 6,
        used.insert(y).inserted
      else { continue }
      canvas.put(Cell(canvas.look.glyph("┤", or: "+"), border), x: line, y: y, in: area)
      canvas.write(tick.label, x: line - 1 - Width.of(tick.label), y: y, .dim, in: area)
    }
  }

  private func drawBottom(on canvas: inout Canvas) {
    let y = field.maxY
    let border = canvas.look.style(.border)
    for column in field.x..<field.maxX {
      canvas.put(Cell(canvas.look.glyph("─", or: "-"), border), x: column, y: y, in: area)
    }
    canvas.put(Cell(canvas.look.glyph("└", or: "+"), border), x: field.x - 1, y: y, in: area)
    let titleWidth = Width.of(xTitle)
    let hasRoom = area.maxX - field.maxX > titleWidth
    let titleStart = hasRoom ? field.maxX + 1 : area.maxX - titleWidth
    var free = area.x
    for tick in Ticks.along(x, atMost: max(field.width / 8, 2)) {
      guard let column = column(of: tick.value) else { continue }
      let width = Width.of(tick.label)
      let start = min(max(column - width / 2, area.x), area.maxX - width)
      guard start >= free, start + width <= titleStart - (xTitle.isEmpty ? 0 : 1) else { continue }
      canvas.put(Cell(canvas.look.glyph("┬", or: "+"), border), x: column, y: y, in: area)
      canvas.write(tick.label, x: start, y: y + 1, .dim, in: area)
      free = start + width + 2
    }
    if titleStart >= free - 1 { canvas.write(xTitle, x: titleStart, y: y + 1, .dim, in: area) }
  }
}
