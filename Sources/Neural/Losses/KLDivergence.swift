import CKernels

/// Σ p (ln p − ln q), q = softmax(z), mean over the examples: what it costs to take q for p (Kullback & Leibler 1951).
///
/// The targets are a distribution over the classes for every example, the predictions logits; 0 ln 0 = 0. Over p it
/// differs from the cross-entropy by the entropy of p only, so the gradient is the same, q − p.
public struct KLDivergence: Loss {
  public static let name = "kl-divergence"

  public init() {}

  public func evaluate(
    _ prediction: Floats, against target: Floats, batch: Int, gradient: Floats
  ) -> Float {
    divergence(
      prediction.base, target.base, gradient.isEmpty ? nil : gradient.base, batch,
      prediction.count / max(batch, 1))
  }
}
