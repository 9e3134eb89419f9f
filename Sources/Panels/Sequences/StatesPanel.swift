public import Experiments
import Neural
public import TerminalUI

/// What the units of a recurrent layer hold while the shown sequence passes: a row a unit, a column a step.
public enum StatesPanel: Panel {
  public static let name = "states"
  public static let probes = ["hidden", "hidden/*", "cell"]
  /// `cell`: the memory of LSTM cells instead of their output; a number: that layer instead of the last recurrent one.
  public static let options = ["cell"] + (1...32).map(String.init)
  public static let minimum = Size(width: 14, height: 3)

  private static let missing =
    "The states of a recurrent layer appear here: units by row, steps by column. Space runs it."

  private static func probeName(_ view: PanelView) -> String {
    if let layer = view.options.compactMap(Int.init).min() { return "hidden/\(layer)" }
    return view.options.contains("cell") ? "cell" : "hidden"
  }

  private static func states(_ snapshot: Snapshot, _ view: PanelView) -> UnitSteps? {
    UnitSteps(snapshot.shownLane(view)?.probes[probeName(view)])
  }

  private static func what(_ view: PanelView) -> String {
    let name = probeName(view)
    return name == "cell"
      ? "cell states" : "hidden states" + (name == "hidden" ? "" : " of layer \(name.dropFirst(7))")
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let states = states(snapshot, view) else { return "states" }
    let lane = snapshot.shownLane(view)
    let example = lane.flatMap { $0.isFollowed(probeName(view)) ? " · \($0.shownExample)" : nil } ?? ""
    return "\(what(view)) · \(states.units) units × \(states.steps) steps\(example)\(snapshot.laneTag(view))"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    guard let states = states(snapshot, view) else { return canvas.message(missing, in: area) }
    let hasBar = area.height >= 6
    let foot = 1 + (hasBar ? 1 : 0)
    let gutter = area.width >= 24 ? 4 : 0
    let axis = StepAxis(count: states.steps, names: states.names, width: area.width - gutter)
    let perRow = Ramp.pixelsPerRow(canvas.look)
    let room = area.height - foot
    // Whole pixels for each unit where they fit.
    let each = min(max(room * perRow / states.units, 1), 4)
    let height = min((states.units * each + perRow - 1) / perRow, room)
    let field = Rect(x: area.x + gutter, y: area.y, width: axis.width, height: height)
    let scale = Scale(.linear, -states.limit, states.limit)
    states.heatmap(what(view), axis.steps, scale, Ramp(.diverging)).draw(on: &canvas, in: field)
    if gutter > 0 {
      canvas.writeRight("1", end: area.x + gutter - 1, y: area.y, .dim, in: area)
      if height > 1 {
        canvas.writeRight("\(states.units)", end: area.x + gutter - 1, y: field.maxY - 1, .dim, in: area)
      }
    }
    axis.draw(on: &canvas, x: field.x, y: field.maxY, in: area)
    guard hasBar else { return }
    let end = Digits.reading(states.limit, digits: 3)
    let bar = Rect(x: field.x, y: min(field.maxY + 1, area.maxY - 1), width: area.maxX - field.x, height: 1)
    canvas.scaleBar(Ramp(.diverging), ["-" + end, "0", end], in: bar)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let states = states(snapshot, view) else { return missing }
    let finite = states.finite
    // What the columns show from left to right.
    let sizes = states.sizes
    let way = [0, sizes.count / 2, sizes.count - 1].map {
      "\(Digits.reading(sizes[$0], digits: 3)) at \(states.time($0))"
    }
    return
      "\(states.units) \(what(view)) over \(states.steps) steps: from \(Digits.reading(finite.min() ?? .nan, digits: 3)) "
      + "to \(Digits.reading(finite.max() ?? .nan, digits: 3)), "
      + "mean size \(way.joined(separator: ", "))."
  }
}
