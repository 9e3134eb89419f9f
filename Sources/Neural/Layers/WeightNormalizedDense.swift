import CKernels

/// A dense layer whose weights are stored as a length and a direction per output: w = g v / ‖v‖ (Salimans & Kingma
/// 2016), so that a step changes the two apart.
///
/// At the start g = ‖v‖, so the layer begins as the dense layer with the same v. A direction of zeros has weights of
/// zero and no gradient but that of the bias.
public struct WeightNormalizedDense: Layer {
  public static let name = "weight-normalized-dense"
  public var input: Shape { plain.input }
  public var output: Shape { plain.output }
  /// The dense layer that the weights make.
  private let plain: Dense
  private var inputs: Int { plain.inputs }
  private var outputs: Int { plain.outputs }
  private let rows: Int

  /// Reads an example of any shape as one vector.
  public init(_ input: Shape, outputs: Int) {
    plain = Dense(input, outputs: outputs)
    rows = 1
  }

  /// Applies the same weights to each row of a sequence.
  public init(eachRowOf input: Shape, outputs: Int) {
    plain = Dense(eachRowOf: input, outputs: outputs)
    rows = input.rows * input.channels
  }

  public var claims: [Claim] {
    [
      Claim("weight_g", .gain, .vector(outputs)),
      Claim("weight_v", .weight, Shape(rows: outputs, columns: inputs)),
      Claim("bias", .bias, .vector(outputs)),
    ]
  }

  private var directionStart: Int { Claim.padded(outputs) }
  private var biasStart: Int { directionStart + weightCount }
  private var weightCount: Int { Claim.padded(outputs * inputs) }

  /// w, 1 / ‖v‖ and room for ∂loss/∂w.
  public func tapeCount(batch: Int) -> Int { 2 * weightCount + Claim.padded(outputs) }

  public func initialize(
    _ parameters: Floats, buffers: Floats, by initializer: Initializer, random: inout RandomStream
  ) {
    let direction = parameters[directionStart..<directionStart + outputs * inputs]
    initializer.fill(direction, fanIn: inputs, fanOut: outputs, random: &random)
    for row in 0..<outputs {
      parameters[row] = Float(direction[row * inputs..<(row + 1) * inputs].sumOfSquares.squareRoot())
    }
    parameters[biasStart..<biasStart + outputs].fill(0)
  }

  public func forward(_ pass: borrowing Pass) {
    weight_norm_forward(
      pass.parameters.base, pass.parameters.base + directionStart, pass.tape.base,
      pass.tape.base + 2 * weightCount, outputs, inputs)
    dense_forward(
      pass.input.base, pass.tape.base, pass.parameters.base + biasStart, pass.output.base,
      pass.batch * rows, inputs, outputs)
  }

  public func backward(_ pass: borrowing Pass) {
    let slope = pass.tape[weightCount..<2 * weightCount]
    slope.fill(0)
    dense_backward(
      pass.input.base, pass.tape.base, pass.outputGradient.base,
      pass.inputGradient.isEmpty ? nil : pass.inputGradient.base, slope.base,
      pass.parameterGradient.base + biasStart, pass.batch * rows, inputs, outputs)
    weight_norm_backward(
      pass.parameters.base, pass.parameters.base + directionStart, pass.tape.base + 2 * weightCount,
      slope.base, pass.parameterGradient.base, pass.parameterGradient.base + directionStart, outputs, inputs)
  }

  /// The weights g v / ‖v‖ for the parameters of this layer, [outputs, inputs] row by row.
  func weights(_ parameters: Floats) -> [Float] {
    var weights: [Float] = []
    for row in 0..<outputs {
      let start = directionStart + row * inputs
      let direction = parameters[start..<start + inputs]
      let norm = Float(direction.sumOfSquares.squareRoot())
      weights += direction.array.map { norm == 0 ? 0 : parameters[row] * $0 / norm }
    }
    return weights
  }
}
