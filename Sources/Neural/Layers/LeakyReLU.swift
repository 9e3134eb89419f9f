import CKernels

/// x where x > 0 and slope · x elsewhere, so that no unit ever loses its gradient (Maas, Hannun & Ng 2013).
public struct LeakyReLU: Layer {
  public static let name = "leaky-relu"
  public let input: Shape
  public var output: Shape { input }
  public let slope: Float

  public init(_ input: Shape, slope: Float = 0.01) {
    self.input = input
    self.slope = slope
  }

  public func forward(_ pass: borrowing Pass) {
    relu_forward(pass.input.base, pass.output.base, slope, pass.batch * input.count)
  }

  public func backward(_ pass: borrowing Pass) {
    if pass.inputGradient.isEmpty { return }
    relu_backward(
      pass.input.base, pass.outputGradient.base, pass.inputGradient.base, slope, pass.batch * input.count)
  }
}
