import Experiments
import TerminalUI

/// The box that explains a divergence, over the panels; its digits mend the run.
struct AutopsyInstrument: Instrument {
  let lane: Int
  let autopsy: Autopsy
  private(set) var isClosed = false

  var context: Context { .autopsy }

  init(_ autopsy: Autopsy, lane: Int) {
    self.autopsy = autopsy
    self.lane = lane
  }

  /// Closed as soon as the run is elsewhere.
  mutating func observe(_ world: World) {
    if !world.snapshot.lanes.contains(where: { $0.autopsy == autopsy }) { isClosed = true }
  }

  func hint(for action: Action, on screen: LessonScreen, in world: World) -> Hint {
    guard action == .remedy else { return .table }
    let keys = remedies(world).map { String($0.key) }
    guard let first = keys.first, let last = keys.last else { return .hidden }
    return .keyed(first == last ? first : "\(first)-\(last)", "remedy")
  }

  mutating func perform(
    _ action: Action, key: Key, on screen: inout LessonScreen, in world: World
  ) -> Outcome {
    switch action {
    case .back:
      isClosed = true
      return .done
    case .remedy: return mend(key, on: &screen, world)
    default: return .ignored
    }
  }

  private func remedies(_ world: World) -> [Remedy] {
    guard world.snapshot.lanes.indices.contains(lane) else { return [] }
    return Remedy.all(autopsy, world.snapshot.lanes[lane].experiment)
  }

  private mutating func mend(_ key: Key, on screen: inout LessonScreen, _ world: World) -> Outcome {
    guard let remedy = remedies(world).first(where: { key == .character($0.key) }) else {
      screen.message = LessonScreen.Message(
        text: "There is no remedy \(key.name) for this run; Esc closes the box, r restarts.")
      return .done
    }
    isClosed = true
    return screen.take(remedy, lane: lane)
  }

  func sentence(on screen: LessonScreen, in world: World) -> String? {
    let offers = remedies(world).map { "\($0.key) \($0.text)" }
    return "The run diverged at step \(Figure.count(autopsy.divergence.step)). \(autopsy.reason) "
      + "Keys: \((offers + ["Esc just looks"]).joined(separator: "; "))."
  }

  func draw(over screen: LessonScreen, _ layout: LessonLayout, _ world: World, on canvas: inout Canvas) {
    let lanes = world.snapshot.lanes
    let name = lanes.count > 1 && lanes.indices.contains(lane) ? lanes[lane].name : nil
    let box = AutopsyBox(autopsy, name: name, remedies: remedies(world))
    let body = Rect(x: 0, y: 2, width: layout.header.width, height: layout.status.y - 2)
    box.draw(over: layout.shape == .wide && !screen.isZoomed ? layout.panels : body, on: &canvas)
  }
}
