import CKernels

/// mean (p − t)² over all elements, without the ½.
public struct MeanSquaredError: Loss {
  public static let name = "mean-squared-error"

  public init() {}

  public func evaluate(
    _ prediction: Floats, against target: Floats, batch: Int, gradient: Floats
  ) -> Float {
    squared_error(
      prediction.base, target.base, gradient.isEmpty ? nil : gradient.base, prediction.count)
  }
}
