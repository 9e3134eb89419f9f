public import Experiments
import Neural
public import TerminalUI

/// What the optimizer keeps and does, weight by weight: gradient, moments and the step, side by side.
public enum OptimizerPanel: Panel {
  public static let name = "optimizer"
  public static let probes = ["moments/*"]
  /// The number of the layer; without one, the first.
  public static let options = (1...32).map(String.init)
  public static let minimum = Size(width: 40, height: 4)

  private static let missing =
    "The gradient, the moments and the step of every weight of a layer appear here. Space runs it."

  private struct Plane {
    var name: String
    var values: [Float]

    var isSigned: Bool { values.contains { $0 < 0 } }

    /// The 98th percentile of the sizes, so that one outlier does not bleach the rest.
    var limit: Double {
      let sizes = values.filter(\.isFinite).map { abs(Double($0)) }.sorted()
      guard let largest = sizes.last else { return 1 }
      let value = sizes.count < 50 ? largest : sizes[sizes.count * 98 / 100]
      return value > 0 ? value : largest > 0 ? largest : 1
    }

    var caption: String { "\(name) \(isSigned ? "±" : "0…")\(Digits.reading(limit, digits: 2))" }
  }

  private static func probe(_ snapshot: Snapshot, _ view: PanelView) -> (number: Int, probe: Probe)? {
    let all = snapshot.shownLane(view)?.layerProbes("moments") ?? []
    let wanted = view.options.compactMap(Int.init).min()
    return wanted == nil ? all.first : all.first { $0.number == wanted }
  }

  private static func planes(_ probe: Probe) -> [Plane] {
    let count = probe.shape.rows * probe.shape.columns
    return probe.labels.enumerated().compactMap { index, name in
      guard count > 0, probe.values.count >= (index + 1) * count else { return nil }
      return Plane(name: name, values: Array(probe.values[index * count..<(index + 1) * count]))
    }
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view), let (number, probe) = probe(snapshot, view) else {
      return "optimizer"
    }
    return "\(lane.experiment.optimizer.name) on layer \(number) [\(probe.shape.rows)×\(probe.shape.columns)]"
      + " · each by its own scale\(snapshot.laneTag(view))"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    guard let (number, probe) = probe(snapshot, view) else { return canvas.message(missing, in: area) }
    let planes = planes(probe)
    let places = area.columns(Array(repeating: .flexible(), count: planes.count), gap: 2)
    for (plane, place) in zip(planes, places) {
      let parts = place.splitTop(1)
      canvas.spell(plane.caption, x: parts.top.x, y: parts.top.y, .text, in: parts.top)
      let limit = plane.limit
      let map = Heatmap(
        rows: probe.shape.rows, columns: probe.shape.columns, values: plane.values,
        scale: plane.isSigned ? Scale(.linear, -limit, limit) : Scale(.linear, 0, limit),
        ramp: Ramp(plane.isSigned ? .diverging : .viridis),
        reading: { reading(number, planes, probe.shape.columns, $0, $1) })
      let room = WeightsPanel.fitted(probe.shape.rows, probe.shape.columns, parts.rest, canvas.look)
      map.draw(on: &canvas, in: room)
    }
  }

  private static func reading(
    _ layer: Int, _ planes: [Plane], _ columns: Int, _ row: Int, _ column: Int
  ) -> Reading {
    let numbers = planes.map { "\($0.name) \(Digits.exact($0.values[row * columns + column]))" }
    return Reading(
      "layer \(layer), unit \(row + 1), input \(column + 1) · \(numbers.joined(separator: " · "))",
      subject: Subject.weight(layer: layer, unit: row + 1, input: column + 1))
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view), let (number, probe) = probe(snapshot, view) else {
      return missing
    }
    let parts = planes(probe).map { plane in
      let sizes = plane.values.filter(\.isFinite).map { abs($0) }
      return "\(plane.name) up to \(Digits.reading(Double(sizes.max() ?? .nan), digits: 3)) in size"
    }
    return "\(lane.experiment.optimizer.name) on layer \(number): \(parts.joined(separator: ", "))."
  }
}
