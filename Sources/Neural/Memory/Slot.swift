/// What a run of parameters is for; regularization and panels treat weights and biases differently.
public enum Role: Sendable, Hashable, Codable {
  case weight, bias, gain, shift, slope, codebook
}

/// What a layer asks for. `shape` is in PyTorch's layout: a dense weight is rows = outputs, columns = inputs.
public struct Claim: Sendable, Hashable {
  public var name: String
  public var role: Role
  public var shape: Shape
  /// The sizes of the tensor as weight files name them: [outputs, inputs] for a weight, one number for a bias,
  /// [filters, channels, rows, columns] for the kernels of a convolution.
  public var dimensions: [Int]

  /// - Parameter dimensions: where the tensor has more of them than `shape` can tell.
  public init(_ name: String, _ role: Role, _ shape: Shape, dimensions: [Int]? = nil) {
    self.name = name
    self.role = role
    self.shape = shape
    self.dimensions = dimensions ?? Self.dimensions(of: shape, role)
  }

  private static func dimensions(of shape: Shape, _ role: Role) -> [Int] {
    if shape.channels > 1 { return [shape.channels, shape.rows, shape.columns] }
    let isMatrix = shape.rows > 1 || role == .weight || role == .codebook
    return isMatrix ? [shape.rows, shape.columns] : [shape.columns]
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

/// A vector of the state that belongs to what was learned, such as a running mean.
public struct StateSlot: Sendable, Hashable {
  /// The name of the tensor in a weights file, such as `3.running_mean`.
  public var name: String
  /// Where the values lie in the memory's state.
  public var range: Range<Int>
}
