import CKernels

/// ln(1 + e^(βx)) / β, a ReLU with a round corner; its derivative is σ(βx) (Dugas et al. 2001).
///
/// Computed as max(x, 0) + ln(1 + e^−|βx|) / β, which no input can make overflow.
public struct Softplus: Layer {
  public static let name = "softplus"
  public let input: Shape
  public var output: Shape { input }
  public let beta: Float

  public init(_ input: Shape, beta: Float = 1) {
    self.input = input
    self.beta = beta
  }

  public func forward(_ pass: borrowing Pass) {
    softplus_forward(pass.input.base, pass.output.base, beta, pass.batch * input.count)
  }

  public func backward(_ pass: borrowing Pass) {
    if pass.inputGradient.isEmpty { return }
    softplus_backward(
      pass.input.base, pass.outputGradient.base, pass.inputGradient.base, beta, pass.batch * input.count)
  }
}
