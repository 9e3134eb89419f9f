import Neural
import TerminalUI

/// Where everything of a drawing pad stands.
struct PadPlaces: Equatable {
  let area: Rect
  /// The pad with its frame.
  let pad: Rect
  /// What the decoder makes of it, as large; empty for a classifier.
  let rebuilt: Rect
  /// The answer, or the plane of codes.
  let side: Rect
  /// The maps, where there is room for them below the pad.
  let below: Rect

  /// Columns that a pixel takes.
  let across: Int
  /// Rows that a pixel takes; two pixels share one where `isHalved`.
  let down: Int
  let isHalved: Bool
  /// The first row of pixels in view: a pad that is too high follows the pen.
  let firstRow: Int
  private let columns: Int
  private let rows: Int

  private static let leastBelow = 10
  private static let leastSide = (classified: 26, rebuilt: 19)

  init(_ pad: DrawingPad, _ layout: LessonLayout, _ world: World) {
    area = layout.instrumentRoom(least: 60)
    (columns, rows) = (pad.size.columns, pad.size.rows)
    let isPair = pad.use == .rebuilt
    let least = isPair ? Self.leastSide.rebuilt : Self.leastSide.classified
    let inner = area.inset(top: 1)
    let frames = isPair ? 2 : 1
    let mayHalve = Ramp.pixelsPerRow(world.look) == 2
    let (columns, rows) = (columns, rows)
    func fits(_ zoom: Int) -> Bool {
      let width = frames * (2 * zoom * columns + 2)
      let (across, down) = (inner.width - width, inner.height - zoom * rows - 2)
      return down >= 0 && across >= least || isPair && across >= 0 && down >= Self.leastBelow
    }
    let zoom = [3, 2, 1].first(where: fits)
    isHalved = zoom == nil && mayHalve
    across = zoom.map { 2 * $0 } ?? 1
    down = zoom ?? 1
    let height = isHalved ? (rows + 1) / 2 : rows * down
    let frame = Size(
      width: min(across * columns + 2, inner.width / frames), height: min(height + 2, inner.height))
    self.pad = Rect(x: inner.x, y: inner.y, width: frame.width, height: frame.height)
    rebuilt = Rect(x: self.pad.maxX, y: inner.y, width: isPair ? frame.width : 0, height: frame.height)
    let left = isPair ? rebuilt.maxX : self.pad.maxX
    let rest = Rect(x: left, y: inner.y, width: inner.maxX - left, height: inner.height)
    let under = Rect(
      x: inner.x, y: self.pad.maxY, width: inner.width, height: inner.maxY - self.pad.maxY)
    let none = Rect(x: 0, y: 0, width: 0, height: 0)
    if isPair {
      // The plane of codes takes the larger of the two rooms.
      let isBeside = rest.width >= least && rest.width * rest.height >= under.width * under.height
      (side, below) = (isBeside || under.height < 8 ? rest : under, none)
    } else if rest.width >= least {
      side = Rect(x: rest.x, y: rest.y, width: min(rest.width, 60), height: self.pad.height)
      below = under
    } else {
      (side, below) = (under, none)
    }
    let inView = (frame.height - 2) * (isHalved ? 2 : 1) / down
    firstRow = inView >= rows ? 0 : min(max(pad.pen.row - inView / 2, 0), rows - inView) / 2 * 2
  }

  /// The cells of a pixel within the room of a frame.
  func cells(_ row: Int, _ column: Int, in room: Rect) -> Rect {
    let y = isHalved ? (row - firstRow) / 2 : (row - firstRow) * down
    return Rect(x: room.x + column * across, y: room.y + y, width: across, height: down)
  }

  /// The pixel at a place of the screen; of two that share a cell the upper one.
  func pixel(at place: Point) -> DrawingPad.Pen? {
    let room = pad.inset(left: 1, top: 1, right: 1, bottom: 1)
    guard room.contains(place) else { return nil }
    let column = (place.x - room.x) / across
    let row = firstRow + (isHalved ? (place.y - room.y) * 2 : (place.y - room.y) / down)
    return row < rows && column < columns ? DrawingPad.Pen(row: row, column: column) : nil
  }
}
