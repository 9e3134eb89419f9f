import Experiments
import TerminalUI

/// The knobs in one row; the selected one shows that it can be turned.
enum KnobRow {
  struct Item: Equatable {
    var label: String
    var value: String
  }

  /// - Parameter owner: what the knobs belong to: `knobs`, or after a fork the name of the lane.
  static func draw(
    _ items: [Item], of owner: String = "knobs", selected: Int, hasFocus: Bool, on canvas: inout Canvas,
    in area: Rect
  ) {
    guard !items.isEmpty, area.width > 12, area.height > 0 else { return }
    let begin = canvas.write(owner + " ", x: area.x, y: area.y, hasFocus ? .title : .dim, in: area) + 1
    let room = Rect(x: begin, y: area.y, width: area.maxX - begin, height: 1)
    let first = firstShown(items, selected: selected, room: room.width - 3)
    var x = room.x
    if first > 0 { x = canvas.write("… ", x: x, y: area.y, .dim, in: room) }
    for index in first..<items.count {
      let isLast = index == items.count - 1
      guard x + width(items[index], index == selected) + (isLast ? 0 : 2) <= room.maxX || index == selected
      else {
        canvas.write("…", x: x, y: area.y, .dim, in: room)
        return
      }
      x = draw(items[index], isSelected: index == selected, hasFocus, x: x, on: &canvas, in: room) + 3
    }
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
  ) -> Int {
    var x = canvas.write(item.label + " ", x: x, y: room.y, isSelected ? .text : .dim, in: room)
    guard isSelected else { return canvas.write(item.value, x: x, y: room.y, .text, in: room) }
    if hasFocus { canvas.cursor = Point(x: min(x, room.maxX - 1), y: room.y) }
    x = canvas.write("◂ ", x: x, y: room.y, .key, in: room)
    x = canvas.write(item.value, x: x, y: room.y, hasFocus ? .selection : .strong, in: room)
    return canvas.write(" ▸", x: x, y: room.y, .key, in: room)
  }
}
