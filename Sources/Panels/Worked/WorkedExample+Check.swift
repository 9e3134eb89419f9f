import Foundation

/// The same net computed once more in double precision, to compare derivatives with differences of the loss.
extension WorkedExample {
  /// One number that is moved a little.
  enum Place {
    case weight(layer: Int, unit: Int, input: Int)
    case input(Int)
  }

  private static let functions: [String: @Sendable (Double) -> Double] = [
    "linear": { $0 }, "sigmoid": { 1 / (1 + exp(-$0)) }, "tanh": { tanh($0) }, "relu": { max(0, $0) },
  ]

  /// The activation as a function, where it acts on each sum alone.
  static func function(_ name: String) -> (@Sendable (Double) -> Double)? { functions[name] }

  /// Its slope at z, where the output there is a.
  static func slope(_ name: String, sum: Double, output: Double) -> Double? {
    switch name {
    case "linear": 1
    case "sigmoid": output * (1 - output)
    case "tanh": 1 - output * output
    case "relu": sum > 0 ? 1 : 0
    default: nil
    }
  }

  static func sigmoid(_ value: Double) -> Double { 1 / (1 + exp(-value)) }

  /// The outputs with one number moved by `step`; nil where an activation is not known here.
  private func outputs(moving place: Place, by step: Double) -> [Double]? {
    var values = inputs
    if case .input(let index) = place { values[index] += step }
    for (index, layer) in layers.enumerated() {
      guard let function = Self.function(layer.activation) else { return nil }
      var weights = layer.weights
      if case .weight(let chosen, let unit, let input) = place, chosen == index {
        weights[unit][input] += step
      }
      values = weights.indices.map { unit in
        function(zip(weights[unit], values).reduce(layer.biases[unit]) { $0 + $1.0 * $1.1 })
      }
    }
    return values
  }

  private func loss(_ outputs: [Double]) -> Double? {
    guard outputs.count == targets.count, !outputs.isEmpty else { return nil }
    let pairs = zip(outputs, targets)
    let total: Double
    switch lossName {
    case "mean-squared-error": total = pairs.reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    case "binary-cross-entropy":
      total = pairs.reduce(0) { $0 + max($1.0, 0) - $1.0 * $1.1 + log1p(exp(-abs($1.0))) }
    default: return nil
    }
    return total / Double(outputs.count)
  }

  /// (L(v + e) − L(v − e)) / 2e with e = 10⁻⁵, of the example's share of the loss.
  func lossDifference(_ place: Place) -> Double? {
    let step = 1e-5
    guard let above = outputs(moving: place, by: step).flatMap(loss),
      let below = outputs(moving: place, by: -step).flatMap(loss)
    else { return nil }
    return share * (above - below) / (2 * step)
  }

  /// The same of the first output instead of the loss.
  func outputDifference(_ place: Place) -> Double? {
    let step = 1e-5
    guard let above = outputs(moving: place, by: step)?.first,
      let below = outputs(moving: place, by: -step)?.first
    else { return nil }
    return (above - below) / (2 * step)
  }
}
