import CKernels

/// x Φ(x), with Φ the normal distribution function (Hendrycks & Gimpel 2016); optionally the older approximation
/// ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))).
public struct GELU: Layer {
  public static let name = "gelu"
  public let input: Shape
  public var output: Shape { input }
  public let usesTanh: Bool

  public init(_ input: Shape, usesTanh: Bool = false) {
    self.input = input
    self.usesTanh = usesTanh
  }

  public func forward(_ pass: borrowing Pass) {
    if usesTanh {
      gelu_tanh_forward(pass.input.base, pass.output.base, pass.batch * input.count)
    } else {
      gelu_forward(pass.input.base, pass.output.base, pass.batch * input.count)
    }
  }

  public func backward(_ pass: borrowing Pass) {
    if pass.inputGradient.isEmpty { return }
    let count = pass.batch * input.count
    if usesTanh {
      gelu_tanh_backward(pass.input.base, pass.outputGradient.base, pass.inputGradient.base, count)
    } else {
      gelu_backward(pass.input.base, pass.outputGradient.base, pass.inputGradient.base, count)
    }
  }
}
