import Experiments
import TerminalUI

/// The knobs in a line or two; the selected one shows that it can be turned, and how many are out of sight is said.
enum KnobRow {
  struct Item: Equatable {
    var label: String
    var value: String
  }

  /// Where a knob stands.
  struct Place: Equatable {
    var index: Int
    var row: Int
    var columns: Range<Int>
    var isSelected: Bool
  }

  /// What a click on the row means.
  enum Hit: Equatable {
    case select(Int)
    case turn(up: Bool)
  }

  private static let gap = 3

  /// - Parameter owner: what the knobs belong to: `knobs`, or after a fork the name of the lane.
  static func draw(
    _ items: [Item], of owner: String = "knobs", selected: Int, hasFocus: Bool, on canvas: inout Canvas,
    in area: Rect
  ) {
    guard !items.isEmpty, area.width > 12, area.height > 0 else { return }
    canvas.write(owner + " ", x: area.x, y: area.y, hasFocus ? .title : .dim, in: area)
    let room = room(owner, area)
    let places = places(items, selected: selected, in: room)
    if let first = places.first, first.index > 0 {
      canvas.write(mark(first.index), x: room.x, y: room.y, .dim, in: room)
    }
    for place in places {
      draw(
        items[place.index], isSelected: place.isSelected, hasFocus, x: place.columns.lowerBound,
        y: room.y + place.row, on: &canvas, in: room)
    }
    guard let last = places.last, last.index < items.count - 1 else { return }
    let hidden = mark(items.count - 1 - last.index)
    let x = min(last.columns.upperBound + gap, room.maxX - Width.of(hidden))
    canvas.write(hidden, x: x, y: room.y + last.row, .dim, in: room)
  }

  /// How many lines they take all together.
  static func rows(_ items: [Item], of owner: String, selected: Int, width: Int) -> Int {
    guard !items.isEmpty else { return 0 }
    let room = room(owner, Rect(x: 0, y: 0, width: width, height: items.count))
    return (flow(items, from: 0, selected: selected, in: room).last?.row ?? 0) + 1
  }

  /// What a click there means; nil beside the knobs.
  static func hit(
    _ items: [Item], of owner: String, selected: Int, at place: Point, in area: Rect
  ) -> Hit? {
    guard !items.isEmpty, area.width > 12, area.contains(place),
      let knob = places(items, selected: selected, in: room(owner, area)).first(where: {
        $0.columns.contains(place.x) && area.y + $0.row == place.y
      })
    else { return nil }
    guard knob.isSelected else { return .select(knob.index) }
    let arrow = knob.columns.lowerBound + Width.of(items[knob.index].label) + 1
    if (arrow..<arrow + 2).contains(place.x) { return .turn(up: false) }
    return place.x >= knob.columns.upperBound - 2 ? .turn(up: true) : .select(knob.index)
  }

  private static func room(_ owner: String, _ area: Rect) -> Rect {
    let begin = min(area.x + Width.of(owner) + 2, area.maxX)
    return Rect(x: begin, y: area.y, width: area.maxX - begin, height: area.height)
  }

  /// So many knobs that are not seen.
  private static func mark(_ count: Int) -> String { "+\(count)" }

  /// Beginning with the first knob, or with a later one if the selected one would not be seen.
  private static func places(_ items: [Item], selected: Int, in room: Rect) -> [Place] {
    let selected = min(max(selected, 0), items.count - 1)
    for first in 0..<selected {
      let places = flow(items, from: first, selected: selected, in: room)
      if places.contains(where: \.isSelected) { return places }
    }
    return flow(items, from: selected, selected: selected, in: room)
  }

  /// The knobs from one on, line after line, as many as fit beside the marks of those that do not.
  private static func flow(_ items: [Item], from first: Int, selected: Int, in room: Rect) -> [Place] {
    var (x, row) = (room.x + (first > 0 ? Width.of(mark(first)) + gap : 0), 0)
    var places: [Place] = []
    for index in first..<items.count {
      let width = width(items[index], index == selected)
      func end() -> Int {
        let hidden = row == room.height - 1 ? items.count - 1 - index : 0
        return x + width + (hidden > 0 ? gap + Width.of(mark(hidden)) : 0)
      }
      if end() > room.maxX, places.last?.row == row {
        guard row + 1 < room.height else { break }
        (x, row) = (room.x, row + 1)
      }
      guard end() <= room.maxX || places.last?.row != row else { break }
      places.append(Place(index: index, row: row, columns: x..<x + width, isSelected: index == selected))
      x += width + gap
    }
    return places
  }

  private static func width(_ item: Item, _ isSelected: Bool) -> Int {
    Width.of(item.label) + 1 + Width.of(item.value) + (isSelected ? 4 : 0)
  }

  private static func draw(
    _ item: Item, isSelected: Bool, _ hasFocus: Bool, x: Int, y: Int, on canvas: inout Canvas, in room: Rect
  ) {
    var x = canvas.write(item.label + " ", x: x, y: y, isSelected ? .text : .dim, in: room)
    guard isSelected else {
      canvas.write(item.value, x: x, y: y, .text, in: room)
      return
    }
    if hasFocus { canvas.cursor = Point(x: min(x, room.maxX - 1), y: y) }
    x = canvas.write("◂ ", x: x, y: y, .key, in: room)
    x = canvas.write(item.value, x: x, y: y, hasFocus ? .selection : .strong, in: room)
    canvas.write(" ▸", x: x, y: y, .key, in: room)
  }
}
