import CKernels

/// A lattice of prototypes that examples pull towards themselves, the winner's neighbours along with it
/// (Kohonen 1982).
///
/// One step takes one example x: the unit b with the nearest prototype wins, and every unit j moves by
/// w += rate · h(j, b) · (x − w), with h the neighbourhood on the lattice. Rate and radius shrink on the way.
public final class SelfOrganizingMap: Learner {
  public let memory: Memory
  public let meters: [Meter]
  public let probes: [String]
  public var stepsPerEpoch: Int { samples.stepsPerEpoch }
  public var isSettled: Bool { false }

  let configuration: SelfOrganizingMapConfiguration
  let lattice: Lattice
  let training: ExampleBlock
  let test: ExampleBlock
  /// Number of features.
  let width: Int
  /// [features, units]
  let codebook: Floats
  /// The last winners: step + 1, unit and distance, at places of step modulo `trailLength`.
  let trail: Floats
  /// How much each unit moved in the last step, as a share of its way to the example; zero outside `reached`.
  let factors: Floats
  private let rowFactors: Floats
  private let columnFactors: Floats
  private let distances: Floats
  private let hits: Floats
  let samples: SampleSequence
  private var rate: Float
  private var radius: Float

  static let trailLength = 64

  /// Where the readings stand.
  private enum Place {
    static let loss = 0, quantization = 1, topographic = 2, used = 3, rate = 4, radius = 5, test = 6
  }

  /// Sets the starting prototypes; throws one sentence if the parts do not fit together.
  public init(_ configuration: SelfOrganizingMapConfiguration) throws(NetworkFault) {
    try configuration.check()
    self.configuration = configuration
    lattice = configuration.lattice
    training = ExampleBlock(configuration.splits.training)
    test = ExampleBlock(configuration.splits.test)
    width = training.inputWidth
    samples = SampleSequence(
      count: training.count, batch: 1, order: configuration.order, seed: configuration.seed)
    rate = configuration.rate
    radius = configuration.radius
    let units = lattice.count
    var plan = MemoryPlan()
    let codes = plan.grant(
      Claim("codebook", .codebook, Shape(rows: width, columns: units)), layer: 1)
    let winners = plan.reserveState(3 * Self.trailLength)
    let places = [units, lattice.rows, 2 * lattice.columns, units, units].map { plan.reserveWorkspace($0) }
    memory = try Memory(affording: plan)
    codebook = memory.parameters[codes].prefix(width * units)
    trail = memory.state[winners]
    factors = memory.workspace[places[0]]
    rowFactors = memory.workspace[places[1]]
    columnFactors = memory.workspace[places[2]]
    distances = memory.workspace[places[3]]
    hits = memory.workspace[places[4]]
    var meters = [
      Meter("loss"), Meter("quantization-error"), Meter("topographic-error"), Meter("units-used"),
      Meter("rate"), Meter("radius"),
    ]
    if test.count > 0 {
      meters += [Meter("test/quantization-error"), Meter("test/topographic-error")]
    }
    self.meters = meters
    probes = Self.probeNames(configuration.splits.training)
    CodebookMaking(configuration, training).fill(codebook)
  }

  /// How far the schedules have gone at a step, 0 to 1.
  private func progress(_ index: Int) -> Float { Float(index) / Float(max(1, configuration.horizon)) }

  func rate(at index: Int) -> Float {
    configuration.rateDecay.value(from: rate, to: configuration.rateEnd, at: progress(index))
  }

  func radius(at index: Int) -> Float {
    configuration.radiusDecay.value(from: radius, to: configuration.radiusEnd, at: progress(index))
  }

  /// The loss is the distance of this example to its winner before the step.
  public func step(_ index: Int, readings: Floats) {
    let row = samples.isContiguous ? samples.range(of: index).lowerBound : samples.examples(of: index)[0]
    let example = training.inputs.base + row * width
    var square: Float = 0
    let winner = nearest_unit(codebook.base, example, lattice.count, width, nil, &square)
    let rate = rate(at: index)
    let radius = radius(at: index)
    let reached = reach(from: winner, rate: rate, radius: radius)
    draw_units(
      codebook.base, example, factors.base, lattice.count, width, reached.lowerBound, reached.count)
    let record = trail.base + 3 * (index % Self.trailLength)
    record[0] = Float(index + 1)
    record[1] = Float(winner)
    record[2] = square.squareRoot()
    readings[Place.loss] = record[2]
    readings[Place.rate] = rate
    readings[Place.radius] = radius
  }

  /// Writes the share of the way that each unit goes; returns the units that move at all.
  func reach(from winner: Int, rate: Float, radius: Float) -> Range<Int> {
    switch configuration.neighbourhood {
    case .gaussian: return reachGaussian(winner, rate, radius)
    case .bubble: return reachBubble(winner, rate, radius)
    case .winner:
      factors.base[winner] = rate
      return winner..<winner + 1
    }
  }

  /// The Gaussian is a product of one factor a row and one a column; on a hexagonal lattice rows of either parity have
  /// columns of their own.
  private func reachGaussian(_ winner: Int, _ rate: Float, _ radius: Float) -> Range<Int> {
    let columns = lattice.columns
    let (row, column) = (winner / columns, winner % columns)
    let sharpness = 1 / (2 * radius * radius)
    let isHexagonal = lattice.kind == .hexagonal
    let rise: Float = isHexagonal ? 0.75 : 1
    gaussian_row(rowFactors.base, Float(row), rise * sharpness, rate, lattice.rows)
    let shift: Float = isHexagonal && row % 2 == 1 ? 0.5 : 0
    gaussian_row(columnFactors.base, Float(column) + shift, sharpness, 1, columns)
    var first = row
    var end = row + 1
    while first > 0, rowFactors.base[first - 1] != 0 { first -= 1 }
    while end < lattice.rows, rowFactors.base[end] != 0 { end += 1 }
    let target = factors.base + first * columns
    if !isHexagonal {
      outer_factors(rowFactors.base + first, columnFactors.base, target, end - first, columns)
    } else {
      let odd = columnFactors.base + columns
      gaussian_row(odd, Float(column) + shift - 0.5, sharpness, 1, columns)
      for row in first..<end {
        outer_factors(
          rowFactors.base + row, row % 2 == 1 ? odd : columnFactors.base, factors.base + row * columns, 1,
          columns)
      }
    }
    return first * columns..<end * columns
  }

