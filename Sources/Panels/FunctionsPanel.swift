public import Experiments
import Neural
public import TerminalUI

/// The activation and its slope over −6…6, and below them where the sums of a layer really lie.
public enum FunctionsPanel: Panel {
  public static let name = "functions"
  public static let probes = ["activation-function", "histogram/*"]
  /// The number of the layer whose sums are counted; without one, the first.
  public static let options = (1...32).map(String.init)
  public static let minimum = Size(width: 22, height: 6)

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let number = view.options.compactMap(Int.init).min() ?? 1
    let legend = "f solid, slope dotted · z of layer \(number)"
    guard snapshot.lanes.count == 1, let picture = picture(snapshot.lanes[0], view) else { return legend }
    return "\(picture.name) · \(legend)"
  }

  private static func picture(_ lane: LaneSnapshot, _ view: PanelView) -> FunctionPicture? {
    guard let function = lane.probes["activation-function"], function.shape.columns == 3 else { return nil }
    let wanted = view.options.compactMap(Int.init).min() ?? 1
    let sums = lane.layerProbes("histogram").first { $0.number == wanted }?.probe
    return FunctionPicture(function, sums)
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let shown = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    guard snapshot.lanes.contains(where: { picture($0, view) != nil }) else {
      return canvas.message(
        "The activation, its slope, and where the sums lie appear here. Space runs it.", in: area)
    }
    let places = LanePlaces.places(
      snapshot.lanes.count, least: Size(width: 21, height: minimum.height + 1), shown: view.lane, in: area)
    for place in places {
      var room = place.room
      let lane = snapshot.lanes.count > 1 ? snapshot.lanes[place.lane] : shown
      if snapshot.lanes.count > 1 {
        let ink: Ink = places.count > 1 ? .lane(place.lane) : .strong
        canvas.write(lane.name.shortened(to: room.width), x: room.x, y: room.y, ink, in: room)
        room = room.splitTop(1).rest
      }
      if let picture = picture(lane, view) {
        picture.draw(on: &canvas, in: room)
      } else {
        canvas.message("f(z) = z: no bend, and slope 1 everywhere.", in: room)
      }
    }
    LanePlaces.note(snapshot.lanes.count - places.count, beside: places.last, snapshot, on: &canvas)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let parts = snapshot.lanes.compactMap { lane -> String? in
      guard let picture = picture(lane, view) else { return nil }
      return (snapshot.lanes.count > 1 ? "\(lane.name): " : "") + picture.sentence
    }
    return parts.isEmpty ? "No activation yet. Space runs it." : parts.joined(separator: "; ") + "."
  }
}

/// One activation with the counted sums of one layer.
struct FunctionPicture {
  let name: String
  private let points: [(x: Double, value: Double, slope: Double)]
  private let bins: [(x: Double, count: Double)]
  private static let x = Scale(.linear, -6, 6)
  private static let y = Scale(.linear, -1.25, 2.5)

  init?(_ function: Probe, _ sums: Probe?) {
    points = (0..<function.rowCount).map { row in
      (
        Double(function.value(row, 0)), Double(function.value(row, 1)), Double(function.value(row, 2))
      )
    }.filter { $0.x.isFinite && $0.value.isFinite && $0.slope.isFinite }
    guard points.count > 1 else { return nil }
    name = function.labels.first ?? "activation"
    guard let sums, let range = sums.xRange, sums.rowCount > 0, sums.shape.columns > 0 else {
      bins = []
      return
    }
    let width = Double(range.upperBound - range.lowerBound) / Double(sums.shape.columns)
    bins = (0..<sums.shape.columns).map { column in
      (Double(range.lowerBound) + (Double(column) + 0.5) * width, Double(sums.value(0, column)))
    }.filter { $0.0.isFinite && $0.1.isFinite && $0.1 > 0 }
  }

  /// The share of sums where the slope is below a tenth of the steepest.
  private var flat: Double? {
    let total = bins.reduce(0) { $0 + $1.count }
    guard total > 0, let steepest = points.map({ abs($0.slope) }).max(), steepest > 0 else { return nil }
    let low = bins.filter { abs(slope(at: $0.x)) < 0.1 * steepest }.reduce(0) { $0 + $1.count }
    return low / total
  }

  private func slope(at x: Double) -> Double {
    points.min { abs($0.x - x) < abs($1.x - x) }?.slope ?? 0
  }

  private var caption: String {
    flat.map { "\(Digits.fixed($0 * 100, decimals: 0))% of z flat" } ?? ""
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let counted = bins.isEmpty || area.height < 8 ? 0 : area.height >= 14 ? 4 : 3
    let parts = area.splitBottom(counted)
    let series = [
      Series("", samples(\.value), ink: .accent, name: name),
      Series("", samples(\.slope), ink: .validation, dash: .dotted, letter: "o", name: "slope"),
    ]
    let plot = Plot(x: Self.x, y: Self.y, xTitle: "z", series: series, guides: [Guide(0, "")])
    plot.draw(on: &canvas, in: parts.rest)
    guard counted > 0 else { return }
    let field = Axes(x: Self.x, y: Self.y, xTitle: "z", in: parts.rest).field
    let room = Rect(x: field.x, y: parts.bottom.y, width: field.width, height: counted - 1)
    canvas.columns(heights(field.width), canvas.look.style(.dim), in: room)
    canvas.spell(caption, x: field.x, y: parts.bottom.maxY - 1, .text, in: parts.bottom)
  }

  /// Only what lies inside the axes; a curve that leaves them ends at the edge.
  private func samples(_ value: KeyPath<(x: Double, value: Double, slope: Double), Double>) -> [Sample] {
    points.filter { (Self.y.low...Self.y.high).contains($0[keyPath: value]) }
      .map { Sample(x: $0.x, y: $0[keyPath: value]) }
  }

  /// Square roots of the counts by column; what lies beyond the axis stands in the outermost columns.
  private func heights(_ columns: Int) -> [Double] {
    guard columns > 0 else { return [] }
    var counts = [Double](repeating: 0, count: columns)
    // A bin may be wider than a column: each column takes the density of the bin it lies in.
    for column in 0..<columns {
      let x = -6 + 12 * (Double(column) + 0.5) / Double(columns)
      guard let nearest = bins.min(by: { abs($0.x - x) < abs($1.x - x) }) else { continue }
      let reach = bins.count > 1 ? abs(bins[1].x - bins[0].x) : 12
      if abs(nearest.x - x) <= max(reach, 12 / Double(columns)) { counts[column] = nearest.count }
    }
    counts[0] += bins.filter { $0.x < -6 }.reduce(0) { $0 + $1.count }
    counts[columns - 1] += bins.filter { $0.x > 6 }.reduce(0) { $0 + $1.count }
    let most = counts.max() ?? 0
    return most > 0 ? counts.map { ($0 / most).squareRoot() } : counts
  }

  var sentence: String {
    let range = "\(name) over -6 to 6"
    return caption.isEmpty ? range : "\(range), \(caption)"
  }
}
