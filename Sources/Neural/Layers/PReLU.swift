import CKernels

/// x where x > 0 and a · x elsewhere, with one learned slope a that starts at 0.25 (He et al. 2015).
public struct PReLU: Layer {
  public static let name = "prelu"
  public let input: Shape
  public var output: Shape { input }
  public let claims = [Claim("weight", .slope, .vector(1))]
  public let start: Float

  public init(_ input: Shape, start: Float = 0.25) {
    self.input = input
    self.start = start
  }

  public func initialize(
    _ parameters: Floats, buffers: Floats, by initializer: Initializer, random: inout RandomStream
  ) {
    parameters[0] = start
  }

  public func forward(_ pass: borrowing Pass) {
    relu_forward(pass.input.base, pass.output.base, pass.parameters[0], pass.batch * input.count)
  }

  public func backward(_ pass: borrowing Pass) {
    let count = pass.batch * input.count
    pass.parameterGradient[0] += relu_slope_gradient(pass.input.base, pass.outputGradient.base, count)
    if pass.inputGradient.isEmpty { return }
    relu_backward(
      pass.input.base, pass.outputGradient.base, pass.inputGradient.base, pass.parameters[0], count)
  }
}
