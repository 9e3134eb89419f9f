import Lessons
import TerminalUI

/// What a click, a drag or the wheel does during a presentation.
extension PresenterScreen {
  /// The line below shows no keys, so that none can be pressed there.
  func hintArea(_ world: World) -> Rect { Rect(Size(width: 0, height: 0)) }

  mutating func point(_ mouse: Mouse, in world: World) -> Outcome {
    switch mouse.deed {
    case .press: return click(mouse.place, world)
    case .wheelDown: return perform(.nextPage, key: .pageDown, in: world)
    case .wheelUp: return perform(.previousPage, key: .pageUp, in: world)
    case .drag: return drag(to: mouse.place, world)
    case .release: return .ignored
    }
  }

  /// A panel stands alone, or stands beside the others again; the title leads on; the arrows turn the knob.
  private mutating func click(_ place: Point, _ world: World) -> Outcome {
    let layout = layout(world)
    if uncover() { return .done }
    if layout.line.contains(place) {
      var scratch = Canvas(size: world.size, look: world.look)
      message = nil
      guard let arrows = drawLine(world, on: &scratch, in: layout.line) else { return .done }
      if abs(place.x - arrows.down) <= 1 { return perform(.turnDown, key: "[", in: world) }
      return abs(place.x - arrows.up) <= 1 ? perform(.turnUp, key: "]", in: world) : .done
    }
    if layout.header.contains(place) { return perform(.nextPage, key: .pageDown, in: world) }
    if pointer != nil { return drag(to: place, world) }
    guard let panel = panelRooms(layout).first(where: { $0.room.contains(place) }), scene.panels.count > 1
    else {
      return .ignored
    }
    if layout.isNarrow { return perform(.zoom, key: "z", in: world) }
    zoomed = zoomed == nil ? panel.index : nil
    return .done
  }

  /// The pointer, if it is shown, goes along.
  private mutating func drag(to place: Point, _ world: World) -> Outcome {
    guard pointer != nil, layout(world).figure.contains(place) else { return .ignored }
    pointer = Pointer(at: place)
    return .done
  }
}
