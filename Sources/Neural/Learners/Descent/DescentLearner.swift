/// Everything that decides a descent on a surface.
public struct DescentConfiguration: Sendable {
  public var surface: Surface
  public var update: UpdateConfiguration
  /// Where it begins; nil: where a descent on this surface usually does.
  public var x: Float?
  public var y: Float?
  /// Deviation of the normal noise added to the start, drawn from the seed's weight stream.
  public var jitter: Float
  public var seed: UInt64

  public init(
    surface: Surface, update: UpdateConfiguration, x: Float? = nil, y: Float? = nil, jitter: Float = 0,
    seed: UInt64 = 1
  ) {
    self.surface = surface
    self.update = update
    self.x = x
    self.y = y
    self.jitter = jitter
    self.seed = seed
  }
}

/// Two numbers that go downhill on a surface: an optimizer with nothing else around it.
public final class DescentLearner: Learner {
  public let memory: Memory
  public let meters = [
    Meter("loss"), Meter("x"), Meter("y"), Meter("gradient-norm"), Meter("distance"), Meter("rate"),
  ]
  public let probes = ["surface", "path"]
  public let stepsPerEpoch = 1
  public let isSettled = false

  /// How many of the first positions are remembered, and how many of the last ones.
  static let pathLength = (first: 512, last: 512)
  let surface: Surface
  private let optima: [(x: Double, y: Double)]
  let update: Update
  let position: Floats
  /// Where the position begins in the parameters.
  let place: Int
  private let gradient: Floats
  private let path: Floats
  private let visits: Floats

  public init(_ configuration: DescentConfiguration) throws(NetworkFault) {
    surface = configuration.surface
    optima = surface.optima
    var plan = MemoryPlan()
    let place = plan.grant(Claim("position", .bias, .vector(2)), layer: 1)
    let layout = try UpdateLayout(configuration.update, in: &plan)
    let forPath = plan.reserveState(2 * (Self.pathLength.first + Self.pathLength.last))
    let forVisits = plan.reserveState(1)
    memory = try Memory(affording: plan)
    update = Update(layout, memory: memory)
    self.place = place.lowerBound
    position = memory.parameters[place].prefix(2)
    gradient = memory.gradients[place].prefix(2)
    path = memory.state[forPath]
    visits = memory.state[forVisits]
    var random = RandomStream(seed: configuration.seed, .weights)
    let (x, y) = surface.start
    position[0] = (configuration.x ?? Float(x)) + configuration.jitter * Float(random.normal())
    position[1] = (configuration.y ?? Float(y)) + configuration.jitter * Float(random.normal())
  }

  public func step(_ index: Int, readings: Floats) {
    let (x, y) = (Double(position[0]), Double(position[1]))
    let slope = surface.slope(x, y)
    readings[0] = Float(slope.value)
    readings[1] = position[0]
    readings[2] = position[1]
    readings[3] = Float((slope.dx * slope.dx + slope.dy * slope.dy).squareRoot())
    readings[4] = distance(x, y)
    readings[5] = update.rate(at: index)
    let place = Self.pathPlace(of: index)
    path[place] = position[0]
    path[place + 1] = position[1]
    visits[0] = Float(index + 1)
    memory.gradients.fill(0)
    gradient[0] = Float(slope.dx)
    gradient[1] = Float(slope.dy)
    update.apply(step: index)
  }

  /// To the nearest minimum.
  private func distance(_ x: Double, _ y: Double) -> Float {
    var least = Double.infinity
    for optimum in optima {
      let (dx, dy) = (x - optimum.x, y - optimum.y)
      let square = dx * dx + dy * dy
      if !(square >= least) { least = square }
    }
    return Float(least.squareRoot())
  }

  public func measure(readings: Floats) {}

  public func turn(_ knob: String, to value: Float) -> Bool { update.turn(knob, to: value) }

  public func fill(_ probe: inout Probe) {
    probe.shape = .vector(0)
    probe.values = []
    probe.labels = []
    switch probe.name {
    case "surface": fillSurface(&probe)
    case "path": fillPath(&probe)
    default: return
    }
  }

  /// 64 rows × 96 columns of values at cell centres; row 0 lies at the lower end of y.
  private func fillSurface(_ probe: inout Probe) {
    let (rows, columns) = (64, 96)
    let domain = surface.domain
    probe.shape = Shape(rows: rows, columns: columns)
    (probe.xRange, probe.yRange) = (domain.x, domain.y)
    for row in 0..<rows {
      let y = Self.centre(row, of: rows, in: domain.y)
      for column in 0..<columns {
        let x = Self.centre(column, of: columns, in: domain.x)
        probe.values.append(Float(surface.slope(x, y).value))
      }
    }
  }

  private static func centre(_ index: Int, of count: Int, in range: ClosedRange<Float>) -> Double {
    let (low, high) = (Double(range.lowerBound), Double(range.upperBound))
    return low + (high - low) * (Double(index) + 0.5) / Double(count)
  }

  /// Where the position before step `index` is remembered: the first ones for good, then in a ring.
  private static func pathPlace(of index: Int) -> Int {
    let (first, last) = pathLength
    return 2 * (index < first ? index : first + (index - first) % last)
  }

  /// Rows of x, y, value, step: the first positions, a row that is not a number where some were forgotten, the last
  /// positions, and the present one at the end.
  private func fillPath(_ probe: inout Probe) {
    let (count, length) = (Int(visits[0]), Self.pathLength)
    for visit in 0..<min(count, length.first) { append(visit, to: &probe) }
    let recent = max(length.first, count - length.last)
    if recent > length.first { probe.values += Array(repeating: .nan, count: 4) }
    if recent < count { for visit in recent..<count { append(visit, to: &probe) } }
    append(position[0], position[1], step: count, to: &probe)
    probe.shape = Shape(rows: probe.values.count / 4, columns: 4)
    (probe.xRange, probe.yRange) = (surface.domain.x, surface.domain.y)
    probe.labels = ["x", "y", "loss", "step"]
  }

  private func append(_ visit: Int, to probe: inout Probe) {
    let place = Self.pathPlace(of: visit)
    append(path[place], path[place + 1], step: visit, to: &probe)
  }

  private func append(_ x: Float, _ y: Float, step: Int, to probe: inout Probe) {
    probe.values += [x, y, Float(surface.slope(Double(x), Double(y)).value), Float(step)]
  }
}
