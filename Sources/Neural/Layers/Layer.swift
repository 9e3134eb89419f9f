/// Everything a layer may read or write during one pass, as borrowed views. All buffers are row-major with the
/// batch outermost: example b, element e lies at `b · shape.count + e`.
public struct Pass: ~Copyable {
  public let batch: Int
  public let isTraining: Bool
  /// A number that depends on (seed, layer, step) only: the key of dropout masks and noise.
  public let key: UInt64
  /// This layer's claims in order, each padded to `Claim.paddedCount`.
  public let parameters: Floats
  /// Added to, never set; the learner zeroes all gradients once a step. Empty in a forward pass.
  public let parameterGradient: Floats
  /// State that is not trained (running statistics).
  public let buffers: Floats
  /// What forward keeps for backward; `tapeCount(batch:)` floats.
  public let tape: Floats
  public let input: Floats
  public let output: Floats
  /// Set by backward. Empty when nobody needs it (the first layer): then it is not computed.
  public let inputGradient: Floats
  public let outputGradient: Floats

  @inlinable
  public init(
    batch: Int, isTraining: Bool, key: UInt64, parameters: Floats, parameterGradient: Floats, buffers: Floats,
    tape: Floats, input: Floats, output: Floats, inputGradient: Floats, outputGradient: Floats
  ) {
    self.batch = batch
    self.isTraining = isTraining
    self.key = key
    self.parameters = parameters
    self.parameterGradient = parameterGradient
    self.buffers = buffers
    self.tape = tape
    self.input = input
    self.output = output
    self.inputGradient = inputGradient
    self.outputGradient = outputGradient
  }
}

/// One differentiable step from an input shape to an output shape: an immutable value without memory of its own.
public protocol Layer: Sendable {
  /// The standard name in lower case with hyphens, such as `dense` or `batch-normalization`.
  static var name: String { get }
  var input: Shape { get }
  var output: Shape { get }
  /// The parameters it wants, in order.
  var claims: [Claim] { get }
  /// Floats of state that is not trained, such as running statistics.
  var bufferCount: Int { get }
  /// Names of the equal parts of that state, as weights files have them; empty: they are not saved.
  var bufferNames: [String] { get }
  /// Floats kept from forward for backward, for a whole batch.
  func tapeCount(batch: Int) -> Int
  /// Writes the starting values of parameters (weights from `random`, in the order of the claims) and buffers.
  func initialize(
    _ parameters: Floats, buffers: Floats, by initializer: Initializer, random: inout RandomStream)
  /// Sets `pass.output` from `pass.input`.
  func forward(_ pass: borrowing Pass)
  /// Sets `pass.inputGradient` (unless empty) and adds to `pass.parameterGradient`.
  func backward(_ pass: borrowing Pass)
  /// Sets `pass.inputGradient`, for a network that is only passed through: what it adds to `pass.parameterGradient`, if
  /// anything, is not used. By default `backward`.
  func backwardToInput(_ pass: borrowing Pass)
}

extension Layer {
  public var claims: [Claim] { [] }
  public var bufferCount: Int { 0 }
  public func tapeCount(batch: Int) -> Int { 0 }
  public func backwardToInput(_ pass: borrowing Pass) { backward(pass) }
  public func initialize(
    _ parameters: Floats, buffers: Floats, by initializer: Initializer, random: inout RandomStream
  ) {}
}

extension Layer {
  public var bufferNames: [String] { [] }
}
