import CKernels

/// max(0, x), element by element (Nair & Hinton 2010); the derivative at 0 is taken as 0.
public struct ReLU: Layer {
  public static let name = "relu"
  public let input: Shape
  public var output: Shape { input }

  public init(_ input: Shape) { self.input = input }

  public func forward(_ pass: borrowing Pass) {
    relu_forward(pass.input.base, pass.output.base, 0, pass.batch * input.count)
  }

  public func backward(_ pass: borrowing Pass) {
    if pass.inputGradient.isEmpty { return }
    relu_backward(
      pass.input.base, pass.outputGradient.base, pass.inputGradient.base, 0, pass.batch * input.count)
  }
}
