import CKernels

/// e^xᵢ / Σ e^xⱼ over the columns of each row (Bridle 1990), computed from x − max x; the cross-entropy on logits already
/// contains it.
public struct Softmax: Layer {
  public static let name = "softmax"
  public let input: Shape
  public var output: Shape { input }

  public init(_ input: Shape) { self.input = input }

  private var rows: Int { input.rows * input.channels }

  public func forward(_ pass: borrowing Pass) {
    softmax_forward(pass.input.base, pass.output.base, pass.batch * rows, input.columns)
  }

  public func backward(_ pass: borrowing Pass) {
    if pass.inputGradient.isEmpty { return }
    softmax_backward(
      pass.output.base, pass.outputGradient.base, pass.inputGradient.base, pass.batch * rows, input.columns)
  }
}
