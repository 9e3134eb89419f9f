public import Experiments
import Neural
public import TerminalUI

/// All filters of one convolution as small images: blue positive, orange negative, white zero.
public enum FiltersPanel: Panel {
  public static let name = "filters"
  public static let probes = ["filters/*"]
  /// The number of the layer; without one, the first convolution.
  public static let options = (1...32).map(String.init)
  public static let minimum = Size(width: 12, height: 3)
  public static let scales: [PanelScale] = [.layer, .net, .fixed]

  private static let missing = "The filters of a convolution appear here as small images. Space runs it."

  private static func probe(_ snapshot: Snapshot, _ view: PanelView) -> Probe? {
    let all = (snapshot.shownLane(view)?.layerProbes("filters") ?? []).filter { !$0.probe.planes.isEmpty }
    let wanted = view.options.compactMap(Int.init).min()
    return wanted == nil ? all.first?.probe : all.first { $0.number == wanted }?.probe
  }

  /// The numbers that the colours are measured by.
  private static func measure(_ probe: Probe, _ snapshot: Snapshot, _ view: PanelView) -> [Float] {
    switch scale(view) {
    case .layer: probe.values
    case .net: (snapshot.shownLane(view)?.layerProbes("filters") ?? []).flatMap(\.probe.values)
    case .fixed: [-1, 1]
    }
  }

  private static func layer(_ probe: Probe) -> String { String(probe.name.dropFirst("filters/".count)) }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let probe = probe(snapshot, view) else { return "filters" }
    let shape = "\(probe.planes.count) of \(probe.shape.rows)×\(probe.shape.columns)"
    let work = snapshot.shownLane(view)?.workTag(layer: Int(layer(probe).prefix { $0.isNumber }) ?? 0) ?? ""
    return
      "filters of \(layer(probe)) · \(shape) · scale \(scale(view).rawValue)\(work)\(snapshot.laneTag(view))"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    guard let probe = probe(snapshot, view) else { return canvas.message(missing, in: area) }
    let tone = ImageTone(measure(probe, snapshot, view), isSigned: true)
    let images = probe.images(tone, "filters of \(layer(probe)), kernel")
    let hasBar = area.height >= 5
    let parts = area.splitBottom(hasBar ? 2 : 0)
    let drawn = ImageGrid(images: images).draw(on: &canvas, in: parts.rest)
    guard hasBar else { return }
    var bar = Rect(x: area.x, y: min(drawn.maxY + 1, area.maxY - 1), width: area.width, height: 1)
    if drawn.shown < images.count {
      let note = "\(images.count - drawn.shown) more"
      canvas.writeRight(note, end: bar.maxX, y: bar.y, .dim, in: bar)
      bar = bar.inset(right: Width.of(note) + 1)
    }
    canvas.scaleBar(tone.ramp, tone.labels, in: bar)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let probe = probe(snapshot, view) else { return missing }
    let finite = probe.values.filter(\.isFinite)
    return
      "\(probe.planes.count) kernels of \(layer(probe)), \(probe.shape.rows) by \(probe.shape.columns): weights from "
      + "\(Digits.reading(finite.min() ?? .nan, digits: 3)) to \(Digits.reading(finite.max() ?? .nan, digits: 3))."
  }
}
