import CKernels

/// Steps in the units of the weights (Zeiler 2012): s = ρ s + (1 − ρ) g², δ = g · √(d + ε) / √(s + ε),
/// d = ρ d + (1 − ρ) δ², w −= rate · δ. The published rate is 1.
public struct Adadelta: Optimizer {
  public static let name = "adadelta"
  public var momentCount: Int { 2 }
  public var momentNames: [String] { ["mean g²", "mean step²"] }
  public let rho: Double
  public let epsilon: Float

  public init(rho: Double = 0.9, epsilon: Float = 1e-6) {
    self.rho = rho
    self.epsilon = epsilon
  }

  public func update(
    _ parameters: Floats, along gradients: Floats, first: Floats, second: Floats, rate: Float, step: Int
  ) {
    adadelta(parameters.base, gradients.base, first.base, second.base, rate, rho, epsilon, parameters.count)
  }
}
