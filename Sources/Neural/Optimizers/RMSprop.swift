import CKernels

/// Divides by the root of the recent mean square (Tieleman & Hinton 2012): s = ρ s + (1 − ρ) g²,
/// w −= rate · g / (√s + ε).
public struct RMSprop: Optimizer {
  public static let name = "rmsprop"
  public var momentCount: Int { 1 }
  public var momentNames: [String] { ["mean g²"] }
  public let rho: Double
  public let epsilon: Float

  public init(rho: Double = 0.99, epsilon: Float = 1e-8) {
    self.rho = rho
    self.epsilon = epsilon
  }

  public func update(
    _ parameters: Floats, along gradients: Floats, first: Floats, second: Floats, rate: Float, step: Int
  ) {
    rmsprop(parameters.base, gradients.base, first.base, rate, rho, epsilon, parameters.count)
  }
}
