/// The receiver operating characteristic: what share of the positives is found for what share of false alarms, for
/// every threshold on a score.
///
/// Examples with equal scores pass a threshold together, so ties make a slanted line and count one half. The area is
/// the probability that a positive scores higher than a negative (Hanley & McNeil 1982).
public struct ReceiverCurve: Sendable, Hashable {
  public struct Point: Sendable, Hashable {
    /// Answers from this score on are positive.
    public var threshold: Float
    public var falsePositiveRate: Double
    public var truePositiveRate: Double
  }

  /// From (0, 0) at threshold ∞ to (1, 1), in falling order of thresholds; empty unless both classes occur and all
  /// scores are numbers.
  public let points: [Point]
  /// Area under the curve; NaN if there is none.
  public let area: Double

  public init(scores: [Float], positives: [Bool]) {
    let order = zip(scores, positives).sorted { $0.0 > $1.0 }
    let positive = positives.count { $0 }
    let negative = order.count - positive
    guard positive > 0, negative > 0, !scores.contains(where: \.isNaN) else {
      (points, area) = ([], .nan)
      return
    }
    var points = [Point(threshold: .infinity, falsePositiveRate: 0, truePositiveRate: 0)]
    var area = 0.0
    var (hits, alarms) = (0, 0)
    for (i, (score, isPositive)) in order.enumerated() {
      hits += isPositive ? 1 : 0
      alarms += isPositive ? 0 : 1
      if i + 1 < order.count, order[i + 1].0 == score { continue }
      let before = points[points.count - 1]
      let point = Point(
        threshold: score, falsePositiveRate: Double(alarms) / Double(negative),
        truePositiveRate: Double(hits) / Double(positive))
      area +=
        (point.falsePositiveRate - before.falsePositiveRate)
        * (point.truePositiveRate + before.truePositiveRate) / 2
      points.append(point)
    }
    (self.points, self.area) = (points, area)
  }

  /// The points where the curve bends: those on a straight line between their neighbours are left out.
  public var corners: [Point] {
    points.indices.filter { i in
      guard i > 0, i + 1 < points.count else { return true }
      let (a, b, c) = (points[i - 1], points[i], points[i + 1])
      let first = (b.falsePositiveRate - a.falsePositiveRate) * (c.truePositiveRate - b.truePositiveRate)
      let second = (c.falsePositiveRate - b.falsePositiveRate) * (b.truePositiveRate - a.truePositiveRate)
      return abs(first - second) > 1e-12
    }.map { points[$0] }
  }
}
