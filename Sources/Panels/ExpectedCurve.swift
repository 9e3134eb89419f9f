public import Experiments
import TerminalUI

/// A curve that somebody drew before the run, in the scale of the panel it was drawn on.
public struct ExpectedCurve: Sendable, Hashable {
  /// Heights from 0 (bottom) to 1 (top), at evenly spaced steps from 0 on; shorter while it is being drawn.
  public var heights: [Double]
  /// The step of the right edge.
  public let steps: Int
  /// What the bottom and the top stand for.
  public let low: Double
  public let high: Double
  public let isLogarithmic: Bool
  /// The knot at which it is being drawn; nil once it is done.
  public var pen: Int?

  /// Knots from the left to the right edge.
  public static let knots = 25

  /// A curve that begins at the loss of the untrained net.
  public init(first: Double, steps: Int, isLogarithmic: Bool) {
    let start = first.isFinite && first > 0 ? first : 1
    self.steps = max(steps, Self.knots - 1)
    self.isLogarithmic = isLogarithmic
    low = isLogarithmic ? start / 1000 : 0
    high = isLogarithmic ? start * 3.1623 : start * 1.5
    heights = []
    heights = [height(of: start)]
    pen = 0
  }

  /// The scale of the panel that it is drawn on.
  var scale: Scale { .fitting(isLogarithmic ? .logarithmic : .linear, low: low, high: high) }

  /// The height of a place in that scale, from 0 at its foot to 1 at its top.
  public func height(atFraction fraction: Double) -> Double { height(of: scale.inverse(fraction)) }

  /// Where a value stands between bottom and top; beyond them at the edge.
  public func height(of value: Double) -> Double {
    guard value.isFinite else { return 1 }
    let share = isLogarithmic ? Self.share(value, low, high) : (value - low) / (high - low)
    return min(max(share, 0), 1)
  }

  /// log(value / low) / log(high / low), by halving: no more than a screen can show.
  private static func share(_ value: Double, _ low: Double, _ high: Double) -> Double {
    guard value > low else { return 0 }
    var (bottom, top) = (0.0, 1.0)
    for _ in 0..<40 {
      let middle = (bottom + top) / 2
      if level(middle, low, high) < value { bottom = middle } else { top = middle }
    }
    return (bottom + top) / 2
  }

  /// low · (high / low)^share, by repeated roots.
  private static func level(_ share: Double, _ low: Double, _ high: Double) -> Double {
    var (result, root, rest) = (low, high / low, share)
    for _ in 0..<40 {
      root = root.squareRoot()
      rest *= 2
      if rest >= 1 {
        result *= root
        rest -= 1
      }
    }
    return share >= 1 ? high : result
  }

  /// The value that a height stands for.
  public func value(at height: Double) -> Double {
    isLogarithmic ? Self.level(height, low, high) : low + height * (high - low)
  }

  public func step(of knot: Int) -> Double { Double(knot) * Double(steps) / Double(Self.knots - 1) }

  /// How the drawn curve compares with the real one, where both are.
  public struct Verdict: Sendable, Hashable {
    /// 100: everywhere on the line; 0: off by half the height or more on average.
    public var score: Int
    /// Where it was most wrong, what was drawn there, and what came.
    public var step: Int
    public var drawn: Double
    public var real: Double
  }

  /// Nil until the run has come past the first knots, and while it is being drawn.
  public func verdict(_ curve: Curve?) -> Verdict? {
    guard pen == nil, let curve else { return nil }
    var total = 0.0
    var count = 0
    var worst: (distance: Double, verdict: Verdict)?
    for (knot, height) in heights.enumerated() {
      let step = Int(self.step(of: knot).rounded())
      guard let real = Self.reading(curve, step) else { continue }
      let distance = abs(height - self.height(of: real))
      total += distance
      count += 1
      if distance > worst?.distance ?? -1 {
        worst = (distance, Verdict(score: 0, step: step, drawn: value(at: height), real: real))
      }
    }
    guard count > 2, var verdict = worst?.verdict else { return nil }
    verdict.score = Int((100 * max(0, 1 - 2 * total / Double(count))).rounded())
    return verdict
  }

  /// The mean of the readings around a step; nil where there is none.
  private static func reading(_ curve: Curve, _ step: Int) -> Double? {
    let index = (step - curve.start) / max(curve.width, 1)
    guard step >= curve.start, curve.buckets.indices.contains(index) else { return nil }
    return Double(curve.buckets[index].mean)
  }
}
