import CKernels

/// −t ln σ(z) − (1 − t) ln(1 − σ(z)) on logits z and targets t in 0…1, mean over all elements.
///
/// Computed as max(z, 0) − z t + ln(1 + e^−|z|), which no logit can make overflow; the gradient is σ(z) − t.
public struct BinaryCrossEntropy: Loss {
  public static let name = "binary-cross-entropy"

  public init() {}

  public func evaluate(
    _ prediction: Floats, against target: Floats, batch: Int, gradient: Floats
  ) -> Float {
    binary_cross_entropy(
      prediction.base, target.base, gradient.isEmpty ? nil : gradient.base, prediction.count)
  }
}
