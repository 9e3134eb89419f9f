import CKernels

/// A fully connected layer: y = W x + b with W of shape [outputs, inputs].
///
/// Takes the whole example as one vector, or with `init(eachRowOf:outputs:)` every row of a sequence by itself.
public struct Dense: Layer {
  public static let name = "dense"
  public let input: Shape
  public let output: Shape
  /// Vectors per example that share the weights.
  private let rows: Int
  public let inputs: Int
  public let outputs: Int

  /// Reads an example of any shape as one vector.
  public init(_ input: Shape, outputs: Int) {
    self.input = input
    output = .vector(outputs)
    rows = 1
    inputs = input.count
    self.outputs = outputs
  }

  /// Applies the same weights to each row of a sequence.
  public init(eachRowOf input: Shape, outputs: Int) {
    self.input = input
    output = Shape(rows: input.rows, columns: outputs, channels: input.channels)
    rows = input.rows * input.channels
    inputs = input.columns
    self.outputs = outputs
  }

  public var claims: [Claim] {
    [
      Claim("weight", .weight, Shape(rows: outputs, columns: inputs)),
      Claim("bias", .bias, .vector(outputs)),
    ]
  }

  private var biasStart: Int { Claim.padded(outputs * inputs) }

  public func initialize(
    _ parameters: Floats, buffers: Floats, by initializer: Initializer, random: inout RandomStream
  ) {
    let weight = parameters.prefix(outputs * inputs)
    initializer.fill(weight, fanIn: inputs, fanOut: outputs, random: &random)
    parameters[biasStart..<biasStart + outputs].fill(0)
  }

  public func forward(_ pass: borrowing Pass) {
    dense_forward(
      pass.input.base, pass.parameters.base, pass.parameters.base + biasStart, pass.output.base,
      pass.batch * rows, inputs, outputs)
  }

  public func backward(_ pass: borrowing Pass) {
    dense_backward(
      pass.input.base, pass.parameters.base, pass.outputGradient.base,
      pass.inputGradient.isEmpty ? nil : pass.inputGradient.base, pass.parameterGradient.base,
      pass.parameterGradient.base + biasStart, pass.batch * rows, inputs, outputs)
  }

  public func backwardToInput(_ pass: borrowing Pass) {
    if pass.inputGradient.isEmpty { return }
    dense_input_gradient(
      pass.parameters.base, pass.outputGradient.base, pass.inputGradient.base, pass.batch * rows, inputs,
      outputs)
  }
}
