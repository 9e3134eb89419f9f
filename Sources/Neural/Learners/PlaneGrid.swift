/// A grid of points over the plane of two features, in the units of the data and in the scaled units of the network.
///
/// 64 rows × 96 columns of cell centres; row 0 lies at the lower end of the y range, column 0 at the left.
struct PlaneGrid {
  static let rows = 64
  static let columns = 96
  static let shape = Shape(rows: rows, columns: columns)

  let scaling: PlaneScaling
  /// In scaled units.
  private let x: ClosedRange<Float>
  private let y: ClosedRange<Float>

  /// Spans all examples of the splits with a margin of 8 % on each side.
  init?(_ splits: Splits) {
    guard splits.training.inputShape.count == 2, splits.training.count > 0 else { return nil }
    scaling = PlaneScaling(splits.training)
    let all = [splits.training, splits.validation, splits.test]
    x = Self.extent(all, feature: 0)
    y = Self.extent(all, feature: 1)
  }

  var count: Int { Self.rows * Self.columns }
  var xRange: ClosedRange<Float> {
    scaling.x(x.lowerBound)...max(scaling.x(x.lowerBound), scaling.x(x.upperBound))
  }
  var yRange: ClosedRange<Float> {
    scaling.y(y.lowerBound)...max(scaling.y(y.lowerBound), scaling.y(y.upperBound))
  }

  /// Point number `index`, row by row, in scaled units.
  func point(_ index: Int) -> (x: Float, y: Float) {
    let column = Float(index % Self.columns) + 0.5
    let row = Float(index / Self.columns) + 0.5
    return (
      x.lowerBound + (x.upperBound - x.lowerBound) * column / Float(Self.columns),
      y.lowerBound + (y.upperBound - y.lowerBound) * row / Float(Self.rows)
    )
  }

  private static func extent(_ splits: [Examples], feature: Int) -> ClosedRange<Float> {
    var low = Float.infinity
    var high = -Float.infinity
    for examples in splits where examples.inputShape.count == 2 {
      for row in 0..<examples.count {
        let value = examples.inputs[2 * row + feature]
        if value.isFinite { (low, high) = (min(low, value), max(high, value)) }
      }
    }
    if low > high { (low, high) = (-1, 1) }
    let margin = high > low ? 0.08 * (high - low) : 0.5
    return low - margin...high + margin
  }
}

/// Maps scaled features back to the units of the data: original = scaled · deviation + mean.
struct PlaneScaling {
  private let mean: [Float]
  private let deviation: [Float]

  init(_ examples: Examples) {
    let width = examples.inputShape.count
    mean = examples.featureMean.count == width ? examples.featureMean : Array(repeating: 0, count: width)
    deviation =
      examples.featureDeviation.count == width ? examples.featureDeviation : Array(repeating: 1, count: width)
  }

  func original(_ value: Float, feature: Int) -> Float { value * deviation[feature] + mean[feature] }
  /// What `original` undoes; a feature that never varied stays as it is.
  func scaled(_ value: Float, feature: Int) -> Float {
    deviation[feature] == 0 ? value - mean[feature] : (value - mean[feature]) / deviation[feature]
  }
  /// An example of one or two features in the units of the data; empty for any other.
  func point(_ inputs: [Float]) -> [Float] {
    inputs.count > 2 || inputs.count != mean.count
      ? [] : inputs.indices.map { original(inputs[$0], feature: $0) }
  }
  func x(_ value: Float) -> Float { original(value, feature: 0) }
  func y(_ value: Float) -> Float { original(value, feature: 1) }

  /// The line w₁ x + w₂ y + b = 0 of scaled features, in the units of the data.
  func line(_ first: Float, _ second: Float, _ bias: Float) -> [Float] {
    let a = first / deviation[0]
    let b = second / deviation[1]
    return [a, b, bias - a * mean[0] - b * mean[1]]
  }
}
