/// Counts of values in bins of equal width.
public struct Histogram: Sendable, Hashable {
  public let range: ClosedRange<Float>
  public private(set) var counts: [Int]

  public init(_ range: ClosedRange<Float>, bins: Int) {
    self.range = range
    counts = Array(repeating: 0, count: bins)
  }

  /// Counts a value; what lies outside goes to the bin at that end, NaN nowhere.
  public mutating func count(_ value: Float) {
    guard !value.isNaN, !counts.isEmpty else { return }
    let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    let last = Float(counts.count - 1)
    let bin = max(0, min(last, (share * Float(counts.count)).rounded(.down)))
    counts[bin.isNaN ? 0 : Int(bin)] += 1
  }

  /// −b…b with the smallest b of 1, 2, 5 · 10ⁿ that holds all finite values.
  public static func symmetricRange(_ values: [Float]) -> ClosedRange<Float> {
    let largest = values.reduce(Float(0)) { $1.isFinite ? max($0, abs($1)) : $0 }
    var bound = 1e-6
    var step = 0
    while Float(bound) < largest, bound < 1e38 {
      bound *= step % 3 == 1 ? 2.5 : 2
      step += 1
    }
    let end = Float(min(bound, 1e38))
    return -end...end
  }
}
