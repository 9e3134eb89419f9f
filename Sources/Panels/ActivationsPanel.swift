public import Experiments
import Neural
public import TerminalUI

/// How the outputs of each layer's units are spread: one small histogram a layer.
public enum ActivationsPanel: Panel {
  public static let name = "activations"
  public static let probes = ["activations/*"]
  public static let options: [String] = []
  public static let minimum = Size(width: 24, height: 2)
  public static let scales: [PanelScale] = [.layer, .net, .fixed]

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    "activations by layer · scale \(scale(view).rawValue) · height √count\(snapshot.laneTag(view))"
  }

  /// The censuses between the same ends where the scale is not each layer's own.
  private static func layers(_ lane: LaneSnapshot?, _ view: PanelView) -> [UnitCensus] {
    let probes = lane?.layerProbes("activations") ?? []
    let finite = probes.flatMap(\.probe.values).filter(\.isFinite)
    let ends: ClosedRange<Double>? =
      switch scale(view) {
      case .layer: nil
      case .net: Double(finite.min() ?? 0)...Double(finite.max() ?? 0)
      case .fixed: -1...1
      }
    return probes.map { UnitCensus($0.number, $0.probe, between: ends) }
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let lane = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    let layers = layers(lane, view)
    guard !layers.isEmpty else {
      return canvas.message(
        "One histogram a layer appears here: what its units put out. Space runs it.", in: area)
    }
    let each = max(min((area.height) / layers.count, 4), 1)
    let shown = min(layers.count, area.height / each)
    for (index, layer) in layers.prefix(shown).enumerated() {
      let row = Rect(x: area.x, y: area.y + index * each, width: area.width, height: each)
      layer.draw(on: &canvas, in: each >= 3 ? row.inset(bottom: 1) : row)
    }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let layers = layers(snapshot.shownLane(view), view)
    guard !layers.isEmpty else { return "No activations yet. Space runs it." }
    return layers.map(\.sentence).joined(separator: "; ") + "."
  }
}

/// The outputs of one layer over some examples, counted.
struct UnitCensus {
  let number: Int
  private let values: [Float]
  private let low: Double
  private let high: Double
  private let mean: Double
  private let deviation: Double
  /// The share of units that put out zero for every example.
  private let dead: Double
  /// The share of outputs within a twentieth of the ends of a bounded activation (sigmoid, tanh).
  private let saturated: Double

  /// - Parameter ends: what the bins span; nil: from the least output to the largest.
  init(_ number: Int, _ probe: Probe, between ends: ClosedRange<Double>? = nil) {
    self.number = number
    values = probe.values.filter(\.isFinite)
    let sum = values.reduce(0.0) { $0 + Double($1) }
    mean = sum / Double(max(values.count, 1))
    let middle = mean
    deviation =
      (values.reduce(0.0) { $0 + (Double($1) - middle) * (Double($1) - middle) }
      / Double(max(values.count, 1))).squareRoot()
    let (least, most) = (Double(values.min() ?? 0), Double(values.max() ?? 0))
    low = ends?.lowerBound ?? least
    high = ends?.upperBound ?? most
    dead = Self.deadShare(probe)
    let isBounded = least >= -1 && most <= 1 && (least >= 0 ? most > 0 : true)
    let floor = least >= 0 ? 0.0 : -1.0
    let margin = (1 - floor) / 20
    let ends = values.count { Double($0) > 1 - margin || (Double($0) < floor + margin && $0 != 0) }
    saturated = isBounded && !values.isEmpty ? Double(ends) / Double(values.count) : 0
  }

  private static func deadShare(_ probe: Probe) -> Double {
    let (rows, columns) = (probe.rowCount, probe.shape.columns)
    guard rows > 0, columns > 0 else { return 0 }
    let silent = (0..<columns).count { column in (0..<rows).allSatisfy { probe.value($0, column) == 0 } }
    return Double(silent) / Double(columns)
  }

  private func bins(_ count: Int) -> [Double] {
    var counts = Array(repeating: 0.0, count: max(count, 1))
    let span = high - low
    for value in values {
      let fraction = span > 0 ? (Double(value) - low) / span : 0.5
      // What lies beyond the ends is counted at the ends.
      counts[min(Int(min(max(fraction, 0), 1) * Double(counts.count)), counts.count - 1)] += 1
    }
    return counts
  }

  private func heights(_ counts: [Double]) -> [Double] {
    let most = max(counts.max() ?? 1, 1)
    // Square roots keep the tail of a ReLU layer visible beside its zeros.
    return counts.map { ($0 / most).squareRoot() }
  }

  private var words: (String, Ink)? {
    if dead >= 0.1 { return ("\(Self.percent(dead)) DEAD", .warning) }
    if saturated >= 0.5 { return ("\(Self.percent(saturated)) SATURATED", .warning) }
    return nil
  }

  private static func percent(_ share: Double) -> String { "\(Digits.fixed(share * 100, decimals: 0))%" }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let baseline = area.maxY - 1
    let name = "\(number)".leftPadded(to: 2)
    canvas.write(name, x: area.x, y: baseline, .text, in: area)
    let lowText = Digits.short(Self.calm(low)).leftPadded(to: 6)
    canvas.write(lowText, x: area.x + 3, y: baseline, .dim, in: area)
    let numbers = "mean \(Digits.reading(mean, digits: 2)) sd \(Digits.reading(deviation, digits: 2))"
    let hasNumbers = area.width >= 64
    let right = 7 + (area.width >= 40 ? 15 : 0) + (hasNumbers ? 24 : 0)
    let field = area.inset(left: 10, right: right)
    let counts = bins(field.width)
    canvas.columns(heights(counts), canvas.look.style(.accent), in: field)
    canvas.keep(readout(counts, in: field))
    var x = field.maxX + 1
    canvas.write(Digits.short(Self.calm(high)), x: x, y: baseline, .dim, in: area)
    x += 7
    if hasNumbers {
      canvas.write(numbers, x: x, y: baseline, .dim, in: area)
      x += 24
    }
    if let (text, ink) = words, x + Width.of(text) <= area.maxX {
      canvas.write(text, x: x, y: baseline, ink, in: area)
    }
  }

  private func readout(_ counts: [Double], in field: Rect) -> Readout {
    let (number, low, span, total) = (number, low, high - low, values.count)
    return Readout(rows: 1, columns: counts.count) { _, bin in
      Spot(Rect(x: field.x + bin, y: field.y, width: 1, height: field.height))
    } reading: { _, bin in
      let ends = [bin, bin + 1].map { low + span * Double($0) / Double(counts.count) }
      return Reading(
        "layer \(number), outputs from \(Digits.reading(ends[0], digits: 6)) to "
          + "\(Digits.reading(ends[1], digits: 6)) · \(Digits.exact(counts[bin])) of \(total)",
        subject: Subject.layer(number))
    }
  }

  private static func calm(_ value: Double) -> Double { abs(value) < 1e-9 ? 0 : value }

  var sentence: String {
    "layer \(number): from \(Digits.reading(low, digits: 3)) to \(Digits.reading(high, digits: 3)), mean "
      + "\(Digits.reading(mean, digits: 3)), standard deviation \(Digits.reading(deviation, digits: 3))"
      + (words.map { ", \($0.0.lowercased())" } ?? "")
  }
}
