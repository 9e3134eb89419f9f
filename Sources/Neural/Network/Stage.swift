/// One link in the chain of a network: a layer, and the residual connection that ends behind it, if any.
public struct Stage: Sendable {
  public var layer: any Layer
  /// Index of this or an earlier stage whose *input* is added to this stage's output; nil: no residual connection.
  public var skipFrom: Int?

  public init(_ layer: any Layer, skipFrom: Int? = nil) {
    self.layer = layer
    self.skipFrom = skipFrom
  }

  /// The layer's standard name, such as `dense`.
  public var name: String { type(of: layer).name }
}

/// Why layers do not make a network, or a network does not fit its data: one sentence.
public struct NetworkFault: Error, Hashable, CustomStringConvertible {
  public var description: String

  public init(_ description: String) {
    self.description = description
  }
}

/// A layer that has parameters, as norms, probes and weight files see it.
public struct ParameterLayer: Sendable, Hashable {
  /// Counted from 1 at the input over the layers that have parameters.
  public let number: Int
  /// The layer's standard name, such as `dense`.
  public let name: String
  /// Index of its stage.
  public let stage: Int
  /// Its claims in order; ranges are places in the memory's parameters and gradients.
  public let slots: [Slot]
  /// All its parameters with their padding (whose gradient is zero).
  public let range: Range<Int>

  /// `1 dense`: how meters name it.
  public var title: String { "\(number) \(name)" }
  /// True when it multiplies by weights; normalization layers only scale and shift.
  public var carriesWeights: Bool { slots.contains { $0.claim.role == .weight } }

  public func slot(_ role: Role) -> Slot? { slots.first { $0.claim.role == role } }
}
