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

  /// What one panel asks for.
  struct Need {
    var least: Size
    /// How many rows it can use in so many columns; nil: all there are.
    var rows: (_ width: Int) -> Int?

    /// Its least height, with the title.
    var height: Int { max(least.height, 5) + 1 }
  }

  /// More panels than these make pictures that are wide and flat, one above the other.
  private static let few = 3

  /// Places for as many panels as fit with their least height, beginning so that `selected` is among them.
  ///
  /// One column of a few, as long as all fit; two columns where the width allows. `alone` shows the selected one only.
  static func places(_ needs: [Need], selected: Int, alone: Bool, in area: Rect) -> [Place] {
    guard !needs.isEmpty, area.width > 0, area.height > 1 else { return [] }
    let selected = min(max(selected, 0), needs.count - 1)
    if alone || needs.count == 1 { return [Place(index: selected, area: area)] }
    let fits = needs.reduce(0) { $0 + $1.height } <= area.height
    if fits, needs.count <= few { return column(Array(needs.indices), needs, in: area) }
    let widest = needs.map(\.least.width).max() ?? 0
    if area.width >= max(widest, 36) * 2 + 1, let pair = twoColumns(needs, in: area) { return pair }
    return column(fits ? Array(needs.indices) : window(needs, selected, area.height), needs, in: area)
  }

  /// What a panel cannot use of its share falls to the others; what nobody can use, to the last one.
  private static func column(_ indices: [Int], _ needs: [Need], in area: Rect) -> [Place] {
    let wanted = indices.map { index in needs[index].rows(area.width).map { max($0 + 1, 4) } }
    var extents = indices.map { Extent.flexible(weight: needs[$0].height, minimum: needs[$0].height) }
    var rows = area.rows(extents)
    var open = Set(indices.indices)
    while open.count > 1,
      let content = open.sorted().first(where: { rows[$0].height > wanted[$0] ?? Int.max })
    {
      extents[content] = .fixed(wanted[content] ?? 0)
      rows = area.rows(extents)
      open.remove(content)
    }
    return zip(indices, rows).filter { $0.1.height > 1 }.map { Place(index: $0, area: $1) }
  }

  private static func twoColumns(_ needs: [Need], in area: Rect) -> [Place]? {
    let half = (needs.count + 1) / 2
    let left = Array(needs.indices.prefix(half))
    let right = Array(needs.indices.dropFirst(half))
    guard [left, right].allSatisfy({ $0.reduce(0) { $0 + needs[$1].height } <= area.height }) else {
      return nil
    }
    let columns = area.columns([.flexible(), .flexible()], gap: 1)
    return column(left, needs, in: columns[0]) + column(right, needs, in: columns[1])
  }

  /// The panels around the selected one that fit one above the other; always at least that one.
  private static func window(_ needs: [Need], _ selected: Int, _ room: Int) -> [Int] {
    var range = selected..<selected + 1
    var used = needs[selected].height
    while range.upperBound < needs.count, used + needs[range.upperBound].height <= room {
      used += needs[range.upperBound].height
      range = range.lowerBound..<range.upperBound + 1
    }
    while range.lowerBound > 0, used + needs[range.lowerBound - 1].height <= room {
      used += needs[range.lowerBound - 1].height
      range = range.lowerBound - 1..<range.upperBound
    }
    return Array(range)
  }
}
