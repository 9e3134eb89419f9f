import Experiments
import Lessons
import Panels
import TerminalUI

/// What lies under the cursor, and where it goes.
extension Inspector {
  struct Sight {
    var readouts: [Readout]
    /// Which of them.
    var place: Int
    var index: Int
    var spot: Spot
    var reading: Reading

    var readout: Readout { readouts[place] }
  }

  /// What the cursor points at in the selected panel; nil where there is nothing to point at.
  func sight(of screen: LessonScreen, _ world: World) -> Sight? {
    let places = screen.panelPlaces(world, in: screen.layout(world).panels)
    guard let panel = places.first(where: { $0.index == screen.selectedPanel }) else { return nil }
    let readouts = screen.recorded(panel, world).readouts.filter { !$0.reachable.isEmpty }
    guard !readouts.isEmpty else { return nil }
    let place = min(max(readout, 0), readouts.count - 1)
    let readout = readouts[place]
    guard let index = index(in: readout, panel.area, world), let spot = readout.spot(index),
      let reading = readout.reading(index)
    else { return nil }
    return Sight(readouts: readouts, place: place, index: index, spot: spot, reading: reading)
  }

  /// Where it stands: at its step, at its datum, or where one begins to look.
  private func index(in readout: Readout, _ area: Rect, _ world: World) -> Int? {
    if !readout.steps.isEmpty {
      let now = world.snapshot.lanes.map(\.step).max() ?? 0
      let column = readout.column(at: step ?? now) ?? 0
      let row = min((datum ?? 0) / readout.columns, readout.count / readout.columns - 1)
      return nearestInRow(row * readout.columns + column, readout)
    }
    if let datum {
      let wanted = min(max(datum, 0), readout.count - 1)
      return readout.spot(wanted) == nil
        ? readout.reachable.min { abs($0 - wanted) < abs($1 - wanted) } : wanted
    }
    let middle = Point(x: area.x + area.width / 2, y: area.y + area.height / 2)
    return readout.columns == 0 || readout.count > 400 ? readout.nearest(to: middle) : readout.reachable.first
  }

  /// The same column of another row where this one has no place there.
  private func nearestInRow(_ index: Int, _ readout: Readout) -> Int? {
    if readout.spot(index) != nil { return index }
    return readout.reachable.min { abs($0 - index) < abs($1 - index) }
  }

  mutating func put(_ index: Int, in readout: Readout, _ place: Int) {
    (self.readout, datum) = (place, index)
    step = readout.steps.isEmpty ? nil : readout.steps[index % readout.columns]
  }

  mutating func move(_ heading: Heading, by distance: Int = 1, _ screen: LessonScreen, _ world: World) {
    guard let sight = sight(of: screen, world) else { return }
    if let next = sight.readout.index(from: sight.index, heading, by: distance) {
      return put(next, in: sight.readout, sight.place)
    }
    guard let (place, index) = beyond(sight, heading) else {
      _ = say("Nothing lies further that way.")
      return
    }
    put(index, in: sight.readouts[place], place)
  }

  /// The nearest datum of another readout of the panel on that side.
  private func beyond(_ sight: Sight, _ heading: Heading) -> (Int, Int)? {
    var best: (place: Int, index: Int, cost: Int)?
    for (place, readout) in sight.readouts.enumerated() where place != sight.place {
      for index in readout.reachable {
        guard let there = readout.spot(index)?.area,
          let cost = Readout.cost(from: sight.spot.area, to: there, heading), cost < best?.cost ?? .max
        else { continue }
        best = (place, index, cost)
      }
    }
    return best.map { ($0.place, $0.index) }
  }

  /// Ten data on or back: along the row, or down where rows hold one.
  mutating func leap(_ count: Int, _ screen: LessonScreen, _ world: World) {
    guard let sight = sight(of: screen, world) else { return }
    let isUpright = sight.readout.columns == 1
    let heading: Heading = count < 0 ? (isUpright ? .up : .left) : isUpright ? .down : .right
    move(heading, by: abs(count), screen, world)
  }

  /// The first or last datum of its row, or of all where they have no rows.
  mutating func moveToEnd(isLast: Bool, _ screen: LessonScreen, _ world: World) {
    guard let sight = sight(of: screen, world) else { return }
    let columns = sight.readout.columns
    let row = columns > 1 ? sight.index / columns : 0
    let range = columns > 1 ? row * columns..<(row + 1) * columns : 0..<sight.readout.count
    let reachable = sight.readout.reachable.filter(range.contains)
    guard let index = isLast ? reachable.last : reachable.first else { return }
    put(index, in: sight.readout, sight.place)
  }

  /// The cursor keeps its step where the next panel has a time axis too.
  mutating func nextPanel(by count: Int, _ screen: inout LessonScreen, _ world: World) {
    let panels = screen.page.panels.count
    guard panels > 1 else {
      _ = say("This page has one panel.")
      return
    }
    screen.selectedPanel = (screen.selectedPanel + count + panels) % panels
    (readout, datum) = (0, nil)
  }
}
