/// Descent with a velocity that looks ahead (Nesterov 1983; in the form of Sutskever et al. 2013): v = μ v + g,
/// w −= rate · (g + μ v).
public struct Nesterov: Optimizer {
  public static let name = "nesterov"
  /// The rule with its constant.
  public let momentum: Momentum
  public var momentCount: Int { 1 }
  public var momentNames: [String] { ["velocity"] }
  public var reach: Float { momentum.reach }

  public init(momentum: Float = 0.9) {
    self.momentum = Momentum(momentum: momentum, nesterov: true)
  }

  public func update(
    _ parameters: Floats, along gradients: Floats, first: Floats, second: Floats, rate: Float, step: Int
  ) {
    momentum.update(parameters, along: gradients, first: first, second: second, rate: rate, step: step)
  }
}
