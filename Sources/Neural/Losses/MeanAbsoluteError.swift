import CKernels

/// mean |p − t| over all elements: an outlier pulls no harder than any other; the slope at 0 is taken as 0.
public struct MeanAbsoluteError: Loss {
  public static let name = "mean-absolute-error"

  public init() {}

  public func evaluate(
    _ prediction: Floats, against target: Floats, batch: Int, gradient: Floats
  ) -> Float {
    absolute_error(
      prediction.base, target.base, gradient.isEmpty ? nil : gradient.base, prediction.count)
  }
}
