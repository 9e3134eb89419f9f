import CKernels

/// Adaptive moments (Kingma & Ba 2015): m = β₁ m + (1 − β₁) g, v = β₂ v + (1 − β₂) g²,
/// w −= rate · m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ).
public struct Adam: Optimizer {
  public static let name = "adam"
  public var momentCount: Int { 2 }
  public let beta1: Double
  public let beta2: Double
  public let epsilon: Float

  public init(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Float = 1e-8) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  public func update(
    _ parameters: Floats, along gradients: Floats, first: Floats, second: Floats, rate: Float, step: Int
  ) {
    adam(
      parameters.base, gradients.base, first.base, second.base, rate, beta1, beta2, epsilon,
      Int32(clamping: step), parameters.count)
  }
}
