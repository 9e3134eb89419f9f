public import Experiments
import Neural
public import TerminalUI

/// One map before and after a pooling stage, side by side; lines mark the windows.
public enum PoolingPanel: Panel {
  public static let name = "pooling"
  public static let probes = ["image", "feature-maps/*"]
  /// The number of the pooling stage; without one, the first.
  public static let options = (1...32).map(String.init)
  public static let minimum = Size(width: 24, height: 4)

  private static let missing =
    "A map before and after pooling appears here if the network has a pooling layer. Space runs it."

  private static func work(_ snapshot: Snapshot, _ view: PanelView) -> PoolingWork? {
    guard let lane = snapshot.shownLane(view) else { return nil }
    let wanted = view.options.compactMap(Int.init).min()
    let stages = lane.mapStages
    let pools = stages.filter { $0.name.hasSuffix("-pooling") }
    guard let index = pools.firstIndex(where: { wanted == nil || $0.number == wanted }) else { return nil }
    let number = pools[index].number
    let before = number == 1 ? lane.probes["image"] : stages.first { $0.number == number - 1 }?.probe
    guard let before else { return nil }
    return PoolingWork(pools[index].name, turn: index, from: before, to: pools[index].probe, lane)
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let work = work(snapshot, view) else { return "pooling" }
    let example = work.example.map { " · \($0)" } ?? ""
    return "\(work.name) · \(work.windows) · map \(work.map + 1)\(example)\(snapshot.laneTag(view))"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    guard let work = work(snapshot, view) else { return canvas.message(missing, in: area) }
    work.draw(on: &canvas, in: area)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let work = work(snapshot, view) else { return missing }
    return "\(work.name), \(work.windows), makes \(work.after.rows) by \(work.after.columns) of "
      + "\(work.before.rows) by \(work.before.columns) numbers; \(work.sentence)."
  }
}

/// What a pooling stage does with one map.
struct PoolingWork {
  let name: String
  /// Whose map it is.
  let example: String?
  let map: Int
  let before: SmallImage
  let after: SmallImage
  private let size: Int
  private let stride: Int
  /// The window that is told in numbers.
  private let row: Int
  private let column: Int
  private let tone: ImageTone

  /// - Parameter turn: how many pooling stages come before it.
  init?(_ name: String, turn: Int, from source: Probe, to target: Probe, _ lane: LaneSnapshot) {
    guard !source.planes.isEmpty, !target.planes.isEmpty else { return nil }
    self.name = name
    example = target.labels.first
    map = min(lane.place("filter"), min(source.planes.count, target.planes.count) - 1)
    tone = ImageTone(source.planes[map])
    before = source.images(tone, "before, map")[map]
    after = target.images(tone, "after, map")[map]
    let blocks = lane.experiment.layers.filter { !$0.kind.hasPrefix("global") && $0.kind.contains("pool") }
      .flatMap { Array(repeating: $0, count: min(max($0.repeat, 1), 64)) }
    let ratio = max(before.rows / after.rows, 1)
    let block = blocks.indices.contains(turn) ? blocks[turn] : nil
    size = min(max(block?.size ?? ratio, 1), min(before.rows, before.columns))
    let chosen = block?.options["stride"] ?? 0
    stride = chosen >= 1 && chosen <= 256 ? Int(chosen) : size
    row = min(lane.place("window-row"), after.rows - 1)
    column = min(lane.place("window-column"), after.columns - 1)
  }

  var windows: String { "windows of \(size)×\(size), stride \(stride)" }

  private func value(_ image: SmallImage, _ row: Int, _ column: Int) -> Float {
    guard row < image.rows, column < image.columns else { return .nan }
    return image.values[row * image.columns + column]
  }

  /// The chosen window in numbers: `window 1,2: 0.12 0.50 0.00 0.31 → max 0.50`.
  var sentence: String {
    let places = (0..<size).flatMap { i in (0..<size).map { (row * stride + i, column * stride + $0) } }
    let numbers = places.prefix(9).map { Digits.reading(value(before, $0.0, $0.1), digits: 3) }
    let more = places.count > 9 ? " …" : ""
    let what = name.hasPrefix("max") ? "max" : "mean"
    return "window \(row + 1),\(column + 1): \(numbers.joined(separator: " "))\(more) → \(what) "
      + Digits.reading(value(after, row, column), digits: 3)
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let foot = area.height >= 7 ? 2 : 1
    let head = area.height >= 6 ? 1 : 0
    let room = area.inset(top: head, bottom: foot)
    let left = WindowGrid(
      image: before, block: stride,
      area: Rect(x: area.x, y: room.y, width: (area.width * 2 - 4) / 3, height: room.height),
      chosen: (row, column), count: (after.rows, after.columns))
    let rightX = area.x + left.width + 4
    let right = WindowGrid(
      image: after, block: 1,
      area: Rect(x: rightX, y: room.y, width: area.maxX - rightX, height: room.height),
      chosen: (row, column), count: (after.rows, after.columns))
    if head > 0 {
      let name = "before \(before.rows)×\(before.columns)"
      let head = Width.of(name + left.part) <= left.width + 3 ? name + left.part : name
      canvas.spell(head, x: area.x, y: area.y, .dim, in: area)
      canvas.spell("after \(after.rows)×\(after.columns)\(right.part)", x: rightX, y: area.y, .dim, in: area)
    }
    left.draw(on: &canvas)
    right.draw(on: &canvas)
    canvas.spell("→", x: rightX - 3, y: room.y + min(left.height, room.height) / 2, .dim, in: area)
    canvas.spell(sentence, x: area.x, y: area.maxY - foot, .accent, in: area)
    if foot > 1 {
      canvas.scaleBar(
        tone.ramp, tone.labels, in: Rect(x: area.x, y: area.maxY - 1, width: area.width, height: 1))
    }
  }
}

