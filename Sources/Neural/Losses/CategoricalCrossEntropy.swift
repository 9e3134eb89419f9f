import CKernels

/// −ln softmax(z)[class], mean over all rows of logits.
///
/// The targets hold one class number a row, so classes = prediction.count / target.count; an example may have many
/// rows, such as one per character of a text. Computed from z − max z, so that no logit overflows. A target that is
/// no class number makes the loss NaN.
public struct CategoricalCrossEntropy: Loss {
  public static let name = "categorical-cross-entropy"

  public init() {}

  public func evaluate(
    _ prediction: Floats, against target: Floats, batch: Int, gradient: Floats
  ) -> Float {
    categorical_cross_entropy(
      prediction.base, target.base, gradient.isEmpty ? nil : gradient.base, target.count,
      prediction.count / max(target.count, 1))
  }
}
