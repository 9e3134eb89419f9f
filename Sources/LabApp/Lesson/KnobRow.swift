import Experiments
import TerminalUI

/// The knobs in one row; the selected one shows that it can be turned.
enum KnobRow {
  struct Item: Equatable {
    var label: String
    var value: String
  }

  /// Where a knob stands.
  struct Place: Equatable {
    var index: Int
    var columns: Range<Int>
    var isSelected: Bool
  }

  /// What a click on the row means.
  enum Hit: Equatable {
    case select(Int)
    case turn(up: Bool)
  }

  /// - Parameter owner: what the knobs belong to: `knobs`, or after a fork the name of the lane.
  static func draw(
    _ items: [Item], of owner: String = "knobs", selected: Int, hasFocus: Bool, on canvas: inout Canvas,
    in area: Rect
  ) {
    guard !items.isEmpty, area.width > 12, area.height > 0 else { return }
    canvas.write(owner + " ", x: area.x, y: area.y, hasFocus ? .title : .dim, in: area)
    let room = room(owner, area)
    let places = places(items, selected: selected, in: room)
    if let first = places.first, first.index > 0 { canvas.write("… ", x: room.x, y: area.y, .dim, in: room) }
    for place in places {
      draw(
        items[place.index], isSelected: place.isSelected, hasFocus, x: place.columns.lowerBound, on: &canvas,
        in: room)
    }
    guard let last = places.last, last.index < items.count - 1 else { return }
    canvas.write("…", x: last.columns.upperBound + 3, y: area.y, .dim, in: room)
  }

  /// What a click there means; nil beside the knobs.
  static func hit(
    _ items: [Item], of owner: String, selected: Int, at place: Point, in area: Rect
  ) -> Hit? {
    guard !items.isEmpty, area.width > 12, area.contains(place),
      let knob = places(items, selected: selected, in: room(owner, area)).first(where: {
        $0.columns.contains(place.x)
      })
    else { return nil }
    guard knob.isSelected else { return .select(knob.index) }
    let arrow = knob.columns.lowerBound + Width.of(items[knob.index].label) + 1
    if (arrow..<arrow + 2).contains(place.x) { return .turn(up: false) }
    return place.x >= knob.columns.upperBound - 2 ? .turn(up: true) : .select(knob.index)
  }

  private static func room(_ owner: String, _ area: Rect) -> Rect {
    let begin = min(area.x + Width.of(owner) + 2, area.maxX)
    return Rect(x: begin, y: area.y, width: area.maxX - begin, height: 1)
  }

  private static func places(_ items: [Item], selected: Int, in room: Rect) -> [Place] {
    let first = firstShown(items, selected: selected, room: room.width - 3)
    var x = room.x + (first > 0 ? 2 : 0)
    var places: [Place] = []
    for index in first..<items.count {
      let width = width(items[index], index == selected)
      let isLast = index == items.count - 1
      guard x + width + (isLast ? 0 : 2) <= room.maxX || index == selected else { break }
      places.append(Place(index: index, columns: x..<x + width, isSelected: index == selected))
      x += width + 3
    }
    return places
  }

  private static func width(_ item: Item, _ isSelected: Bool) -> Int {
    Width.of(item.label) + 1 + Width.of(item.value) + (isSelected ? 4 : 0)
  }

  /// The first knob shown, so that the selected one is inside the row.
  private static func firstShown(_ items: [Item], selected: Int, room: Int) -> Int {
    let selected = min(max(selected, 0), items.count - 1)
    var first = selected
    var used = width(items[selected], true)
    while first > 0, used + width(items[first - 1], false) + 3 <= room {
      first -= 1
      used += width(items[first], false) + 3
    }
    return first
  }

  private static func draw(
    _ item: Item, isSelected: Bool, _ hasFocus: Bool, x: Int, on canvas: inout Canvas, in room: Rect
  ) {
    var x = canvas.write(item.label + " ", x: x, y: room.y, isSelected ? .text : .dim, in: room)
    guard isSelected else {
      canvas.write(item.value, x: x, y: room.y, .text, in: room)
      return
    }
    if hasFocus { canvas.cursor = Point(x: min(x, room.maxX - 1), y: room.y) }
    x = canvas.write("◂ ", x: x, y: room.y, .key, in: room)
    x = canvas.write(item.value, x: x, y: room.y, hasFocus ? .selection : .strong, in: room)
    canvas.write(" ▸", x: x, y: room.y, .key, in: room)
  }
}
