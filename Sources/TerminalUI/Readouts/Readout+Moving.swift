/// A way the cursor moves over data.
public enum Heading: Sendable, Hashable, CaseIterable { case left, right, up, down }

extension Readout {
  /// The datum that `distance` steps of the cursor lead to; the last reachable one on the way, nil if there is none.
  public func index(from index: Int, _ heading: Heading, by distance: Int = 1) -> Int? {
    var place = index
    for _ in 0..<distance {
      guard let next = neighbour(of: place, heading) else { break }
      place = next
    }
    return place == index ? nil : place
  }

  private func neighbour(of index: Int, _ heading: Heading) -> Int? {
    columns > 0 ? neighbourInGrid(index, heading) : nearestPoint(index, heading)
  }

  /// The next one of the row or column that has a place.
  private func neighbourInGrid(_ index: Int, _ heading: Heading) -> Int? {
    let step =
      switch heading {
      case .left: -1
      case .right: 1
      case .up: -columns
      case .down: columns
      }
    var next = index + step
    while next >= 0, next < count {
      let isInLine = heading == .up || heading == .down || next / columns == index / columns
      guard isInLine else { return nil }
      if spot(next) != nil { return next }
      next += step
    }
    return nil
  }

  /// The nearest point on that side, where a way aside counts double; points of one cell follow each other by index.
  private func nearestPoint(_ index: Int, _ heading: Heading) -> Int? {
    guard let here = spot(index)?.area else { return nil }
    let isForward = heading == .right || heading == .down
    let sameCell = (0..<count).filter { spot($0)?.area == here && (isForward ? $0 > index : $0 < index) }
    if let next = isForward ? sameCell.first : sameCell.last { return next }
    var best: (index: Int, cost: Int)?
    for other in 0..<count {
      guard let there = spot(other)?.area, let cost = Self.cost(from: here, to: there, heading) else {
        continue
      }
      if cost < best?.cost ?? .max { best = (other, cost) }
    }
    return best?.index
  }

  /// How far the cursor has to go: cells are twice as high as wide; nil if it lies on another side.
  public static func cost(from here: Rect, to there: Rect, _ heading: Heading) -> Int? {
    let (x, y) = (there.x - here.x, 2 * (there.y - here.y))
    let (along, aside) =
      switch heading {
      case .left: (-x, abs(y))
      case .right: (x, abs(y))
      case .up: (-y, abs(x))
      case .down: (y, abs(x))
      }
    return along > 0 && aside <= 4 * along ? along + 2 * aside : nil
  }

  /// The reachable datum nearest to a place.
  public func nearest(to point: Point) -> Int? {
    reachable.min { distance($0, point) < distance($1, point) }
  }

  private func distance(_ index: Int, _ point: Point) -> Int {
    guard let area = spot(index)?.area else { return .max }
    return abs(area.x + area.width / 2 - point.x) + 2 * abs(area.y + area.height / 2 - point.y)
  }

  /// The last column that begins at or before a step.
  public func column(at step: Int) -> Int? { steps.lastIndex { $0 <= step } }
}
