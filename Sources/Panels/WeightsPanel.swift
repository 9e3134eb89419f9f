public import Experiments
import Neural
public import TerminalUI

/// One layer's weights as colours: blue positive, orange negative, white zero; of a small layer with their numbers.
public enum WeightsPanel: Panel {
  public static let name = "weights"
  public static let probes = ["weights/*"]
  /// The number of the layer; without one, the first.
  public static let options = (1...32).map(String.init)
  public static let minimum = Size(width: 10, height: 3)
  public static let scales: [PanelScale] = [.layer, .net, .fixed]

  private static func probe(_ snapshot: Snapshot, _ view: PanelView) -> Probe? {
    let all = snapshot.shownLane(view)?.layerProbes("weights") ?? []
    let wanted = view.options.compactMap(Int.init).min()
    return wanted == nil ? all.first?.probe : all.first { $0.number == wanted }?.probe
  }

  /// What the strongest colours stand for: by this layer, by all of them, or 1.
  private static func limit(_ probe: Probe, _ snapshot: Snapshot, _ view: PanelView) -> Double {
    switch scale(view) {
    case .layer: limit(probe.values)
    case .net: limit((snapshot.shownLane(view)?.layerProbes("weights") ?? []).flatMap(\.probe.values))
    case .fixed: 1
    }
  }

  /// The 98th percentile of the sizes, so that one outlier does not bleach the rest.
  private static func limit(_ values: [Float]) -> Double {
    let sizes = values.filter(\.isFinite).map { abs($0) }.sorted()
    guard let largest = sizes.last else { return 1 }
    let value = sizes.count < 50 ? largest : sizes[min(sizes.count * 98 / 100, sizes.count - 1)]
    return value > 0 ? Double(value) : 1
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let probe = probe(snapshot, view) else { return "weights" }
    let work = snapshot.shownLane(view)?.workTag(layer: Int(probe.name.dropFirst(8)) ?? 0) ?? ""
    return
      "weights of layer \(probe.name.dropFirst(8)) [\(probe.shape.rows)×\(probe.shape.columns)] · scale "
      + "\(scale(view).rawValue)\(work)\(snapshot.laneTag(view))"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    guard let probe = probe(snapshot, view), !probe.values.isEmpty else {
      return canvas.message("One coloured cell a weight appears here. Space runs it.", in: area)
    }
    let limit = limit(probe, snapshot, view)
    let hasBar = area.height >= 5
    let parts = area.splitBottom(hasBar ? 2 : 0)
    let gradients = snapshot.shownLane(view)?.probes["gradients/\(probe.name.dropFirst(8))"]
    let scale = Scale(.linear, -limit, limit)
    let end: Int
    if let table = WeightTable(probe, scale, in: parts.rest.size) {
      end = table.draw(on: &canvas, in: parts.rest) { reading(probe, gradients, $0, $1) }
    } else {
      let rows = probe.shape.rows * max(probe.shape.channels, 1)
      let map = Heatmap(
        rows: rows, columns: probe.shape.columns, values: probe.values, scale: scale, ramp: Ramp(.diverging),
        reading: { reading(probe, gradients, $0, $1) })
      let place = fitted(rows, probe.shape.columns, parts.rest, canvas.look)
      map.draw(on: &canvas, in: place)
      end = place.maxY
    }
    guard hasBar else { return }
    let clipped = probe.values.count { !$0.isFinite || abs(Double($0)) > limit * 1.000001 }
    let most = Digits.reading(limit, digits: 3)
    var bar = Rect(x: area.x, y: min(end + 1, area.maxY - 1), width: area.width, height: 1)
    if clipped > 0 {
      let note = "clipped \(Digits.short(100 * Double(clipped) / Double(probe.values.count)))%"
      if bar.width >= Width.of(note) + 24 {
        canvas.writeRight(note, end: bar.maxX, y: bar.y, .dim, in: bar)
        bar = bar.inset(right: Width.of(note) + 1)
      }
    }
    canvas.scaleBar(Ramp(.diverging), ["-" + most, "0", most], in: bar)
  }

  /// One weight with what it joins and its gradient.
  private static func reading(_ probe: Probe, _ gradients: Probe?, _ row: Int, _ column: Int) -> Reading {
    let index = row * probe.shape.columns + column
    let layer = Int(probe.name.dropFirst(8).prefix { $0.isNumber }) ?? 0
    let source = probe.labels.indices.contains(column) ? probe.labels[column] : "input \(column + 1)"
    let gradient = gradients.flatMap { $0.values.indices.contains(index) ? $0.values[index] : nil }
    return Reading(
      "layer \(layer), unit \(row + 1), \(source) · weight \(Digits.exact(probe.values[index]))"
        + (gradient.map { " · gradient \(Digits.exact($0))" } ?? ""),
      subject: probe.shape.channels <= 1
        ? Subject.weight(layer: layer, unit: row + 1, input: column + 1) : nil)
  }

  /// Whole pixels for each weight where they fit, twice as wide as high in cells, so that weights look square.
  static func fitted(_ rows: Int, _ columns: Int, _ area: Rect, _ look: Look) -> Rect {
    let perRow = Ramp.pixelsPerRow(look)
    guard rows > 0, columns > 0, columns <= area.width, rows <= area.height * perRow else { return area }
    let zoom = max(min(area.width / (columns * (perRow == 2 ? 1 : 2)), area.height * perRow / rows), 1)
    let width = min(columns * zoom * (perRow == 2 ? 1 : 2), area.width / columns * columns)
    return Rect(
      x: area.x, y: area.y, width: width, height: min((rows * zoom + perRow - 1) / perRow, area.height))
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let probe = probe(snapshot, view), !probe.values.isEmpty else {
      return "No weights yet. Space runs it."
    }
    let finite = probe.values.filter(\.isFinite)
    let mean = finite.reduce(0, +) / Float(max(finite.count, 1))
    return "Weights of layer \(probe.name.dropFirst(8)), \(probe.shape.rows) by \(probe.shape.columns): "
      + "from \(Digits.reading(finite.min() ?? .nan, digits: 3)) to \(Digits.reading(finite.max() ?? .nan, digits: 3)), "
      + "mean \(Digits.reading(mean, digits: 3))."
  }
}

extension LaneSnapshot {
  /// The filled probes `<family>/<number…>` by the number of their layer.
  func layerProbes(_ family: String) -> [(number: Int, probe: Probe)] {
    probes.compactMap { name, probe in
      guard name.hasPrefix(family + "/"), !probe.values.isEmpty else { return nil }
      let digits = name.dropFirst(family.count + 1).prefix { $0.isNumber }
      return Int(digits).map { ($0, probe) }
    }.sorted { $0.0 < $1.0 }
  }
}
