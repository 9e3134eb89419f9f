import CKernels

/// A rate of its own for every weight that can only fall (Duchi, Hazan & Singer 2011): s += g²,
/// w −= rate · g / (√s + ε).
public struct Adagrad: Optimizer {
  public static let name = "adagrad"
  public var momentCount: Int { 1 }
  public var momentNames: [String] { ["sum g²"] }
  public let epsilon: Float

  public init(epsilon: Float = 1e-10) {
    self.epsilon = epsilon
  }

  public func update(
    _ parameters: Floats, along gradients: Floats, first: Floats, second: Floats, rate: Float, step: Int
  ) {
    adagrad(parameters.base, gradients.base, first.base, rate, epsilon, parameters.count)
  }
}
