import CKernels

/// How far a winner takes its neighbours along.
public enum Neighbourhood: String, Sendable, Hashable, Codable, CaseIterable {
  /// e^(−d² / 2 radius²)
  case gaussian
  /// 1 up to the radius, 0 beyond
  case bubble
  /// The winner alone.
  case winner
}

/// How a number goes from its start to its end while u goes from 0 to 1.
public enum Decay: String, Sendable, Hashable, Codable, CaseIterable {
  /// start · (end / start)ᵘ
  case exponential
  /// start + (end − start) u
  case linear
  /// start / (1 + u (start / end − 1))
  case inverseTime = "inverse-time"
  /// Always the start.
  case constant

  /// The value at u; beyond 1 it stays at the end.
  public func value(from start: Float, to end: Float, at u: Float) -> Float {
    let u = min(max(u, 0), 1)
    switch self {
    case .exponential: return start * powf(end / start, u)
    case .linear: return start + (end - start) * u
    case .inverseTime: return start / (1 + u * (start / end - 1))
    case .constant: return start
    }
  }
}

/// Where the prototypes of a map begin.
public enum CodebookStart: String, Sendable, Hashable, Codable, CaseIterable {
  /// Near the mean of the data, by a normal number of 5 % of each feature's range.
  case mean
  /// Uniform in the bounding box of the data.
  case random
  /// At training examples, drawn without repetition as far as there are enough.
  case samples
  /// Spread over the plane of the two principal components, two deviations to each side.
  case principal
}

/// Everything that decides a run of a self-organizing map.
public struct SelfOrganizingMapConfiguration: Sendable {
  public var splits: Splits
  public var lattice: Lattice
  public var neighbourhood: Neighbourhood
  public var start: CodebookStart
  /// Learning rate at the first step and at step `horizon`.
  public var rate: Float
  public var rateEnd: Float
  public var rateDecay: Decay
  /// Radius of the neighbourhood in lattice distances, at the first step and at step `horizon`.
  public var radius: Float
  public var radiusEnd: Float
  public var radiusDecay: Decay
  /// After how many steps rate and radius have reached their ends.
  public var horizon: Int
  public var order: SampleOrder
  public var seed: UInt64

  /// - Parameter radius: nil: half the longer side of the lattice.
  public init(
    splits: Splits, lattice: Lattice, neighbourhood: Neighbourhood = .gaussian, start: CodebookStart = .mean,
    rate: Float = 0.5, rateEnd: Float = 0.02, rateDecay: Decay = .exponential, radius: Float? = nil,
    radiusEnd: Float = 0.5, radiusDecay: Decay = .exponential, horizon: Int,
    order: SampleOrder = .replacement,
    seed: UInt64 = 1
  ) {
    self.splits = splits
    self.lattice = lattice
    self.neighbourhood = neighbourhood
    self.start = start
    self.rate = rate
    self.rateEnd = rateEnd
    self.rateDecay = rateDecay
    self.radius = radius ?? max(1, Float(max(lattice.rows, lattice.columns)) / 2)
    self.radiusEnd = radiusEnd
    self.radiusDecay = radiusDecay
    self.horizon = horizon
    self.order = order
    self.seed = seed
  }

  /// The most units a map may have.
  public static let largestLattice = 4096

  func check() throws(NetworkFault) {
    let examples = splits.training
    if examples.count == 0 { throw NetworkFault("There are no training examples to learn from.") }
    guard lattice.rows > 0, lattice.columns > 0, lattice.count <= Self.largestLattice else {
      throw NetworkFault(
        "A map of \(lattice.rows) × \(lattice.columns) units cannot be made; give 1 to \(Self.largestLattice) units."
      )
    }
    for (name, value) in [
      ("rate", rate), ("last rate", rateEnd), ("radius", radius), ("last radius", radiusEnd),
    ] where !(value > 0) {
      throw NetworkFault("The \(name) of a map is \(value); it has to be above 0.")
    }
    let width = examples.inputShape.count
    for part in [examples, splits.validation, splits.test]
    where part.count > 0 && part.inputs.count != part.count * width {
      throw NetworkFault(
        "\(part.count) examples of \(width) inputs do not make \(part.inputs.count) numbers.")
    }
  }
}
