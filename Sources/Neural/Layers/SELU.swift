import CKernels

/// ELU with the scale λ ≈ 1.0507 and the α ≈ 1.6733 that keep mean 0 and variance 1 from layer to layer (Klambauer et
/// al. 2017).
public struct SELU: Layer {
  public static let name = "selu"
  public let input: Shape
  public var output: Shape { input }
  public static let scale: Float = 1.050_700_987_355_480_5
  public static let alpha: Float = 1.673_263_242_354_377_2

  public init(_ input: Shape) { self.input = input }

  public func forward(_ pass: borrowing Pass) {
    elu_forward(pass.input.base, pass.output.base, Self.scale, Self.alpha, pass.batch * input.count)
  }

  public func backward(_ pass: borrowing Pass) {
    if pass.inputGradient.isEmpty { return }
    elu_backward(
      pass.input.base, pass.outputGradient.base, pass.inputGradient.base, Self.scale, Self.alpha,
      pass.batch * input.count)
  }
}
