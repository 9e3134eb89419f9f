import Experiments
import Neural
import TerminalUI

extension Curve {
  /// The buckets as places of a plot; the last may be half full, so it ends at the last step.
  var samples: [Sample] {
    buckets.enumerated().map { index, bucket in
      let first = start + index * width
      let last = max(min(first + width, recentEnd) - 1, first)
      return Sample(
        x: Double(first + last) / 2, low: Double(bucket.low), high: Double(bucket.high),
        mean: Double(bucket.mean), broken: bucket.broken)
    }
  }

  /// The last reading that is a number.
  var lastFinite: Float? { buckets.last { $0.last.isFinite }?.last }
  /// What it began with, in words: one reading, or the mean of the first steps once they share a bucket.
  func beginning(_ last: Float) -> String {
    let first = Digits.reading(buckets.first { $0.mean.isFinite }?.mean ?? last)
    return width == 1 ? "\(first) at the start" : "\(first) over the first \(width) steps"
  }

  var least: Float { buckets.map(\.low).filter(\.isFinite).min() ?? .nan }
  var largest: Float { buckets.map(\.high).filter(\.isFinite).max() ?? .nan }

  /// The step of the first reading that is not a number after one that was, as exactly as is kept.
  var firstBroken: Int? {
    guard let begin = buckets.firstIndex(where: { $0.last.isFinite }),
      let index = buckets[begin...].firstIndex(where: { $0.broken > 0 })
    else { return nil }
    let first = start + index * width
    let kept = recentEnd - recent.count
    let exact = recent.indices.first { kept + $0 >= first && !recent[$0].isFinite }
    return kept <= first ? exact.map { kept + $0 } ?? first : first
  }
}

/// The end of a time axis that moves seldom: 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten.
enum Horizon {
  /// The least round number of steps that holds `step`, but not more than the planned ones while they suffice.
  static func after(_ step: Int, planned: Int) -> Double {
    let least = max(step, 10)
    var decade = 1
    while decade * 10 <= least { decade *= 10 }
    let ends = [10, 15, 20, 30, 40, 50, 60, 80, 100].map { $0 * decade / 10 }
    let end = ends.first { $0 >= least } ?? decade * 10
    return Double(planned >= step && planned > 0 ? min(end, max(planned, 10)) : end)
  }
}

/// The curves of one meter for all lanes: what the loss and the accuracy panel have in common.
struct MeterCurves {
  /// `loss` or `accuracy`.
  var meter: String
  var snapshot: Snapshot
  var view: PanelView
  var guides: [Guide] = []

  /// What was expected belongs to the loss alone.
  private var expected: ExpectedCurve? { meter == "loss" ? view.expected : nil }

  private var showsValidation: Bool { snapshot.lanes.count <= 2 }

  /// Whether there is anything to draw.
  var isEmpty: Bool { series.allSatisfy { $0.samples.isEmpty } }

  /// The drawn curve first, so that the real ones lie over it.
  var series: [Series] { series(names: 12) }

  /// - Parameter names: columns for the name of a lane behind its curve.
  private func series(names: Int) -> [Series] { drawn + measured(names) }

  private var drawn: [Series] {
    guard let expected else { return [] }
    let samples = expected.heights.enumerated().map { knot, height in
      let value = expected.value(at: height)
      return Sample(x: expected.step(of: knot), low: value, high: value, mean: value, broken: 0)
    }
    return [Series("drawn", samples, ink: .accent, dash: .dotted, letter: "d", hasBand: false)]
  }

  private func measured(_ width: Int) -> [Series] {
    let isRace = snapshot.lanes.count > 1
    return snapshot.lanes.enumerated().flatMap { index, lane in
      let names = [meter, "validation/\(meter)"].filter { lane.curve($0) != nil }
      return names.compactMap { name -> Series? in
        let isTraining = name == meter
        guard isTraining || showsValidation, let curve = lane.curve(name), !curve.buckets.isEmpty else {
          return nil
        }
        let ink: Ink = isRace ? .lane(index) : isTraining ? .training : .validation
        let dash: Dash = isTraining ? Dash.allCases[isRace ? index % 4 : 0] : .dotted
        let letter = isRace && isTraining ? Pen.letter(of: index) : isTraining ? "*" : isRace ? "v" : "o"
        return Series(
          label(lane, curve, isTraining: isTraining, isOnly: names.count == 1, width), curve.samples,
          ink: ink,
          dash: dash, letter: letter, hasBand: isTraining && !isRace)
      }
    }
  }

  /// The same curves in the same order, for readings in full.
  private var shownCurves: [(name: String, curve: Curve)] {
    let isRace = snapshot.lanes.count > 1
    return snapshot.lanes.flatMap { lane in
      [meter, "validation/\(meter)"].compactMap { name in
        guard name == meter || showsValidation, let curve = lane.curve(name), !curve.buckets.isEmpty else {
          return nil
        }
        return (isRace ? "\(lane.name) \(name)" : name, curve)
      }
    }
  }

