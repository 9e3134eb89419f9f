import CKernels

/// Switches off each element with probability `rate` while training and multiplies the rest, so that the mean stays
/// what it was; in evaluation it does nothing (Srivastava et al. 2014, in the inverted form).
///
/// The mask is a function of the pass's key and the element's place in the batch: same seed, stage and step, same
/// mask.
public struct Dropout: Layer {
  public static let name = "dropout"
  public let input: Shape
  public var output: Shape { input }
  public let rate: Float
  public let scaling: Scaling

  /// By what the elements that are kept are multiplied in training.
  public enum Scaling: Int, Sendable, Hashable, CaseIterable {
    /// 1 / (1 − rate), the rule that keeps the mean.
    case kept
    /// 1 / rate: a common slip, right at one half only.
    case dropped
    /// Nothing: the mean falls to 1 − rate.
    case none
  }

  public init(_ input: Shape, rate: Float = 0.5, scaling: Scaling = .kept) {
    self.input = input
    self.rate = rate
    self.scaling = scaling
  }

  /// By what kept elements are multiplied.
  public var scale: Float {
    switch scaling {
    case .kept: 1 / (1 - rate)
    case .dropped: rate > 0 ? 1 / rate : 1
    case .none: 1
    }
  }

  private static let maskStart = Claim.padded(1)

  /// How many examples the mask covers, then the mask (0 or the scale) of the last training pass.
  public func tapeCount(batch: Int) -> Int { Self.maskStart + batch * input.count }

  public func forward(_ pass: borrowing Pass) {
    let count = pass.batch * input.count
    guard pass.isTraining else { return pass.output.copy(from: pass.input.prefix(count)) }
    let mask = pass.tape.base + Self.maskStart
    pass.tape[0] = Float(pass.batch)
    dropout_mask(pass.key, rate, scale, mask, count)
    multiply_elements(pass.input.base, mask, pass.output.base, count)
  }

  public func backward(_ pass: borrowing Pass) {
    if pass.inputGradient.isEmpty { return }
    let count = pass.batch * input.count
    guard pass.isTraining else { return pass.inputGradient.copy(from: pass.outputGradient.prefix(count)) }
    multiply_elements(
      pass.outputGradient.base, pass.tape.base + Self.maskStart, pass.inputGradient.base, count)
  }

  /// The mask of the last training pass, `examples × input.count`; empty before the first one.
  func mask(_ tape: Floats) -> Floats {
    tape[Self.maskStart..<Self.maskStart + Int(tape[0]) * input.count]
  }
}
