import CKernels

/// The hyperbolic tangent, element by element; tanh′ = 1 − tanh².
public struct Tanh: Layer {
  public static let name = "tanh"
  public let input: Shape
  public var output: Shape { input }

  public init(_ input: Shape) { self.input = input }

  public func forward(_ pass: borrowing Pass) {
    tanh_forward(pass.input.base, pass.output.base, pass.batch * input.count)
  }

  public func backward(_ pass: borrowing Pass) {
    if pass.inputGradient.isEmpty { return }
    tanh_backward(
      pass.output.base, pass.outputGradient.base, pass.inputGradient.base, pass.batch * input.count)
  }
}
