import Experiments
import Lessons
import Neural
import Panels
import TerminalUI

/// Walking over the plane of codes: what the decoder makes of the place under the cursor stands beside it.
extension Inspector {
  private static let view = PanelView(options: ["point"])

  /// In the corner that is furthest from the cursor, so that the place and what lies around it can be seen.
  func drawDecoded(
    at spot: Spot, _ screen: LessonScreen, _ layout: LessonLayout, _ world: World, on canvas: inout Canvas
  ) {
    guard let lane = screen.shownLane(world), let probe = lane.probes["decoded"], !probe.values.isEmpty,
      !isShown(screen, world, layout)
    else { return }
    let area = layout.instrumentRoom(least: 40).inset(top: 1)
    let size = Self.size(rows: probe.shape.rows, columns: probe.shape.columns, in: area.size)
    let isRight = 2 * (spot.area.x - area.x) < area.width
    let isLow = 2 * (spot.area.y - area.y) < area.height
    let box = Rect(
      x: isRight ? area.maxX - size.width : area.x, y: isLow ? area.maxY - size.height : area.y,
      width: size.width, height: size.height)
    canvas.fill(box.inset(left: box.x > 0 ? -1 : 0))
    let room = canvas.frame(box, title: "decoded", ink: .accent)
    var snapshot = world.snapshot
    snapshot.lanes = [lane]
    DecodedPanel.draw(snapshot, Self.view, on: &canvas, in: room)
  }

  /// Whether a panel of the page shows the same already.
  private func isShown(_ screen: LessonScreen, _ world: World, _ layout: LessonLayout) -> Bool {
    screen.panelPlaces(world, in: layout.panels).contains { place in
      let choice = screen.page.panels[place.index]
      return choice.name == DecodedPanel.name && choice.options.contains("point")
    }
  }

  /// A picture square as far as cells allow, with a frame and its scale; a curve lies.
  private static func size(rows: Int, columns: Int, in room: Size) -> Size {
    let most = Size(width: max(room.width * 2 / 5, 16), height: max(room.height * 3 / 4, 6))
    guard rows > 1 else { return Size(width: most.width, height: min(most.height, 10)) }
    let zoom = max(min((most.width - 2) / columns, 2 * (most.height - 3) / rows, 3), 1)
    return Size(
      width: min(max(zoom * columns + 2, 16), room.width), height: min(zoom * rows / 2 + 3, most.height))
  }
}
