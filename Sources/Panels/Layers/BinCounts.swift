import Neural
import TerminalUI

/// Values counted in bins of equal width.
struct BinCounts {
  let counts: [Float]
  let range: ClosedRange<Double>

  /// One row of a probe's counts; nil if there is none.
  init?(_ probe: Probe, row: Int = 0) {
    let bins = probe.shape.columns
    guard bins > 0, row < probe.rowCount else { return nil }
    counts = (0..<bins).map { max(probe.value(row, $0), 0) }
    let (low, high) = (probe.xRange?.lowerBound ?? -1, probe.xRange?.upperBound ?? 1)
    let isFinite = low.isFinite && high.isFinite
    range = isFinite ? Double(low)...Double(high) : -1...1
  }

  var total: Double { counts.reduce(0) { $0 + ($1.isFinite ? Double($1) : 0) } }

  private var width: Double { (range.upperBound - range.lowerBound) / Double(counts.count) }

  private func centre(_ bin: Int) -> Double { range.lowerBound + (Double(bin) + 0.5) * width }

  /// Mean and deviation as far as the bins tell them, and the ends of the bins that are not empty.
  var summary: (mean: Double, deviation: Double, low: Double, high: Double)? {
    let filled = counts.indices.filter { counts[$0].isFinite && counts[$0] > 0 }
    guard let first = filled.first, let last = filled.last, total > 0, total.isFinite else { return nil }
    let mean = filled.reduce(0.0) { $0 + Double(counts[$1]) * centre($1) } / total
    let square = filled.reduce(0.0) { sum, bin in
      sum + Double(counts[bin]) * (centre(bin) - mean) * (centre(bin) - mean)
    }
    let low = range.lowerBound + Double(first) * width
    return (mean, (square / total).squareRoot(), low, range.lowerBound + Double(last + 1) * width)
  }

  /// Heights for so many columns: whole columns for a bin, or whole bins for a column, so that none looks fuller than
  /// its neighbours by rounding. Square roots keep thin tails visible.
  /// The fullest bin.
  var most: Double { counts.filter(\.isFinite).map { Double($0) }.max() ?? 0 }

  private func heights(_ columns: Int, fullest: Double?) -> [Double] {
    guard columns > 0 else { return [] }
    var joined = counts.map { $0.isFinite ? Double($0) : .nan }
    if columns < counts.count {
      let each = (counts.count + columns - 1) / columns
      joined = stride(from: 0, to: counts.count, by: each).map { start in
        joined[start..<min(start + each, counts.count)].reduce(0, +)
      }
    }
    let each = max((counts.count + columns - 1) / columns, 1)
    let most = max(
      joined.filter(\.isFinite).max() ?? 0, (fullest ?? 0) * Double(columns < counts.count ? each : 1))
    let wide = max(columns / joined.count, 1)
    return joined.flatMap { count in
      Array(repeating: most > 0 ? (count / most).squareRoot() : 0, count: wide)
    }
  }

  /// Bins side by side as `heights` lays them.
  private func readout(_ name: String, layer: Int, in area: Rect) -> Readout {
    let bins = self
    let each = max((counts.count + max(area.width, 1) - 1) / max(area.width, 1), 1)
    let wide = each == 1 ? max(area.width / counts.count, 1) : 1
    return Readout(rows: 1, columns: counts.count) { _, bin in
      let cells = Rect(x: area.x + bin / each * wide, y: area.y, width: wide, height: area.height)
      return Spot(cells.intersection(area))
    } reading: { _, bin in
      let ends = [bin, bin + 1].map {
        Digits.reading(bins.range.lowerBound + Double($0) * bins.width, digits: 6)
      }
      return Reading(
        "\(name) from \(ends[0]) to \(ends[1]) · \(Digits.exact(bins.counts[bin])) of \(Digits.exact(bins.total))",
        subject: Subject.layer(layer))
    }
  }

  /// Columns, and below them, where there are three rows, the ends of the range and zero. Returns the drawn width.
  ///
  /// - Parameter fullest: the count that fills the height; nil: that of the fullest bin here.
  @discardableResult
  func draw(
    _ name: String, _ ink: Ink, layer: Int, fullest: Double? = nil, on canvas: inout Canvas, in area: Rect
  ) -> Int {
    let hasAxis = area.height >= 3
    let parts = area.splitBottom(hasAxis ? 1 : 0)
    canvas.keep(readout(name, layer: layer, in: parts.rest))
    let heights = heights(area.width, fullest: fullest)
    canvas.columns(heights, canvas.look.style(ink), in: parts.rest)
    guard hasAxis, heights.count >= 14 else { return heights.count }
    let row = parts.bottom
    let end = canvas.write(Digits.short(range.lowerBound), x: row.x, y: row.y, .dim, in: row)
    let high = Digits.short(range.upperBound)
    canvas.writeRight(high, end: row.x + heights.count, y: row.y, .dim, in: row)
    let fraction = -range.lowerBound / max(range.upperBound - range.lowerBound, 1e-300)
    let zero = row.x + Int((min(max(fraction, 0), 1) * Double(heights.count)).rounded())
    if zero > end + 1, zero < row.x + heights.count - Width.of(high) - 1 {
      canvas.write("0", x: zero, y: row.y, .dim, in: row)
    }
    return heights.count
  }
}
