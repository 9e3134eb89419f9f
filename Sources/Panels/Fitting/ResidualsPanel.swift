public import Experiments
import Neural
public import TerminalUI

/// Predicted numbers against their targets: a good fit lies on the diagonal.
public enum ResidualsPanel: Panel {
  public static let name = "residuals"
  public static let probes = ["residuals"]
  /// Prediction minus target upwards, instead of the prediction.
  public static let options = ["difference"]
  public static let minimum = Size(width: 20, height: 5)

  private struct Pair {
    var prediction: Double
    var target: Double
    var split: PlanePoint.Split
    var error: Double { prediction - target }
  }

  private static func probe(_ snapshot: Snapshot, _ view: PanelView) -> Probe? {
    guard let probe = snapshot.shownLane(view)?.probes["residuals"], probe.shape.columns >= 2 else {
      return nil
    }
    return probe
  }

  private static func pairs(_ snapshot: Snapshot, _ view: PanelView) -> [Pair] {
    guard let probe = probe(snapshot, view) else { return [] }
    return (0..<probe.rowCount).compactMap { row in
      let (prediction, target) = (Double(probe.value(row, 0)), Double(probe.value(row, 1)))
      guard prediction.isFinite, target.isFinite else { return nil }
      let split = probe.value(row, 2)
      return Pair(
        prediction: prediction, target: target,
        split: split == 2 ? .test : split == 1 ? .validation : .training)
    }
  }

  private static func rootMeanSquare(_ pairs: [Pair]) -> Double {
    (pairs.reduce(0) { $0 + $1.error * $1.error } / Double(max(pairs.count, 1))).squareRoot()
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let pairs = pairs(snapshot, view)
    let tag = pairs.isEmpty ? "" : "  RMSE \(Digits.reading(rootMeanSquare(pairs), digits: 3))"
    let what = view.options.contains("difference") ? "prediction − target" : "prediction"
    return "\(what) by target\(snapshot.laneTag(view))\(tag)"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    let pairs = pairs(snapshot, view)
    guard !pairs.isEmpty else {
      return canvas.message(
        "Predictions against targets appear here; it takes data with numbers to predict. Space runs it.",
        in: area)
    }
    let isDifference = view.options.contains("difference")
    let targets = pairs.map(\.target)
    let both = Scale.holding(targets + pairs.map(\.prediction))
    let x = isDifference ? Scale.holding(targets) : both
    let labels = probe(snapshot, view)?.labels ?? []
    var chart = Chart(
      x: x, y: isDifference ? .holding(pairs.map(\.error) + [0]) : both,
      xTitle: (labels.count > 1 ? labels[1] : "target").shortened(to: 16), look: canvas.look, in: area)
    chart.line(
      isDifference ? [(x.low, 0), (x.high, 0)] : [(both.low, both.low), (both.high, both.high)], .dim,
      dash: .dotted, letter: ".", layer: 0, text: "no error")
    add(pairs, isDifference, &chart, canvas.look)
    chart.draw(on: &canvas)
  }

  private static func add(_ pairs: [Pair], _ isDifference: Bool, _ chart: inout Chart, _ look: Look) {
    let splits: [(PlanePoint.Split, Unicode.Scalar, Ink, String)] = [
      (.training, look.glyph("●", or: "A"), .training, "training"),
      (.validation, look.glyph("□", or: "v"), .validation, "validation"),
      (.test, look.glyph("○", or: "t"), .test, "test"),
    ]
    for (split, glyph, ink, name) in splits {
      let part = pairs.filter { $0.split == split }
      for pair in part {
        let place = (pair.target, isDifference ? pair.error : pair.prediction)
        chart.mark(place, glyph, ink)
        chart.readMark(
          place,
          Reading(
            "\(name) · prediction \(Digits.exact(pair.prediction)), target \(Digits.exact(pair.target)), error "
              + Digits.reading(pair.error, digits: 8)))
      }
      if !part.isEmpty { chart.explain(glyph, "\(name) \(part.count)", ink) }
    }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let pairs = pairs(snapshot, view)
    guard let worst = pairs.max(by: { abs($0.error) < abs($1.error) }) else {
      return "No predictions of numbers yet. Space runs it."
    }
    let bias = pairs.reduce(0) { $0 + $1.error } / Double(pairs.count)
    return
      "\(pairs.count) predictions, root mean squared error \(Digits.reading(rootMeanSquare(pairs), digits: 3)), "
      + "mean error \(Digits.reading(bias, digits: 3)); the worst is \(Digits.reading(worst.prediction, digits: 3)) "
      + "for target \(Digits.reading(worst.target, digits: 3))."
  }
}
