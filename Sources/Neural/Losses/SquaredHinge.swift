import CKernels

/// mean of max(0, 1 − y z)² with y = −1 for target 0 and +1 for target 1: a hinge whose slope ends smoothly at the margin
/// (Tang 2013).
public struct SquaredHinge: Loss {
  public static let name = "squared-hinge"

  public init() {}

  public func evaluate(
    _ prediction: Floats, against target: Floats, batch: Int, gradient: Floats
  ) -> Float {
    squared_hinge(
      prediction.base, target.base, gradient.isEmpty ? nil : gradient.base, prediction.count)
  }
}
