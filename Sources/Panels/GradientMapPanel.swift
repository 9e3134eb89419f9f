public import Experiments
import Neural
public import TerminalUI

/// Layers × time, coloured by the logarithm of the gradient's size on a fixed scale.
public enum GradientMapPanel: Panel {
  public static let name = "gradient-map"
  public static let probes: [String] = []
  public static let options = ["delta", "recent"]
  public static let minimum = Size(width: 16, height: 3)
  public static let scales: [PanelScale] = [.fixed, .net]

  static func scale(_ snapshot: Snapshot, _ view: PanelView) -> Scale {
    guard GradientsPanel.isOfNet(view) else { return Scale(.logarithmic, 1e-8, 1e1) }
    let buckets = snapshot.lanes.flatMap { $0.layers(of: family(view)) }.flatMap(\.curve.buckets)
    let low = buckets.map { Double($0.low) }.filter { $0.isFinite && $0 > 0 }.min()
    let high = buckets.map { Double($0.high) }.filter { $0.isFinite && $0 > 0 }.max()
    guard let low, let high else { return Scale(.logarithmic, 1e-8, 1e1) }
    return .fitting(.logarithmic, low: low, high: high)
  }

  private static func family(_ view: PanelView) -> String { GradientsPanel.family(view) }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let what = view.options.contains("delta") ? "delta" : "gradient"
    let mode = view.scale?.rawValue ?? (view.options.contains("recent") ? "recent" : "fixed")
    return "\(what), layers × time · log, \(mode)"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let shown = lane(snapshot, view, on: &canvas, in: area) else { return }
    guard fits(area, on: &canvas) else { return }
    let hasData = snapshot.lanes.contains {
      $0.layers(of: family(view)).contains { !$0.curve.buckets.isEmpty }
    }
    guard hasData else {
      return canvas.message(
        "Each layer's gradient becomes a row here, time runs to the right. Space runs it.", in: area)
    }
    let scale = scale(snapshot, view)
    let hasBar = area.height >= 5
    let parts = area.splitBottom(hasBar ? 1 : 0)
    let places = LanePlaces.places(
      snapshot.lanes.count, least: Size(width: 15, height: parts.rest.height), shown: view.lane,
      in: parts.rest)
    for (index, room) in places {
      let lane = places.count == 1 ? shown : snapshot.lanes[index]
      let ink: Ink = places.count == 1 ? .strong : .lane(index)
      LayerTimeMap(lane: lane, family: family(view), scale: scale)
        .draw(header: snapshot.lanes.count > 1 ? ink : nil, on: &canvas, in: room)
    }
    LanePlaces.note(snapshot.lanes.count - places.count, beside: places.last, snapshot, on: &canvas)
    if hasBar {
      canvas.scaleBar(
        Ramp(.viridis), [Digits.power(scale.low), Digits.power(scale.high)], in: parts.bottom)
    }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let text = GradientsPanel.describe(snapshot, view)
    guard let lane = snapshot.shownLane(view), lane.step > 0 else { return text }
    let layers = lane.layers(of: GradientsPanel.family(view))
    guard let first = layers.first, let last = layers.last else { return text }
    return
      "Gradients by layer from step 0 to \(lane.step)\(snapshot.laneTag(view)): layer \(first.label) began with "
      + "\(beginning(first)), layer \(last.label) with \(beginning(last)). Now: \(text)"
  }

  private static func beginning(_ layer: LayerMeter) -> String {
    Digits.reading(layer.curve.buckets.first { $0.mean.isFinite }?.mean ?? .nan, digits: 3)
  }
}

/// One lane's map: a row for each layer, a column for a run of steps. When the columns are full, they are joined in
/// pairs: the picture never scrolls.
struct LayerTimeMap {
  var lane: LaneSnapshot
  var family: String
  var scale: Scale

