public import Experiments
import Neural
public import TerminalUI

/// The examples over their only feature and what the network answers along it.
public enum FitPanel: Panel {
  public static let name = "fit"
  public static let probes = ["curve", "points"]
  /// A line from every example to the answer.
  public static let options = ["errors"]
  public static let minimum = Size(width: 20, height: 5)

  private struct Example {
    var x: Double
    var target: Double
    var answer: Double
    var isTraining: Bool
    /// Among those of its split.
    var number: Int

    var words: String {
      let which = isTraining ? "training example \(number + 1)" : "held-out example"
      return "\(which) at \(Digits.exact(x)): target \(Digits.exact(target)), answer \(Digits.exact(answer))"
    }
  }

  private static func examples(_ snapshot: Snapshot, _ view: PanelView) -> [Example] {
    guard let probe = snapshot.shownLane(view)?.probes["points"], probe.shape.columns >= 4 else { return [] }
    return (0..<probe.rowCount).compactMap { row in
      let (x, target) = (Double(probe.value(row, 0)), Double(probe.value(row, 2)))
      guard x.isFinite, target.isFinite else { return nil }
      let split = probe.shape.columns > 4 ? probe.value(row, 4) : 0
      return Example(
        x: x, target: target, answer: Double(probe.value(row, 3)), isTraining: split == 0, number: row)
    }
  }

  private static func curves(_ snapshot: Snapshot, _ view: PanelView) -> [(index: Int, probe: Probe)] {
    snapshot.lanes(with: "curve", rows: 2, columns: 2, view)
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let meter = snapshot.shownLane(view)?.reading("r2").flatMap { $0.isFinite ? $0 : nil }
    let tag = meter.map { "  R² \(Digits.fixed(Double($0), decimals: 3))" } ?? ""
    return "fit: answer over the feature\(snapshot.lanes.count > 1 ? "" : tag)"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    let curves = curves(snapshot, view)
    guard let first = curves.first else {
      return canvas.message(
        "The answer along the feature appears here; it takes data with a single feature. Space runs it.",
        in: area)
    }
    let examples = examples(snapshot, view)
    let x = first.probe.places(0, 1).map(\.x).filter(\.isFinite)
    var chart = Chart(
      x: Scale(.linear, x.min() ?? 0, x.max() ?? 1), y: yScale(curves, examples),
      xTitle: (first.probe.labels.first ?? "x").shortened(to: 16), look: canvas.look, in: area)
    for curve in curves.reversed() {
      let pen = snapshot.linePen(of: curve.index)
      let name = snapshot.lanes.count > 1 ? snapshot.lanes[curve.index].name.shortened(to: 12) : "answer"
      chart.line(
        curve.probe.places(0, 1), pen.ink, dash: pen.dash, letter: pen.letter, layer: 2, text: name)
    }
    add(examples, withErrors: view.options.contains("errors"), &chart, canvas.look)
    chart.draw(on: &canvas)
    if let number = snapshot.shownLane(view)?.part?.example,
      let followed = examples.first(where: { $0.isTraining && $0.number == number })
    {
      canvas.ring((followed.x, followed.target), chart.axes)
    }
    canvas.keep(readout(chart.axes, curves.map { (name(snapshot, $0.index), $0.probe) }, examples))
  }

  private static func name(_ snapshot: Snapshot, _ lane: Int) -> String {
    snapshot.lanes.count > 1 ? snapshot.lanes[lane].name : "answer"
  }

  /// The cells of the plane: the answers of the sample nearest in x, and the example that lies there.
  private static func readout(
    _ axes: Axes, _ curves: [(name: String, probe: Probe)], _ examples: [Example]
  ) -> Readout {
    axes.places { x, y, _ in
      let answers = curves.compactMap { name, probe -> String? in
        let rows = (0..<probe.rowCount).filter { probe.value($0, 0).isFinite }
        let row = rows.min { abs(Double(probe.value($0, 0)) - x) < abs(Double(probe.value($1, 0)) - x) }
        return row.map {
          "\(name) at \(Digits.exact(probe.value($0, 0))) \(Digits.exact(probe.value($0, 1)))"
        }
      }
      let here = examples.filter { axes.shareCell(($0.x, $0.target), (x, y)) }
      let example = here.first(where: \.isTraining) ?? here.first
      let texts = ["place \(Digits.place(x, y))"] + answers + (example.map { [$0.words] } ?? [])
      return Reading(
        texts.joined(separator: " · "),
        subject: Subject.place(x: x, y: y, example: example.flatMap { $0.isTraining ? $0.number : nil }))
    }
  }

  private static func glyph(_ isTraining: Bool, _ look: Look) -> Unicode.Scalar {
    isTraining ? look.glyph("●", or: "A") : look.glyph("○", or: "a")
  }

  private static func add(
    _ examples: [Example], withErrors: Bool, _ chart: inout Chart, _ look: Look
  ) {
    if withErrors {
      let pen = Pen(look.style(.bad), letter: ":", layer: 0)
      for example in examples where example.isTraining {
        chart.line([(example.x, example.target), (example.x, example.answer)], pen)
      }
    }
    // Training examples lie on top; those held out are many, and the curve is seen before them.
    for isTraining in [false, true] {
      let ink: Ink = isTraining ? .strong : .test
      let part = examples.filter { $0.isTraining == isTraining }
      for example in part {
        chart.mark((example.x, example.target), glyph(isTraining, look), ink, belowLines: !isTraining)
      }
      guard !part.isEmpty else { continue }
      chart.explain(
        glyph(isTraining, look), "\(isTraining ? "training" : "held out") \(part.count)", ink)
    }
    if withErrors { chart.explain(look.glyph("│", or: ":"), "error", .bad) }
  }

  /// Holds the targets and, half their span beyond them, the answers: a wild curve leaves the picture.
  private static func yScale(_ curves: [(index: Int, probe: Probe)], _ examples: [Example]) -> Scale {
    let answers = curves.flatMap { $0.probe.places(0, 1).map(\.y) }
    guard let low = examples.map(\.target).min(), let high = examples.map(\.target).max() else {
      return .holding(answers)
    }
    let room = max((high - low) / 2, 1e-6)
    return .holding([low, high] + answers.filter(\.isFinite).map { min(max($0, low - room), high + room) })
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let curve = curves(snapshot, view).first?.probe else { return "No fit yet. Space runs it." }
    let places = curve.places(0, 1)
    let answers = places.map(\.y).filter(\.isFinite)
    let examples = examples(snapshot, view)
    let worst = examples.map { abs($0.answer - $0.target) }.filter(\.isFinite).max()
    let error = worst.map { ", largest error \(Digits.reading($0, digits: 3))" } ?? ""
    return
      "The answer over \(curve.labels.first ?? "x") from \(Digits.short(places.first?.x ?? .nan)) to "
      + "\(Digits.short(places.last?.x ?? .nan)) lies between \(Digits.reading(answers.min() ?? .nan, digits: 3)) and "
      + "\(Digits.reading(answers.max() ?? .nan, digits: 3)); \(examples.count) examples\(error)."
  }
}
