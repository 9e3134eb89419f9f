import Experiments
import Lessons
import Panels
import TerminalUI

/// The panels of a page in the room there is.
struct PanelStack {
  struct Place: Equatable {
    var index: Int
    /// Title row first.
    var area: Rect
  }

  /// More panels than these make pictures that are wide and flat, one above the other.
  private static let few = 3

  /// Places for as many panels as fit with their least height, beginning so that `selected` is among them.
  ///
  /// One column of a few, as long as all fit; two columns where the width allows. `alone` shows the selected one only.
  static func places(
    _ minima: [Size], selected: Int, alone: Bool, in area: Rect
  ) -> [Place] {
    guard !minima.isEmpty, area.width > 0, area.height > 1 else { return [] }
    let selected = min(max(selected, 0), minima.count - 1)
    if alone || minima.count == 1 { return [Place(index: selected, area: area)] }
    let heights = minima.map { max($0.height, 5) + 1 }
    let fits = heights.reduce(0, +) <= area.height
    if fits, minima.count <= few { return column(Array(minima.indices), heights, in: area) }
    let widest = minima.map(\.width).max() ?? 0
    if area.width >= max(widest, 36) * 2 + 1, let pair = twoColumns(heights, in: area) { return pair }
    return column(fits ? Array(minima.indices) : window(heights, selected, area.height), heights, in: area)
  }

  private static func column(_ indices: [Int], _ heights: [Int], in area: Rect) -> [Place] {
    let rows = area.rows(indices.map { .flexible(weight: heights[$0], minimum: heights[$0]) })
    return zip(indices, rows).filter { $0.1.height > 1 }.map { Place(index: $0, area: $1) }
  }

  private static func twoColumns(_ heights: [Int], in area: Rect) -> [Place]? {
    let half = (heights.count + 1) / 2
    let left = Array(heights.indices.prefix(half))
    let right = Array(heights.indices.dropFirst(half))
    guard [left, right].allSatisfy({ $0.reduce(0) { $0 + heights[$1] } <= area.height }) else { return nil }
    let columns = area.columns([.flexible(), .flexible()], gap: 1)
    return column(left, heights, in: columns[0]) + column(right, heights, in: columns[1])
  }

  /// The panels around the selected one that fit one above the other; always at least that one.
  private static func window(_ heights: [Int], _ selected: Int, _ room: Int) -> [Int] {
    var range = selected..<selected + 1
    var used = heights[selected]
    while range.upperBound < heights.count, used + heights[range.upperBound] <= room {
      used += heights[range.upperBound]
      range = range.lowerBound..<range.upperBound + 1
    }
    while range.lowerBound > 0, used + heights[range.lowerBound - 1] <= room {
      used += heights[range.lowerBound - 1]
      range = range.lowerBound - 1..<range.upperBound
    }
    return Array(range)
  }
}
