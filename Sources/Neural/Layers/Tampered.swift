/// What is wrong with the backward pass of a tampered layer.
public enum BackwardChange: Sendable, Hashable {
  /// Its own parameters receive no gradient.
  case frozen
  /// Its biases receive no gradient; begun at zero they stay there.
  case withoutBias
  /// Its slope is taken to be 1: what comes in from above goes down unchanged.
  case withoutSlope
  /// What it sends down has the wrong sign.
  case flipped
}

/// A tampered layer, whatever it was made of.
public protocol TamperedLayer: Layer {
  /// The layer without the change.
  var original: any Layer { get }
  var change: BackwardChange { get }
}

/// A layer whose backward pass was changed on purpose; forward it is the layer itself.
///
/// For experiments on what gradients are for: a wrong gradient is no error that a program would notice.
public struct Tampered<Base: Layer>: TamperedLayer {
  public static var name: String { Base.name }
  public let base: Base
  public let change: BackwardChange
  public var original: any Layer { base }

  public init(_ base: Base, _ change: BackwardChange) {
    self.base = base
    self.change = change
  }

  public var input: Shape { base.input }
  public var output: Shape { base.output }
  public var claims: [Claim] { base.claims }
  public var bufferCount: Int { base.bufferCount }
  public var bufferNames: [String] { base.bufferNames }

  public func tapeCount(batch: Int) -> Int { base.tapeCount(batch: batch) }

  public func initialize(
    _ parameters: Floats, buffers: Floats, by initializer: Initializer, random: inout RandomStream
  ) {
    base.initialize(parameters, buffers: buffers, by: initializer, random: &random)
  }

  public func forward(_ pass: borrowing Pass) { base.forward(pass) }

  public func backward(_ pass: borrowing Pass) {
    base.backward(pass)
    switch change {
    case .frozen: pass.parameterGradient.fill(0)
    case .withoutBias: clearBiases(pass.parameterGradient)
    case .withoutSlope:
      if !pass.inputGradient.isEmpty { pass.inputGradient.copy(from: pass.outputGradient) }
    case .flipped:
      for i in 0..<pass.inputGradient.count { pass.inputGradient.base[i] *= -1 }
    }
  }

  private func clearBiases(_ gradients: Floats) {
    var start = 0
    for claim in base.claims {
      if claim.role == .bias { gradients[start..<start + claim.shape.count].fill(0) }
      start += claim.paddedCount
    }
  }
}

extension Layer {
  /// This layer with a changed backward pass.
  public func tampered(_ change: BackwardChange) -> Tampered<Self> { Tampered(self, change) }
}
