import Experiments
import Lessons
import Neural
import Panels
import TerminalUI

/// Walking over the plane of codes: what the decoder makes of the place under the cursor stands beside it.
extension Inspector {
  private static let view = PanelView(options: ["point"])

  /// Columns beside the plane of codes for what the decoder makes of the place; 0 over anything else.
  static func sideWidth(_ screen: LessonScreen, _ world: World) -> Int {
    let layout = screen.layout(world)
    let places = screen.panelPlaces(world, in: layout.panels)
    guard let place = places.first(where: { $0.index == screen.selectedPanel }),
      screen.page.panels[place.index].name == LatentPanel.name,
      screen.shownLane(world)?.offers.contains("decoded") == true, !isShown(screen, world, layout)
    else { return 0 }
    return min(max(place.area.width * 2 / 5, 18), 44)
  }

  /// Beside the plane, so that no place of it is covered.
  func drawDecoded(_ screen: LessonScreen, _ layout: LessonLayout, _ world: World, on canvas: inout Canvas) {
    guard let lane = screen.shownLane(world), let probe = lane.probes["decoded"], !probe.values.isEmpty,
      screen.sideWidth > 0,
      let place = screen.panelPlaces(world, in: layout.panels).first(where: {
        $0.index == screen.selectedPanel
      })
    else { return }
    let plane = screen.room(of: place)
    let area = Rect(
      x: plane.maxX + 1, y: plane.y, width: place.area.maxX - plane.maxX - 1, height: plane.height)
    let size = Self.size(rows: probe.shape.rows, columns: probe.shape.columns, in: area.size)
    let box = Rect(x: area.x, y: area.y, width: size.width, height: size.height)
    canvas.fill(box)
    let room = canvas.frame(box, title: "decoded", ink: .accent)
    var snapshot = world.snapshot
    snapshot.lanes = [lane]
    DecodedPanel.draw(snapshot, Self.view, on: &canvas, in: room)
  }

  /// Whether a panel of the page shows the same already.
  private static func isShown(_ screen: LessonScreen, _ world: World, _ layout: LessonLayout) -> Bool {
    screen.panelPlaces(world, in: layout.panels).contains { place in
      let choice = screen.page.panels[place.index]
      return choice.name == DecodedPanel.name && choice.options.contains("point")
    }
  }

  /// A picture square as far as cells allow, with a frame and its scale; a curve lies.
  private static func size(rows: Int, columns: Int, in room: Size) -> Size {
    guard rows > 1 else { return Size(width: room.width, height: min(room.height, 10)) }
    let zoom = max(min((room.width - 2) / columns, 2 * (room.height - 3) / rows, 3), 1)
    return Size(
      width: min(max(zoom * columns + 2, 16), room.width), height: min((zoom * rows + 1) / 2 + 3, room.height)
    )
  }
}
