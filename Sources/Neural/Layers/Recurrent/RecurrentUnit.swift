import CKernels

/// What all recurrent layers share: a sequence in, hidden states out, from the zero state.
///
/// The input is a sequence (rows: time steps, columns: features), or with a `vocabulary` one class number a step,
/// which stands for a one-hot row without the product with its zeros. Parameters are laid out as PyTorch's
/// `weight_ih` [gates · hidden, inputs], `weight_hh` [gates · hidden, hidden], `bias_ih` and `bias_hh`.
public struct RecurrentUnit: Sendable, Hashable {
  /// The rule that makes a state from the one before it.
  public enum Cell: Sendable, Hashable {
    case tanh, relu, linear, lstm, gru

    /// How many products each unit needs.
    public var gateCount: Int {
      switch self {
      case .tanh, .relu, .linear: 1
      case .lstm: 4
      case .gru: 3
      }
    }
  }

  /// How the recurrent weights start.
  public enum Start: Sendable, Hashable {
    /// Like the input weights.
    case uniform
    /// A random orthogonal matrix for each gate, times this number: all its eigenvalues have that size.
    case orthogonal(Float)
    /// The identity for each gate, times this number (Le, Jaitly & Hinton 2015).
    case identity(Float)
  }

  public let cell: Cell
  public let input: Shape
  public let hidden: Int
  /// How many class numbers there are; 0: the input is features.
  public let vocabulary: Int
  /// Whether only the last state is given, as a vector.
  public let givesLast: Bool
  /// No gradient passes from a step that is a multiple of this to the step before; 0: it always passes.
  public let truncate: Int
  public let start: Start
  /// Added to the starting bias of the gate that keeps the state: an LSTM's forget gate, a GRU's update gate.
  public let gateBias: Float
  /// Whether a pass begins with the state that the last one left in the tape instead of zero.
  public var continues = false

  public init(
    _ cell: Cell, _ input: Shape, hidden: Int, vocabulary: Int = 0, givesLast: Bool = false,
    truncate: Int = 0,
    start: Start = .uniform, gateBias: Float = 0
  ) {
    self.cell = cell
    self.input = input
    self.hidden = hidden
    self.vocabulary = vocabulary
    self.givesLast = givesLast
    self.truncate = truncate
    self.start = start
    self.gateBias = gateBias
  }

  public var steps: Int { input.rows * input.channels }
  public var inputs: Int { vocabulary > 0 ? vocabulary : input.columns }
  public var output: Shape { givesLast ? .vector(hidden) : Shape(rows: steps, columns: hidden) }
  private var rows: Int { cell.gateCount * hidden }

  public var claims: [Claim] {
    [
      Claim("weight_ih", .weight, Shape(rows: rows, columns: inputs)),
      Claim("weight_hh", .weight, Shape(rows: rows, columns: hidden)),
      Claim("bias_ih", .bias, .vector(rows)),
      Claim("bias_hh", .bias, .vector(rows)),
    ]
  }

  /// Where the four parameters begin.
  private var starts: (input: Int, hidden: Int, inputBias: Int, hiddenBias: Int) {
    let hidden = Claim.padded(rows * inputs)
    let inputBias = hidden + Claim.padded(rows * self.hidden)
    return (0, hidden, inputBias, inputBias + Claim.padded(rows))
  }

  private func weights(_ floats: Floats) -> recurrent_weights {
    let starts = starts
    return recurrent_weights(
      input: floats.base, hidden: floats.base + starts.hidden, input_bias: floats.base + starts.inputBias,
      hidden_bias: floats.base + starts.hiddenBias)
  }

  func plan(batch: Int) -> recurrent_plan {
    let kind =
      switch cell {
      case .tanh: RECURRENT_TANH
      case .relu: RECURRENT_RELU
      case .linear: RECURRENT_LINEAR
      case .lstm: RECURRENT_LSTM
      case .gru: RECURRENT_GRU
      }
    return recurrent_plan(
      cell: kind, batch: batch, steps: steps, inputs: inputs, hidden: hidden, takes_numbers: vocabulary > 0,
      gives_last: givesLast, continues: continues, truncate: truncate)
  }

  func tape(batch: Int) -> recurrent_tape {
    var plan = plan(batch: batch)
    return recurrent_tape_of(&plan)
  }

  func forward(_ pass: borrowing Pass) {
    var plan = plan(batch: pass.batch)
    var weights = weights(pass.parameters)
    recurrent_forward(&plan, &weights, pass.input.base, pass.output.base, pass.tape.base)
  }

  func backward(_ pass: borrowing Pass) {
    var plan = plan(batch: pass.batch)
    var weights = weights(pass.parameters)
    var gradients = self.weights(pass.parameterGradient)
    recurrent_backward(
      &plan, &weights, &gradients, pass.input.base, pass.outputGradient.base,
      pass.inputGradient.isEmpty ? nil : pass.inputGradient.base, pass.tape.base)
  }
}

/// A layer that goes through a sequence and remembers.
public protocol RecurrentLayer: Layer {
  var unit: RecurrentUnit { get }
  init(_ unit: RecurrentUnit)
}

extension RecurrentLayer {
  public var input: Shape { unit.input }
  public var output: Shape { unit.output }
  public var claims: [Claim] { unit.claims }

  /// The same layer, beginning each pass with the state that the last one left.
  public var continuing: Self {
    var unit = unit
    unit.continues = true
    return Self(unit)
  }

  public func tapeCount(batch: Int) -> Int { unit.tape(batch: batch).count }

  public func initialize(
    _ parameters: Floats, buffers: Floats, by initializer: Initializer, random: inout RandomStream
  ) {
    unit.initialize(parameters, by: initializer, random: &random)
  }

  public func forward(_ pass: borrowing Pass) { unit.forward(pass) }
  public func backward(_ pass: borrowing Pass) { unit.backward(pass) }
}
