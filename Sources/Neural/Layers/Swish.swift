import CKernels

/// x σ(βx); with β = 1 also called SiLU (Ramachandran, Zoph & Le 2017).
public struct Swish: Layer {
  public static let name = "swish"
  public let input: Shape
  public var output: Shape { input }
  public let beta: Float

  public init(_ input: Shape, beta: Float = 1) {
    self.input = input
    self.beta = beta
  }

  public func forward(_ pass: borrowing Pass) {
    swish_forward(pass.input.base, pass.output.base, beta, pass.batch * input.count)
  }

  public func backward(_ pass: borrowing Pass) {
    if pass.inputGradient.isEmpty { return }
    swish_backward(
      pass.input.base, pass.outputGradient.base, pass.inputGradient.base, beta, pass.batch * input.count)
  }
}
