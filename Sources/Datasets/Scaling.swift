import Neural

/// How input columns are brought to a common scale: (x − centre) / spread, both from the training part only.
public enum Scaling: String, Sendable, Hashable, CaseIterable {
  case none
  /// Mean 0, population deviation 1.
  case zScore = "z-score"
  /// Smallest 0, largest 1.
  case minMax = "min-max"
  /// Median 0, interquartile range 1 (quartiles by linear interpolation).
  case robust

  /// Errors: an unknown name.
  public init(named name: String) throws(DataError) {
    guard let known = Scaling(rawValue: name) else {
      let hint = suggestion(for: name, among: Scaling.allCases.map(\.rawValue))
      throw DataError("There is no scaling \"\(name)\"; \(hint)")
    }
    self = known
  }

  /// Centre and spread of one column. A constant column has spread 1, so that it becomes 0 and nothing
  /// divides by 0.
  func fit(_ column: [Float]) -> (centre: Double, spread: Double) {
    guard self != .none, let low = column.min(), let high = column.max() else { return (0, 1) }
    guard low < high else { return (Double(low), 1) }
    switch self {
    case .none: return (0, 1)
    case .zScore: return meanAndDeviation(column)
    case .minMax: return (Double(low), Double(high) - Double(low))
    case .robust:
      let sorted = column.sorted()
      let range = quantile(sorted, 0.75) - quantile(sorted, 0.25)
      return (quantile(sorted, 0.5), range > 0 ? range : 1)
    }
  }
}

/// Mean and population deviation, summed in double precision in two passes.
func meanAndDeviation(_ values: [Float]) -> (centre: Double, spread: Double) {
  let mean = values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
  let variance = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(values.count)
  return (mean, variance.squareRoot())
}

private func quantile(_ sorted: [Float], _ share: Double) -> Double {
  let place = share * Double(sorted.count - 1)
  let below = Int(place)
  let above = min(below + 1, sorted.count - 1)
  return Double(sorted[below]) + (place - Double(below)) * (Double(sorted[above]) - Double(sorted[below]))
}

/// Fitted centre and spread of every column of the inputs.
///
/// A column is a feature of a vector, a pixel of an image, or one feature of a series over all its steps:
/// value i of an example belongs to column i mod columns.
struct FittedScaling {
  let means: [Float]
  let deviations: [Float]

  init(_ scaling: Scaling, training: Examples, columns: Int) {
    var means = [Float](repeating: 0, count: columns)
    var deviations = [Float](repeating: 1, count: columns)
    if scaling != .none {
      for column in 0..<columns {
        let values = stride(from: column, to: training.inputs.count, by: columns).map { training.inputs[$0] }
        let fitted = scaling.fit(values)
        means[column] = Float(fitted.centre)
        deviations[column] = Float(fitted.spread)
      }
    }
    self.means = means
    self.deviations = deviations
  }

  func apply(to examples: inout Examples) {
    examples.featureMean = means
    examples.featureDeviation = deviations
    guard means.contains(where: { $0 != 0 }) || deviations.contains(where: { $0 != 1 }) else { return }
    var column = 0
    for i in examples.inputs.indices {
      examples.inputs[i] = (examples.inputs[i] - means[column]) / deviations[column]
      column = column + 1 == means.count ? 0 : column + 1
    }
  }
}
