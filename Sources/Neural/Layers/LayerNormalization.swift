import CKernels

/// Gives the features of each single example mean 0 and variance 1, then scales by a learned gain and adds a learned
/// shift (Ba, Kiros & Hinton 2016): y = gain · (x − mean) / √(variance + ε) + shift, with the biased variance.
///
/// A vector is normalized as a whole, a sequence row by row, an image over all its channels and places. Training and
/// evaluation do the same.
public struct LayerNormalization: Layer {
  public static let name = "layer-normalization"
  public let input: Shape
  public var output: Shape { input }
  public let epsilon: Float
  /// How many values share one mean; each has a gain and a shift of its own.
  public let features: Int
  /// Groups per example.
  private let rows: Int

  public init(_ input: Shape, epsilon: Float = 1e-5) {
    self.input = input
    self.epsilon = epsilon
    features = input.channels > 1 ? input.count : input.columns
    rows = input.channels > 1 ? 1 : input.rows
  }

  public var claims: [Claim] {
    [Claim("weight", .gain, .vector(features)), Claim("bias", .shift, .vector(features))]
  }

  /// The mean and the inverse deviation of every group.
  public func tapeCount(batch: Int) -> Int { 2 * batch * rows }

  private var shiftStart: Int { Claim.padded(features) }

  public func initialize(
    _ parameters: Floats, buffers: Floats, by initializer: Initializer, random: inout RandomStream
  ) {
    parameters.prefix(features).fill(1)
    parameters[shiftStart..<shiftStart + features].fill(0)
  }

  public func forward(_ pass: borrowing Pass) {
    let groups = pass.batch * rows
    layer_norm_forward(
      pass.input.base, pass.parameters.base, pass.parameters.base + shiftStart, pass.output.base,
      pass.tape.base, pass.tape.base + groups, epsilon, groups, features)
  }

  public func backward(_ pass: borrowing Pass) {
    let groups = pass.batch * rows
    layer_norm_backward(
      pass.input.base, pass.parameters.base, pass.tape.base, pass.tape.base + groups,
      pass.outputGradient.base, pass.inputGradient.isEmpty ? nil : pass.inputGradient.base,
      pass.parameterGradient.base, pass.parameterGradient.base + shiftStart, groups, features)
  }
}
