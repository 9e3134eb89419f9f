/// What a run of parameters is for; regularization and panels treat weights and biases differently.
public enum Role: Sendable, Hashable, Codable {
  case weight, bias, gain, shift, slope, codebook
}

/// What a layer asks for. `shape` is in PyTorch's layout: a dense weight is rows = outputs, columns = inputs.
public struct Claim: Sendable, Hashable {
  public var name: String
  public var role: Role
  public var shape: Shape

  public init(_ name: String, _ role: Role, _ shape: Shape) {
    self.name = name
    self.role = role
    self.shape = shape
  }

  /// The floats this claim occupies: its own count rounded up to whole cache lines (16 floats, 64 bytes).
  /// The padding is zero at the start and stays zero, because every gradient there is zero.
  public var paddedCount: Int { Self.padded(shape.count) }

  public static func padded(_ count: Int) -> Int { (count + 15) & ~15 }
}

/// What a layer was given.
public struct Slot: Sendable, Hashable {
  public var claim: Claim
  /// Number of the layer, counted from 1 at the input over the layers that have parameters.
  public var layer: Int
  /// Where the values lie in the memory's parameters, without the padding.
  public var range: Range<Int>

  public init(claim: Claim, layer: Int, range: Range<Int>) {
    self.claim = claim
    self.layer = layer
    self.range = range
  }

  /// The name of the tensor in a weights file, such as `3.weight`.
  public var name: String { "\(layer).\(claim.name)" }
}
