import CKernels

/// Gives every feature mean 0 and variance 1 over the batch, then scales by a learned gain and adds a learned shift
/// (Ioffe & Szegedy 2015): y = gain · (x − mean) / √(variance + ε) + shift.
///
/// Training uses the statistics of the batch (biased variance) and moves the running ones towards them (unbiased
/// variance, as PyTorch does); evaluation uses the running ones. An image has one feature per channel, everything
/// else one per column; an image of a single channel has to be called one. A batch of a single value has no variance to
/// learn from: the running variance then stays.
public struct BatchNormalization: Layer {
  public static let name = "batch-normalization"
  public let input: Shape
  public var output: Shape { input }
  public let momentum: Float
  public let epsilon: Float
  /// Whether features are channels rather than columns.
  public let isImage: Bool
  /// How many features have statistics of their own.
  public let features: Int
  /// Vectors or planes per example that share the statistics: `rows` of a sequence, `places` of a plane.
  private let rows: Int
  private let places: Int

  /// - Parameter isImage: one feature per channel, also where there is one channel only.
  public init(_ input: Shape, momentum: Float = 0.1, epsilon: Float = 1e-5, isImage: Bool = false) {
    self.input = input
    self.momentum = momentum
    self.epsilon = epsilon
    self.isImage = isImage || input.channels > 1
    features = self.isImage ? input.channels : input.columns
    rows = self.isImage ? 1 : input.rows
    places = self.isImage ? input.rows * input.columns : 1
  }

  public var claims: [Claim] {
    [Claim("weight", .gain, .vector(features)), Claim("bias", .shift, .vector(features))]
  }

  /// Running mean, then running variance.
  public var bufferCount: Int { 2 * features }
  public var bufferNames: [String] { ["running_mean", "running_var"] }

  /// The mean and the inverse deviation that forward used.
  public func tapeCount(batch: Int) -> Int { 2 * features }

  private var shiftStart: Int { Claim.padded(features) }

  public func initialize(
    _ parameters: Floats, buffers: Floats, by initializer: Initializer, random: inout RandomStream
  ) {
    parameters.prefix(features).fill(1)
    parameters[shiftStart..<shiftStart + features].fill(0)
    buffers.prefix(features).fill(0)
    buffers[features..<2 * features].fill(1)
  }

  public func forward(_ pass: borrowing Pass) {
    let mean = pass.tape.base
    let inverse = pass.tape.base + features
    if pass.isTraining {
      batch_statistics(pass.input.base, mean, inverse, pass.batch * rows, features, places)
      updateRunning(pass.buffers, mean: mean, variance: inverse, count: pass.batch * rows * places)
    } else {
      pass.tape.copy(from: pass.buffers.prefix(2 * features))
    }
    for i in 0..<features { inverse[i] = 1 / (inverse[i] + epsilon).squareRoot() }
    normalize_forward(
      pass.input.base, mean, inverse, pass.parameters.base, pass.parameters.base + shiftStart,
      pass.output.base, pass.batch * rows, features, places)
  }

  private func updateRunning(
    _ buffers: Floats, mean: UnsafePointer<Float>, variance: UnsafePointer<Float>, count: Int
  ) {
    let unbiased = Float(count) / Float(max(count - 1, 1))
    for i in 0..<features {
      buffers[i] += momentum * (mean[i] - buffers[i])
      if count > 1 {
        buffers[features + i] += momentum * (variance[i] * unbiased - buffers[features + i])
      }
    }
  }

  public func backward(_ pass: borrowing Pass) {
    normalize_backward(
      pass.input.base, pass.tape.base, pass.tape.base + features, pass.parameters.base,
      pass.outputGradient.base, pass.inputGradient.isEmpty ? nil : pass.inputGradient.base,
      pass.parameterGradient.base, pass.parameterGradient.base + shiftStart, pass.isTraining,
      pass.batch * rows, features, places)
  }
}
