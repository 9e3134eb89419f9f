extension SelfOrganizingMap {
  static func probeNames(_ examples: Examples) -> [String] {
    var names = ["codebook", "u-matrix", "hits", "winner-trail", "neighbourhood", "labels", "items"]
    names += (0..<min(examples.inputShape.count, 64)).map { "component/\(featureName($0, examples))" }
    if examples.inputShape.count == 2 { names += ["positions", "points"] }
    return names
  }

  /// The feature's own name, or its number from 1.
  private static func featureName(_ index: Int, _ examples: Examples) -> String {
    index < examples.featureNames.count && examples.featureNames.count == examples.inputShape.count
      ? examples.featureNames[index] : "\(index + 1)"
  }

  private var examples: Examples { configuration.splits.training }
  private var map: Shape { Shape(rows: lattice.rows, columns: lattice.columns) }

  public func fill(_ probe: inout Probe) {
    probe.shape = Shape(columns: 0)
    probe.values = []
    probe.labels = []
    switch probe.name {
    case "codebook": fillCodebook(&probe)
    case "u-matrix": fillDistances(&probe)
    case "hits": fillHits(&probe)
    case "winner-trail": fillTrail(&probe)
    case "neighbourhood": fillNeighbourhood(&probe)
    case "labels": fillLabels(&probe)
    case "items": fillItems(&probe)
    case "positions": fillPositions(&probe)
    case "points": fillPoints(&probe)
    default: fillComponent(&probe)
    }
  }

  /// One plane of units a feature, in the units that the map learns in; the labels are the features' names.
  private func fillCodebook(_ probe: inout Probe) {
    probe.shape = Shape(rows: lattice.rows, columns: lattice.columns, channels: width)
    probe.values = codebook.array
    probe.labels = examples.featureNames
  }

  /// The plane of one feature in the units of the data.
  private func fillComponent(_ probe: inout Probe) {
    let wanted = probe.name
    guard
      let feature = (0..<width).first(where: { "component/\(Self.featureName($0, examples))" == wanted })
    else { return }
    let scaling = PlaneScaling(examples)
    let units = lattice.count
    probe.shape = map
    probe.values = codebook[feature * units..<(feature + 1) * units].array
      .map { scaling.original($0, feature: feature) }
    probe.labels = [Self.featureName(feature, examples)]
  }

  private func distance(_ first: Int, _ second: Int) -> Float {
    var sum: Float = 0
    for f in 0..<width {
      let difference = codebook[f * lattice.count + first] - codebook[f * lattice.count + second]
      sum += difference * difference
    }
    return sum.squareRoot()
  }

  /// The mean distance of each prototype to those of its lattice neighbours (Ultsch & Siemon 1990).
  private func fillDistances(_ probe: inout Probe) {
    probe.shape = map
    probe.values = (0..<lattice.count).map { unit in
      let neighbours = lattice.neighbours(of: unit)
      return neighbours.reduce(0) { $0 + distance(unit, $1) } / Float(max(1, neighbours.count))
    }
  }

  /// How many training examples each unit wins.
  private func fillHits(_ probe: inout Probe) {
    probe.shape = map
    probe.values = Array(repeating: 0, count: lattice.count)
    for row in 0..<training.count { probe.values[winner(of: training, row).0] += 1 }
  }

  /// The last winners, oldest first: step, row, column, distance of the example.
  private func fillTrail(_ probe: inout Probe) {
    let records = (0..<Self.trailLength).map { trail[3 * $0..<3 * $0 + 3].array }.filter { $0[0] > 0 }
      .sorted { $0[0] < $1[0] }
    probe.shape = Shape(rows: records.count, columns: 4)
    for record in records {
      let unit = Int(record[1])
      probe.values += [
        record[0] - 1, Float(unit / lattice.columns), Float(unit % lattice.columns), record[2],
      ]
    }
  }

  /// How far each unit went towards the last example, as a share of its way.
  private func fillNeighbourhood(_ probe: inout Probe) {
    guard let last = (0..<Self.trailLength).max(by: { trail[3 * $0] < trail[3 * $1] }), trail[3 * last] > 0
    else { return }
    let index = Int(trail[3 * last]) - 1
    let reached = reach(from: Int(trail[3 * last + 1]), rate: rate(at: index), radius: radius(at: index))
    probe.shape = map
    probe.values = (0..<lattice.count).map { reached.contains($0) ? factors[$0] : 0 }
  }

  /// Two planes: the class that most of a unit's training examples have (−1: it has none), and their share.
  private func fillLabels(_ probe: inout Probe) {
    let classes: Int
    switch examples.problem {
    case .binary: classes = 2
    case .classes(let count): classes = count
    case .regression: return
    }
    var votes = [[Float]](repeating: Array(repeating: 0, count: classes), count: lattice.count)
    for row in 0..<training.count {
      let label = training.targets[row]
      guard label >= 0, label < Float(classes) else { continue }
      votes[winner(of: training, row).0][Int(label)] += 1
    }
    probe.shape = Shape(rows: lattice.rows, columns: lattice.columns, channels: 2)
    let best = votes.map { votes in votes.indices.max { (votes[$0], $1) < (votes[$1], $0) } ?? 0 }
    let sums = votes.map { $0.reduce(0, +) }
    probe.values = zip(best, sums).map { $1 > 0 ? Float($0) : -1 }
    probe.values += (0..<lattice.count).map { sums[$0] > 0 ? votes[$0][best[$0]] / sums[$0] : 0 }
    probe.labels = examples.classNames
  }

  /// Where each training example has its winner: row, column, class; the labels are the examples' own names.
  private func fillItems(_ probe: inout Probe) {
    guard examples.names.count == training.count else { return }
    probe.shape = Shape(rows: training.count, columns: 3)
    for row in 0..<training.count {
      let unit = winner(of: training, row).0
      probe.values += [
        Float(unit / lattice.columns), Float(unit % lattice.columns),
        training.targets[row * training.targetWidth],
      ]
    }
    probe.labels = examples.names
  }

  /// The lattice in the plane of two features: x, y in the units of the data, row, column.
  private func fillPositions(_ probe: inout Probe) {
    guard let grid = PlaneGrid(configuration.splits) else { return }
    let units = lattice.count
    probe.shape = Shape(rows: units, columns: 4)
    for unit in 0..<units {
      probe.values += [
        grid.scaling.x(codebook[unit]), grid.scaling.y(codebook[units + unit]),
        Float(unit / lattice.columns), Float(unit % lattice.columns),
      ]
    }
    probe.xRange = grid.xRange
    probe.yRange = grid.yRange
  }

  /// Training examples: x, y in the units of the data, target, winner, split 0.
  private func fillPoints(_ probe: inout Probe) {
    let scaling = PlaneScaling(examples)
    let count = min(training.count, 1000)
    probe.shape = Shape(rows: count, columns: 5)
    for row in 0..<count {
      let input = training.inputs(row..<row + 1)
      probe.values += [
        scaling.x(input[0]), scaling.y(input[1]), training.targets[row * training.targetWidth],
        Float(winner(of: training, row).0), 0,
      ]
    }
    probe.labels = examples.classNames
  }
}
