import CKernels

/// σ(x) = 1 / (1 + e^−x), element by element; σ′ = σ (1 − σ) is at most ¼.
public struct Sigmoid: Layer {
  public static let name = "sigmoid"
  public let input: Shape
  public var output: Shape { input }

  public init(_ input: Shape) { self.input = input }

  public func forward(_ pass: borrowing Pass) {
    sigmoid_forward(pass.input.base, pass.output.base, pass.batch * input.count)
  }

  public func backward(_ pass: borrowing Pass) {
    if pass.inputGradient.isEmpty { return }
    sigmoid_backward(
      pass.output.base, pass.outputGradient.base, pass.inputGradient.base, pass.batch * input.count)
  }
}
