import Experiments
import TerminalUI

/// Curves of meters, reading by reading as far as they are kept one by one, and the buckets before.
struct StepReadout {
  var meter: String
  var lanes: [(name: String, curve: Curve)]

  /// The first step of each column.
  private var steps: [Int] {
    let curves = lanes.map(\.curve)
    let kept = curves.map { $0.recentEnd - $0.recent.count }.min() ?? 0
    let width = max(curves.map(\.width).max() ?? 1, 1)
    let first = curves.map(\.start).min() ?? 0
    let end = curves.map(\.recentEnd).max() ?? 0
    let whole = stride(from: first, to: max(kept, first), by: width).map { $0 }
    return whole + Array(max(kept, first)..<max(end, kept, first))
  }

  func readout(_ axes: Axes) -> Readout {
    let (lanes, steps) = (lanes, steps)
    let end = lanes.map(\.curve.recentEnd).max() ?? 0
    func last(_ column: Int) -> Int { (column + 1 < steps.count ? steps[column + 1] : end) - 1 }
    let ends = steps.indices.map(last)
    return Readout(rows: lanes.count, columns: steps.count, steps: steps) { row, column in
      let value = lanes[row].curve.reading(over: steps[column]...max(ends[column], steps[column]))
      return axes.spot(x: Double(steps[column] + ends[column]) / 2, y: value.map { Double($0.mean) } ?? .nan)
    } reading: { row, column in
      let span = steps[column]...max(ends[column], steps[column])
      let order = [row] + lanes.indices.filter { $0 != row }
      let values = order.compactMap { index in
        lanes[index].curve.reading(over: span).map { "\(lanes[index].name) \($0.text)" }
      }
      let time = span.count == 1 ? "step \(span.lowerBound)" : "steps \(span.lowerBound)…\(span.upperBound)"
      return Reading(([time] + values).joined(separator: " · "), step: span.lowerBound)
    }
  }
}

extension Curve {
  /// What is known of some steps: one reading, or the mean and the extremes of several.
  struct Part {
    var mean: Float
    var low: Float
    var high: Float
    var isOne: Bool

    var text: String {
      let mean = Digits.exact(mean)
      return isOne || low == high ? mean : "mean \(mean), from \(Digits.exact(low)) to \(Digits.exact(high))"
    }
  }

  func reading(over steps: ClosedRange<Int>) -> Part? {
    let kept = recentEnd - recent.count
    if steps.count == 1, steps.lowerBound >= kept {
      let index = steps.lowerBound - kept
      guard recent.indices.contains(index) else { return nil }
      return Part(mean: recent[index], low: recent[index], high: recent[index], isOne: true)
    }
    let index = (steps.lowerBound - start) / Swift.max(width, 1)
    guard steps.lowerBound >= start, buckets.indices.contains(index) else { return nil }
    let bucket = buckets[index]
    return Part(mean: bucket.mean, low: bucket.low, high: bucket.high, isOne: width == 1)
  }
}
