public import Experiments
import Neural
public import TerminalUI

/// What the prototypes of a map hold of each feature: a plane a feature, each on its own scale.
public enum ComponentsPanel: Panel {
  public static let name = "components"
  public static let probes = ["component/*", "codebook"]
  /// The number of the one feature that is shown, larger; without one, all.
  public static let options = (1...64).map(String.init)
  public static let minimum = Size(width: 12, height: 4)

  private static let missing =
    "The planes of the features appear here, one beside the other, if the learner is a map. Space runs it."

  private struct Component {
    var name: String
    var plane: MapPlane
    var scale: Scale

    var span: String {
      plane.finite.isEmpty
        ? "no numbers" : "\(Digits.reading(scale.low, digits: 3))…\(Digits.reading(scale.high, digits: 3))"
    }
  }

  /// In the order of the features.
  private static func components(_ snapshot: Snapshot, _ view: PanelView) -> [Component] {
    guard let lane = snapshot.shownLane(view) else { return [] }
    let features = lane.probes["codebook"]?.labels ?? []
    let prefix = "component/"
    let all = lane.probes.values.filter { $0.name.hasPrefix(prefix) }.compactMap { probe -> Component? in
      guard let plane = MapPlane(probe) else { return nil }
      let low = Double(plane.finite.min() ?? 0)
      return Component(
        name: String(probe.name.dropFirst(prefix.count)), plane: plane,
        scale: Scale(.linear, low, Double(plane.finite.max() ?? 1)))
    }
    func rank(_ name: String) -> Int { features.firstIndex(of: name) ?? Int(name) ?? Int.max }
    let sorted = all.sorted { (rank($0.name), $0.name) < (rank($1.name), $1.name) }
    guard let wanted = view.options.compactMap(Int.init).min() else { return sorted }
    return sorted.indices.contains(wanted - 1) ? [sorted[wanted - 1]] : []
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let components = components(snapshot, view)
    let one = components.count == 1 ? " \(components[0].name)" : ""
    return "component planes\(one)\(snapshot.laneTag(view))"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let lane = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    let components = components(snapshot, view)
    guard let first = components.first else { return canvas.message(missing, in: area) }
    let ramp = Ramp(.viridis)
    let hasBar = area.height >= 5
    let parts = area.splitBottom(hasBar ? 1 : 0)
    if components.count == 1 {
      let drawn = first.plane.paint(
        first.name, first.scale, ramp, isHexagonal: lane.hasHexagons, on: &canvas, in: parts.rest)
      let ends = [Digits.reading(first.scale.low, digits: 3), Digits.reading(first.scale.high, digits: 3)]
      let row = Rect(x: area.x, y: min(drawn.maxY, parts.bottom.y), width: area.width, height: 1)
      if hasBar { canvas.scaleBar(ramp, ends, in: row) }
      return
    }
    let images = components.map { component in
      let plane = component.plane
      return SmallImage(
        rows: plane.rows, columns: plane.columns, values: plane.values, scale: component.scale, ramp: ramp
      ) { row, column in
        let unit = row * plane.columns + column
        return Reading(
          "\(component.name), unit at \(plane.place(unit)) · \(Digits.exact(plane.values[unit]))")
      }
    }
    let names = components.map { "\($0.name.shortened(to: 12)) \($0.span)" }
    let drawn = ImageGrid(images: images, names: names).draw(on: &canvas, in: parts.rest)
    guard hasBar else { return }
    var bar = parts.bottom
    if drawn.shown < images.count {
      let note = "\(images.count - drawn.shown) more"
      canvas.writeRight(note, end: bar.maxX, y: bar.y, .dim, in: bar)
      bar = bar.inset(right: Width.of(note) + 1)
    }
    canvas.scaleBar(ramp, ["least", "most"], in: bar)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let parts = components(snapshot, view).map { component in
      "\(component.name) from \(Digits.reading(component.scale.low, digits: 3)) to "
        + Digits.reading(component.scale.high, digits: 3)
    }
    return parts.isEmpty ? missing : "Component planes: \(parts.joined(separator: "; "))."
  }
}
