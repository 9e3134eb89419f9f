import Lessons
import TerminalUI

/// What a click, a drag or the wheel does: what the keys do to the same thing.
extension LessonScreen {
  mutating func point(_ mouse: Mouse, in world: World) -> Outcome {
    if mouse.deed == .press { (message, isDescribing) = (nil, false) }
    if instrument != nil {
      let outcome = pointInstrument(mouse, in: world)
      // While something is typed or drawn, nothing else is to be changed.
      if outcome.isHandled || context != .lesson && context.parent != .lesson { return outcome }
    }
    switch mouse.deed {
    case .press: return click(mouse.place, world)
    case .wheelUp: return roll(by: -1, at: mouse.place, world)
    case .wheelDown: return roll(by: 1, at: mouse.place, world)
    case .drag, .release: return .ignored
    }
  }

  private mutating func click(_ place: Point, _ world: World) -> Outcome {
    let layout = layout(world)
    if layout.header.contains(place) {
      let (marks, right) = headerParts(world, layout)
      let page = Breadcrumb.page(
        at: place, lesson, page: pageIndex, marks: marks, right: right, in: layout.header)
      return page.map { $0 == pageIndex ? .done : turnPage(by: $0 - pageIndex, world) } ?? .ignored
    }
    if let panel = panelPlaces(world, in: layout.panels).first(where: { $0.area.contains(place) }) {
      (selectedPanel, focus) = (panel.index, .panels)
      return .done
    }
    if layout.knobs.contains(place) { return clickKnob(place, layout, world) }
    guard layout.text.contains(place) else { return .ignored }
    focus = .text
    return choice(at: place, in: layout, world).map { answer($0, world) } ?? .done
  }

  private mutating func clickKnob(_ place: Point, _ layout: LessonLayout, _ world: World) -> Outcome {
    let hit = KnobRow.hit(knobItems, of: knobOwner, selected: selectedKnob, at: place, in: layout.knobs)
    if !isZoomed { focus = .knobs }
    switch hit {
    case .select(let index): selectedKnob = index
    case .turn(let up): return turn(up: up, world)
    case nil: break
    }
    return .done
  }

  /// The choice of the open question in that row of the text.
  private func choice(at place: Point, in layout: LessonLayout, _ world: World) -> Int? {
    guard let question = openQuestion(world) else { return nil }
    let window = textWindow(world, in: layout)
    let row = place.y - layout.text.y
    guard row < window.height else { return nil }
    return window.text.choices[question.name]?.firstIndex { $0.contains(window.first + row) }
  }

  /// Over a panel that has others behind it the wheel goes through them; everywhere else it scrolls the text.
  private mutating func roll(by count: Int, at place: Point, _ world: World) -> Outcome {
    let layout = layout(world)
    if layout.panels.contains(place), panelPlaces(world, in: layout.panels).count < page.panels.count {
      focus = .panels
      selectPanel(by: count)
    } else {
      scroll(by: 3 * count, world)
    }
    return .done
  }
}
