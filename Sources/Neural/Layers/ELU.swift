import CKernels

/// x where x > 0 and α (eˣ − 1) elsewhere: smooth for α = 1, with a floor at −α (Clevert, Unterthiner & Hochreiter
/// 2015).
public struct ELU: Layer {
  public static let name = "elu"
  public let input: Shape
  public var output: Shape { input }
  public let alpha: Float

  public init(_ input: Shape, alpha: Float = 1) {
    self.input = input
    self.alpha = alpha
  }

  public func forward(_ pass: borrowing Pass) {
    elu_forward(pass.input.base, pass.output.base, 1, alpha, pass.batch * input.count)
  }

  public func backward(_ pass: borrowing Pass) {
    if pass.inputGradient.isEmpty { return }
    elu_backward(
      pass.input.base, pass.outputGradient.base, pass.inputGradient.base, 1, alpha, pass.batch * input.count)
  }
}
