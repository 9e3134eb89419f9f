import CKernels

/// Adam with weight decay beside the gradient instead of in it (Loshchilov & Hutter 2019): w −= rate · decay · w,
/// then Adam's step. The decay acts on every parameter, biases among them.
public struct AdamW: Optimizer {
  public static let name = "adamw"
  public var momentCount: Int { 2 }
  public let beta1: Double
  public let beta2: Double
  public let epsilon: Float
  public let decay: Float

  public init(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Float = 1e-8, decay: Float = 0.01) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.decay = decay
  }

  public func update(
    _ parameters: Floats, along gradients: Floats, first: Floats, second: Floats, rate: Float, step: Int
  ) {
    adam_with_decay(
      parameters.base, gradients.base, first.base, second.base, rate, beta1, beta2, epsilon, decay,
      Int32(clamping: step), parameters.count)
  }
}
