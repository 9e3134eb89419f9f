/// How much of a length a part asks for.
public enum Extent: Sendable, Hashable {
  case fixed(Int)
  /// A share of what is left, by weight, but at least `minimum`; left out (length 0) when that is not to be had.
  case flexible(weight: Int = 1, minimum: Int = 0)
}

/// Divides a length among parts.
public enum Layout {
  /// The length of each part, in order, with `gap` between parts that are there. Fixed parts are served first, then the
  /// flexible ones; when the room is short, the last flexible parts are left out, then the last fixed ones are cut.
  public static func lengths(_ extents: [Extent], in total: Int, gap: Int = 0) -> [Int] {
    var present = Set(extents.indices)
    for index in extents.indices.reversed() {
      guard least(extents, present, gap) > total else { break }
      if case .flexible = extents[index], present.count > 1 { present.remove(index) }
    }
    return share(extents, present, in: total, gap: gap)
  }

  private static func least(_ extents: [Extent], _ present: Set<Int>, _ gap: Int) -> Int {
    present.reduce(max(present.count - 1, 0) * gap) { sum, index in
      switch extents[index] {
      case .fixed(let length): sum + length
      case .flexible(_, let minimum): sum + minimum
      }
    }
  }

  private static func share(_ extents: [Extent], _ present: Set<Int>, in total: Int, gap: Int) -> [Int] {
    var lengths = [Int](repeating: 0, count: extents.count)
    var room = max(total - max(present.count - 1, 0) * gap, 0)
    for case (let index, .fixed(let length)) in extents.enumerated() {
      lengths[index] = min(max(length, 0), room)
      room -= lengths[index]
    }
    var open = flexible(extents, present)
    while !open.isEmpty {
      let weights = open.reduce(0) { $0 + $1.weight }
      if let short = open.firstIndex(where: { room * $0.weight / max(weights, 1) < $0.minimum }) {
        let part = open.remove(at: short)
        lengths[part.index] = min(part.minimum, room)
        room -= lengths[part.index]
        continue
      }
      var left = weights
      for part in open {
        lengths[part.index] = room * part.weight / max(left, 1)
        room -= lengths[part.index]
        left -= part.weight
      }
      break
    }
    return lengths
  }

  private static func flexible(
    _ extents: [Extent], _ present: Set<Int>
  ) -> [(index: Int, weight: Int, minimum: Int)] {
    extents.enumerated().compactMap { index, extent in
      guard present.contains(index), case .flexible(let weight, let minimum) = extent else { return nil }
      return (index, max(weight, 1), minimum)
    }
  }
}

extension Rect {
  /// Parts from top to bottom; a part that was left out has height 0.
  public func rows(_ extents: [Extent], gap: Int = 0) -> [Rect] {
    var top = y
    return Layout.lengths(extents, in: height, gap: gap).map { length in
      defer { if length > 0 { top += length + gap } }
      return Rect(x: x, y: top, width: width, height: length)
    }
  }

  /// Parts from left to right; a part that was left out has width 0.
  public func columns(_ extents: [Extent], gap: Int = 0) -> [Rect] {
    var left = x
    return Layout.lengths(extents, in: width, gap: gap).map { length in
      defer { if length > 0 { left += length + gap } }
      return Rect(x: left, y: y, width: length, height: height)
    }
  }
}