/// An image of two columns and one row a pixel, with a line between blocks of pixels. Where it is larger than its area,
/// the blocks around the chosen one are shown.
struct WindowGrid {
  private let image: SmallImage
  private let block: Int
  private let area: Rect
  private let rows: Range<Int>
  private let columns: Range<Int>
  private let count: (rows: Int, columns: Int)
  private let chosen: (row: Int, column: Int)
  /// A line takes a cell between blocks; single pixels need none.
  private let line: Int

  init(
    image: SmallImage, block: Int, area: Rect, chosen: (row: Int, column: Int),
    count: (rows: Int, columns: Int)
  ) {
    self.image = image
    self.block = block
    self.area = area
    self.count = count
    self.chosen = chosen
    line = block > 1 ? 1 : 0
    rows = Self.part(count.rows, fit: (area.height + line) / (block + line), around: chosen.row)
    columns = Self.part(count.columns, fit: (area.width + line) / (2 * block + line), around: chosen.column)
  }

  private static func part(_ count: Int, fit: Int, around chosen: Int) -> Range<Int> {
    let shown = min(max(fit, 1), count)
    let start = min(max(chosen - shown / 2, 0), count - shown)
    return start..<start + shown
  }

  var width: Int { min(max(columns.count * (2 * block + line) - line, 1), area.width) }
  var height: Int { min(max(rows.count * (block + line) - line, 1), area.height) }

  /// Which windows are shown, if not all.
  var part: String {
    guard rows.count < count.rows || columns.count < count.columns else { return "" }
    return
      ", windows \(rows.lowerBound + 1)…\(rows.upperBound) × \(columns.lowerBound + 1)…\(columns.upperBound)"
  }

  private func keep(on canvas: inout Canvas) {
    guard let reading = image.reading else { return }
    let (rows, columns, block, line, area) = (rows, columns, block, line, area)
    let room = Rect(x: area.x, y: area.y, width: width, height: height).intersection(canvas.bounds)
    let size = (rows: image.rows, columns: image.columns)
    canvas.keep(
      Readout(rows: rows.count * block, columns: columns.count * block) { row, column in
        let place = (row: rows.lowerBound * block + row, column: columns.lowerBound * block + column)
        guard place.row < size.rows, place.column < size.columns else { return nil }
        let x = column / block * (2 * block + line) + column % block * 2
        let y = row / block * (block + line) + row % block
        return Spot(Rect(x: area.x + x, y: area.y + y, width: 2, height: 1).intersection(room))
      } reading: { row, column in
        reading(rows.lowerBound * block + row, columns.lowerBound * block + column)
      })
  }

  func draw(on canvas: inout Canvas) {
    keep(on: &canvas)
    for y in 0..<height {
      for x in 0..<width { canvas.put(cell(x, y, canvas.look), x: area.x + x, y: area.y + y, in: area) }
    }
  }

  private func cell(_ x: Int, _ y: Int, _ look: Look) -> Cell {
    let (pitchX, pitchY) = (2 * block + line, block + line)
    let isColumnLine = x % pitchX == 2 * block
    let isRowLine = y % pitchY == block
    if isColumnLine || isRowLine { return lineCell(x, y, isColumnLine, isRowLine, look) }
    let row = (rows.lowerBound + y / pitchY) * block + y % pitchY
    let column = (columns.lowerBound + x / pitchX) * block + x % pitchX / 2
    guard row < image.rows, column < image.columns else { return .blank }
    let value = image.values[row * image.columns + column]
    return image.ramp.cell(value.isFinite ? image.scale.fraction(Double(value)) : nil, look)
  }

  /// The lines beside the chosen window are bright.
  private func lineCell(_ x: Int, _ y: Int, _ isColumn: Bool, _ isRow: Bool, _ look: Look) -> Cell {
    let (pitchX, pitchY) = (2 * block + line, block + line)
    let left = (chosen.column - columns.lowerBound) * pitchX
    let top = (chosen.row - rows.lowerBound) * pitchY
    let isNear =
      (left - 1...left + 2 * block).contains(x) && (top - 1...top + block).contains(y)
    let style = look.style(isNear ? .accent : .border)
    if isColumn && isRow { return Cell(look.glyph("┼", or: "+"), style) }
    return isColumn ? Cell(look.glyph("│", or: "|"), style) : Cell(look.glyph("─", or: "-"), style)
  }
}
