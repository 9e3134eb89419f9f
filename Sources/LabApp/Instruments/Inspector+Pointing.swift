import TerminalUI

extension Inspector {
  /// The cursor goes to the datum nearest to the pointer, in whichever panel that is.
  mutating func point(_ mouse: Mouse, on screen: inout LessonScreen, in world: World) -> Outcome {
    guard entry == nil, mouse.deed == .press || mouse.deed == .drag else { return .ignored }
    let places = screen.panelPlaces(world, in: screen.layout(world).panels)
    guard let panel = places.first(where: { $0.area.contains(mouse.place) }) else { return .ignored }
    note = nil
    screen.selectedPanel = panel.index
    screen.sideWidth = Self.sideWidth(screen, world)
    let readouts = screen.recorded(panel, world).readouts.filter { !$0.reachable.isEmpty }
    (readout, datum) = (0, nil)
    if let (place, index) = nearest(to: mouse.place, readouts) { put(index, in: readouts[place], place) }
    look(screen, world)
    return showCode(screen, world)
  }

  private func nearest(to place: Point, _ readouts: [Readout]) -> (place: Int, index: Int)? {
    var best: (place: Int, index: Int, distance: Int)?
    for (number, readout) in readouts.enumerated() {
      guard let index = readout.nearest(to: place), let area = readout.spot(index)?.area else { continue }
      let distance = area.distance(to: place)
      if distance < best?.distance ?? .max { best = (number, index, distance) }
    }
    return best.map { ($0.place, $0.index) }
  }
}

extension Rect {
  /// How far a place lies outside; cells are twice as high as wide.
  fileprivate func distance(to place: Point) -> Int {
    let x = max(self.x - place.x, place.x - maxX + 1, 0)
    let y = 2 * max(self.y - place.y, place.y - maxY + 1, 0)
    return x * x + y * y
  }
}