  private func label(
    _ lane: LaneSnapshot, _ curve: Curve, isTraining: Bool, isOnly: Bool, _ width: Int
  ) -> String {
    let value = (curve.lastFinite.map { Digits.reading($0, digits: 3) } ?? "NaN").padded(to: 6)
    var name = snapshot.lanes.count > 1 ? lane.name.shortened(to: width) : isOnly ? "" : "train"
    if !isTraining { name = snapshot.lanes.count > 1 ? name.shortened(to: width - 3) + " val" : "val" }
    return name.isEmpty ? value : "\(name) \(value)"
  }

  /// A logarithmic scale when asked for, or by itself when the values span more than a factor of fifty.
  func yScale(_ series: [Series]) -> Scale {
    // The scale it was drawn in, so that neither the pen nor the run moves it.
    if let expected { return expected.scale }
    let range = Plot.range(of: series) ?? (0, 1)
    let positive = Plot.range(of: series, positive: true)
    let spans = positive.map { $0.high > 50 * $0.low } ?? false
    let isLog = view.options.contains("log") || (spans && !view.options.contains("linear"))
    if isLog, let positive { return .fitting(.logarithmic, low: positive.low, high: positive.high) }
    return .fitting(.linear, low: range.low, high: range.high)
  }

  func draw(_ y: Scale, on canvas: inout Canvas, in area: Rect) {
    let sentence = breakdown
    let room =
      sentence != nil && area.height >= 5
      ? area.splitBottom(1) : (rest: area, bottom: Rect(Size(width: 0, height: 0)))
    let planned = max(snapshot.lanes.map(\.experiment.steps).max() ?? 0, expected?.steps ?? 0)
    let last = snapshot.lanes.map(\.farthest).max() ?? 0
    let plot = Plot(
      x: Scale(.linear, 0, Horizon.after(max(last, expected?.steps ?? 0), planned: planned)), y: y,
      xTitle: "step", series: series(names: min(max(area.width / 3 - 8, 12), 20)),
      guides: guides.filter { y.fraction($0.value) >= 0 && y.fraction($0.value) <= 1 }, moments: moments
    ) { [readout = StepReadout(meter: meter, lanes: shownCurves)] in readout.readout($0) }
    if let axes = plot.axes(in: room.rest) {
      canvas.keep(TimeAxis(axes.field) { axes.column(of: Double($0)) })
    }
    plot.draw(on: &canvas, in: room.rest)
    if let sentence { canvas.spell(sentence, x: area.x + 1, y: room.bottom.y, .bad, in: room.bottom) }
  }

  private var moments: [Moment] {
    guard let lane = snapshot.shownLane(view) else { return [] }
    let marks = lane.marks.map { Moment(Double($0.step), $0.text) }
    let pen = expected.flatMap { curve in
      curve.pen.map { pen -> Moment in
        let text = Digits.reading(
          curve.value(at: curve.heights[min(pen, curve.heights.count - 1)]), digits: 3)
        return Moment(curve.step(of: pen), "pen \(text)", ink: .accent)
      }
    }
    return marks + [pen].compactMap { $0 }
      + (lane.isPast ? [Moment(Double(lane.step), "here, step \(lane.step)", ink: .accent)] : [])
  }

  /// What went wrong, as one sentence; nil while all is well.
  var breakdown: String? {
    for lane in snapshot.lanes {
      let name = snapshot.lanes.count > 1 ? "\(lane.name): " : ""
      if case .diverged(let fault) = lane.phase {
        if fault.value.isFinite {
          return
            "\(name)\(fault.meter) rose to \(Digits.reading(fault.value, digits: 3)) at step \(fault.step), the run stopped"
        }
        return "\(name)\(fault.meter) became \(Digits.short(Double(fault.value))) at step \(fault.step)"
      }
      if let step = lane.curve(meter)?.firstBroken { return "\(name)\(meter) became NaN at step \(step)" }
    }
    return nil
  }

  /// `loss · log  0.0123`: the last value where one lane stands alone.
  func title(_ tags: [String]) -> String {
    let value = snapshot.lanes.count == 1 ? snapshot.lanes[0].curve(meter)?.lastFinite : nil
    return ([meter] + tags).joined(separator: " · ") + (value.map { "  \(Digits.reading($0))" } ?? "")
  }

  func describe() -> String {
    let parts = snapshot.lanes.compactMap { lane -> String? in
      guard let curve = lane.curve(meter), let last = curve.lastFinite else { return nil }
      let name = snapshot.lanes.count > 1 ? "\(lane.name): " : ""
      var text =
        "\(name)\(meter) \(Digits.reading(last)) at step \(lane.step), \(curve.beginning(last)), "
        + "between \(Digits.reading(curve.least)) and \(Digits.reading(curve.largest)) on the way"
      if let validation = lane.curve("validation/\(meter)")?.lastFinite {
        text += ", validation \(Digits.reading(validation))"
      }
      return text
    }
    guard !parts.isEmpty else { return "No \(meter) yet. Space runs it." }
    let sentence = parts.joined(separator: "; ") + "."
    return sentence + (breakdown.map { " \($0.prefix(1).uppercased() + $0.dropFirst())." } ?? "")
  }
}