  private func reachBubble(_ winner: Int, _ rate: Float, _ radius: Float) -> Range<Int> {
    let columns = lattice.columns
    let row = winner / columns
    let rise = lattice.kind == .hexagonal ? Lattice.hexagonalRise : 1
    let reach = Int(min(radius / rise, Float(lattice.rows)))
    let first = max(0, row - reach)
    let end = min(lattice.rows, row + reach + 1)
    let limit = radius * radius * 1.000_001
    for unit in first * columns..<end * columns {
      factors.base[unit] = lattice.squaredDistance(unit, winner) <= limit ? rate : 0
    }
    return first * columns..<end * columns
  }

  public func measure(readings: Floats) {
    hits.fill(0)
    let result = survey(training)
    readings[Place.quantization] = result.quantization
    readings[Place.topographic] = result.topographic
    var used = 0
    for unit in 0..<lattice.count where hits.base[unit] > 0 { used += 1 }
    readings[Place.used] = Float(used) / Float(lattice.count)
    guard test.count > 0 else { return }
    let unseen = survey(test)
    readings[Place.test] = unseen.quantization
    readings[Place.test + 1] = unseen.topographic
  }

  /// The mean distance of examples to their winners, and the share whose two nearest units do not touch
  /// (Kiviluoto 1996); adds to `hits`.
  private func survey(_ block: ExampleBlock) -> (quantization: Float, topographic: Float) {
    var total = 0.0
    var torn = 0
    for row in 0..<block.count {
      let (winner, square) = winner(of: block, row, distances: true)
      total += Double(square.squareRoot())
      hits.base[winner] += 1
      var second = winner == 0 ? 1 : 0
      guard second < lattice.count else { continue }
      for unit in 0..<lattice.count where unit != winner && distances.base[unit] < distances.base[second] {
        second = unit
      }
      torn += lattice.touch(winner, second) ? 0 : 1
    }
    let count = Double(block.count)
    return (Float(total / count), Float(Double(torn) / count))
  }

  /// The nearest unit of an example and the squared distance to it.
  func winner(of block: ExampleBlock, _ row: Int, distances wanted: Bool = false) -> (Int, Float) {
    var square: Float = 0
    let example = block.inputs.base + row * width
    let winner = nearest_unit(
      codebook.base, example, lattice.count, width, wanted ? distances.base : nil, &square)
    return (winner, square)
  }

  public func turn(_ knob: String, to value: Float) -> Bool {
    guard value > 0 else { return false }
    switch knob {
    case "rate": rate = value
    case "radius": radius = value
    default: return false
    }
    return true
  }
}

/// Draws the starting prototypes out of the seed's weight stream.
private struct CodebookMaking {
  let configuration: SelfOrganizingMapConfiguration
  let training: ExampleBlock
  let units: Int
  let width: Int

  init(_ configuration: SelfOrganizingMapConfiguration, _ training: ExampleBlock) {
    self.configuration = configuration
    self.training = training
    units = configuration.lattice.count
    width = training.inputWidth
  }

  func fill(_ codebook: Floats) {
    var random = RandomStream(seed: configuration.seed, .weights)
    switch configuration.start {
    case .principal: spread(codebook)
    case .samples:
      let order = random.permutation(training.count)
      for unit in 0..<units {
        let row = order[unit % order.count]
        for f in 0..<width { codebook[f * units + unit] = training.inputs[row * width + f] }
      }
    case .mean, .random:
      for f in 0..<width {
        let (low, high, mean) = extent(f)
        for unit in 0..<units {
          codebook[f * units + unit] = Float(
            configuration.start == .random
              ? random.uniform(low, high) : mean + 0.05 * (high - low) * random.normal())
        }
      }
    }
  }

  private func extent(_ feature: Int) -> (low: Double, high: Double, mean: Double) {
    var low = Double.infinity
    var high = -Double.infinity
    var sum = 0.0
    for row in 0..<training.count {
      let value = Double(training.inputs[row * width + feature])
      low = min(low, value)
      high = max(high, value)
      sum += value
    }
    return (low, high, sum / Double(training.count))
  }

  /// The longer side of the lattice lies along the first component.
  private func spread(_ codebook: Floats) {
    let components = PrincipalComponents(of: training.inputs.array, width: width, count: 2)
    let lattice = configuration.lattice
    let isWide = lattice.columns >= lattice.rows
    let last = lattice.place(of: units - 1)
    for unit in 0..<units {
      let place = lattice.place(of: unit)
      let x = last.x > 0 ? 2 * place.x / last.x - 1 : 0
      let y = last.y > 0 ? 2 * place.y / last.y - 1 : 0
      let along = isWide ? [x, y] : [y, x]
      for f in 0..<width {
        var value = components.mean[f]
        for c in 0..<components.count {
          value +=
            2 * along[c] * components.variances[c].squareRoot() * components.directions[c * width + f]
        }
        codebook[f * units + unit] = value
      }
    }
  }
}
