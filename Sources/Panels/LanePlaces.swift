import Experiments
import TerminalUI

/// Lanes side by side, each in a room of its own.
enum LanePlaces {
  /// Rooms for all lanes in as few rows as the width allows; for the lanes around the shown one if not all fit.
  ///
  /// - Parameters:
  ///   - least: the least room in which one lane can be drawn.
  ///   - shown: the lane that has a room in any case.
  static func places(_ count: Int, least: Size, shown: Int, in area: Rect) -> [(lane: Int, room: Rect)] {
    guard count > 0 else { return [] }
    let across = min(max((area.width + 2) / (least.width + 2), 1), count)
    let rows = min(max(area.height / least.height, 1), (count + across - 1) / across)
    let fitting = min(across * rows, count)
    let first = min(max(shown - fitting / 2, 0), count - fitting)
    let columns = (fitting + rows - 1) / rows
    let bands = area.rows(Array(repeating: .flexible(), count: rows))
    return (0..<fitting).map { index in
      let rooms = bands[index / columns].columns(Array(repeating: .flexible(), count: columns), gap: 2)
      return (first + index, rooms[index % columns])
    }
  }

  /// Says in the heading of the last room how many lanes have none, and the key that goes to them.
  static func note(
    _ hidden: Int, beside last: (lane: Int, room: Rect)?, _ snapshot: Snapshot, on canvas: inout Canvas
  ) {
    guard hidden > 0, let last, last.room.height >= 3 else { return }
    let words = "\(hidden) more: x"
    let name = snapshot.lanes[last.lane].name.shortened(to: last.room.width)
    guard Width.of(name) + Width.of(words) + 2 <= last.room.width else { return }
    canvas.writeRight(words, end: last.room.maxX, y: last.room.y, .dim, in: last.room)
  }
}
