import CKernels

/// Descent with a velocity (Polyak 1964): v = μ v + g, w −= rate · v; Nesterov's form looks ahead with
/// w −= rate · (g + μ v).
public struct Momentum: Optimizer {
  public static let name = "momentum"
  public var momentCount: Int { 1 }
  public var momentNames: [String] { ["velocity"] }
  public var reach: Float { 1 / (1 - momentum) }
  public let momentum: Float
  public let nesterov: Bool

  public init(momentum: Float = 0.9, nesterov: Bool = false) {
    self.momentum = momentum
    self.nesterov = nesterov
  }

  public func update(
    _ parameters: Floats, along gradients: Floats, first: Floats, second: Floats, rate: Float, step: Int
  ) {
    descend_with_momentum(
      parameters.base, gradients.base, first.base, rate, momentum, nesterov, parameters.count)
  }
}