  func draw(header: Ink?, on canvas: inout Canvas, in area: Rect) {
    let layers = lane.layers(of: family)
    var area = area
    if let header, area.height >= 3 {
      canvas.write(lane.name.shortened(to: area.width), x: area.x, y: area.y, header, in: area)
      area = area.splitTop(1).rest
    }
    let hasSteps = area.height >= 4
    let rows = area.height - (hasSteps ? 1 : 0)
    guard !layers.isEmpty, rows > 0 else { return }
    let names = labelWidth(layers, area)
    let room = Rect(x: area.x + names, y: area.y, width: area.width - names, height: rows)
    guard room.width > 0 else { return }
    // From three pixels a layer on, one more or less is hardly seen, and the map fills its area.
    let perRow = Ramp.pixelsPerRow(canvas.look)
    let isEven = layers.count <= rows && rows * perRow < (perRow + 1) * layers.count
    let height = isEven ? layers.count : rows
    let columns = times(room.width)
    let field = Rect(
      x: room.x, y: room.y, width: min(columns.count * stretch(columns.count, room.width), room.width),
      height: height)
    heatmap(layers, columns).draw(on: &canvas, in: field)
    keep(layers, columns, on: &canvas, in: field)
    drawNames(layers, names, height, on: &canvas, in: area)
    guard hasSteps else { return }
    canvas.write("0", x: room.x, y: area.y + height, .dim, in: area)
    let end = "step \(lane.step)"
    let stop = max(field.maxX, room.x + Width.of(end) + 2)
    if Width.of(end) + 2 <= room.width {
      canvas.writeRight(end, end: stop, y: area.y + height, .dim, in: area)
    }
  }

  private func labelWidth(_ layers: [LayerMeter], _ area: Rect) -> Int {
    let widest = layers.map { Width.of($0.label) }.max() ?? 0
    if area.width >= widest + 24 { return widest + 1 }
    let digits = layers.map { Width.of($0.number) }.max() ?? 0
    return area.width >= digits + 10 ? digits + 1 : 0
  }

  private func drawNames(
    _ layers: [LayerMeter], _ width: Int, _ height: Int, on canvas: inout Canvas, in area: Rect
  ) {
    guard width > 0 else { return }
    var used = Set<Int>()
    for (index, layer) in layers.enumerated() {
      let row = (2 * index + 1) * height / (2 * layers.count)
      guard used.insert(row).inserted else { continue }
      let name = Width.of(layer.label) < width ? layer.label : layer.number
      canvas.write(name.shortened(to: width - 1), x: area.x, y: area.y + row, .text, in: area)
    }
  }

  /// The steps of each column: a power of two, so that columns only ever join in pairs.
  private func times(_ width: Int) -> [Range<Int>] {
    let end = max(
      lane.layers(of: family).map { $0.curve.start + $0.curve.buckets.count * $0.curve.width }.max() ?? 0, 1)
    let last = min(max(lane.step, 1), end)
    var span = 1
    while span * width < last { span *= 2 }
    return (0..<min((last + span - 1) / span, width)).map { $0 * span..<($0 + 1) * span }
  }

  private func keep(
    _ layers: [LayerMeter], _ columns: [Range<Int>], on canvas: inout Canvas, in field: Rect
  ) {
    let (name, family) = (lane.name, family)
    let wide = stretch(columns.count, field.width)
    let perRow = Ramp.pixelsPerRow(canvas.look)
    canvas.keep(
      .even(
        rows: layers.count, columns: columns.count, in: field, perRow: perRow,
        steps: columns.map(\.lowerBound)
      ) { row, column in
        let steps = columns[column]
        let time =
          steps.count == 1 ? "step \(steps.lowerBound)" : "steps \(steps.lowerBound)…\(steps.upperBound - 1)"
        let value = Digits.exact(layers[row].curve.mean(over: steps))
        return Reading(
          "\(time) · \(name) · \(family) of layer \(layers[row].label): mean \(value)",
          step: steps.lowerBound, subject: Int(layers[row].number).map(Subject.layer))
      })
    canvas.keep(
      TimeAxis(field) { step in
        columns.firstIndex { $0.contains(step) }.map { field.x + min($0 * wide, field.width - 1) }
      })
  }

  /// How many columns of cells a step takes while there are few of them: a power of two too.
  private func stretch(_ count: Int, _ width: Int) -> Int {
    var factor = 1
    while count > 0, count * factor * 2 <= width { factor *= 2 }
    return factor
  }

  private func heatmap(_ layers: [LayerMeter], _ columns: [Range<Int>]) -> Heatmap {
    let values = layers.flatMap { layer in columns.map { layer.curve.mean(over: $0) } }
    return Heatmap(
      rows: layers.count, columns: columns.count, values: values, scale: scale, ramp: Ramp(.viridis))
  }
}

extension Curve {
  /// The mean of the buckets that touch these steps; NaN if one of them is broken or there is none.
  func mean(over steps: Range<Int>) -> Float {
    let first = max((steps.lowerBound - start) / max(width, 1), 0)
    let last = min((steps.upperBound - start + max(width, 1) - 1) / max(width, 1), buckets.count)
    guard first < last else { return .nan }
    let part = buckets[first..<last]
    if part.contains(where: { $0.broken > 0 }) { return .nan }
    return part.reduce(0) { $0 + $1.mean } / Float(part.count)
  }
}
