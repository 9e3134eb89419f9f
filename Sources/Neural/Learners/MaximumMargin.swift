/// The widest margin of a plane through the origin: max over |w| = 1 of min y (w·x), with a 1 behind each input.
///
/// The best w is the point of the convex hull of the z = y x nearest to the origin. It is approached by moving mass
/// from the hull point furthest along w to the one least along it (Mitchell, Demyanov & Malozemov 1974).
enum MaximumMargin {
  /// (R/γ)² with R the longest input and γ the margin of `separator`, or the widest margin if there is none; NaN for
  /// data that no plane separates (or none was found).
  static func mistakeBound(_ examples: ExampleBlock, separator: [Float]?) -> Float {
    let points = signedPoints(examples)
    let longest = points.map { dot($0, $0) }.max() ?? .nan
    let margin = separator.map { smallest(points, along: $0.map(Double.init)).margin } ?? widest(points)
    return margin > 0 ? Float(longest / (margin * margin)) : .nan
  }

  private static func signedPoints(_ examples: ExampleBlock) -> [[Double]] {
    (0..<examples.count).map { row in
      let label = examples.targets[row] > 0.5 ? 1.0 : -1.0
      return examples.inputs(row..<row + 1).array.map { label * Double($0) } + [label]
    }
  }

  private static func dot(_ first: [Double], _ second: [Double]) -> Double {
    var sum = 0.0
    for i in first.indices { sum += first[i] * second[i] }
    return sum
  }

  /// The point least along w, and w's margin there.
  private static func smallest(_ points: [[Double]], along weights: [Double]) -> (index: Int, margin: Double)
  {
    var best = (index: 0, value: Double.infinity)
    for (i, point) in points.enumerated() {
      let value = dot(weights, point)
      if value < best.value { best = (i, value) }
    }
    return (best.index, best.value / dot(weights, weights).squareRoot())
  }

  /// The widest margin found within a fixed effort; not positive if no separating plane was found.
  private static func widest(_ points: [[Double]]) -> Double {
    guard let first = points.first else { return .nan }
    var mass = [Double](repeating: 0, count: points.count)
    mass[0] = 1
    var weights = first
    var best = -Double.infinity
    let rounds = max(50, min(5000, 10_000_000 / (points.count * first.count)))
    for _ in 0..<rounds {
      let low = smallest(points, along: weights)
      best = max(best, low.margin)
      var high = (index: -1, value: -Double.infinity)
      for i in points.indices where mass[i] > 0 {
        let value = dot(weights, points[i])
        if value > high.value { high = (i, value) }
      }
      guard high.index >= 0 else { return best }
      let move = zip(points[low.index], points[high.index]).map { $0 - $1 }
      let length = dot(move, move)
      let gain = -dot(weights, move)
      guard length > 0, gain > 1e-12 else { return best }
      let share = min(mass[high.index], gain / length)
      mass[high.index] -= share
      mass[low.index] += share
      for i in weights.indices { weights[i] += share * move[i] }
    }
    return best
  }
}
