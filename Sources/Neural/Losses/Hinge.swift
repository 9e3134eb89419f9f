import CKernels

/// mean of max(0, 1 − y z) with y = −1 for target 0 and +1 for target 1: no loss once the margin is one
/// (Cortes & Vapnik 1995).
public struct Hinge: Loss {
  public static let name = "hinge"

  public init() {}

  public func evaluate(
    _ prediction: Floats, against target: Floats, batch: Int, gradient: Floats
  ) -> Float {
    hinge(prediction.base, target.base, gradient.isEmpty ? nil : gradient.base, prediction.count)
  }
}
