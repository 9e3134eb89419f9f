import Neural
import TestSupport
import Testing

@Suite struct SelfOrganizingMapTests {
  /// Points spread evenly over a cube, with the number of the half of the first axis as class.
  private func cube(_ count: Int, width: Int = 3, seed: UInt64 = 1) -> Examples {
    var random = RandomStream(seed: seed, .data)
    let rows = (0..<count).map { _ in (0..<width).map { _ in Float(random.uniform()) } }
    return ToyData.examples(rows, rows.map { $0[0] > 0.5 ? 1 : 0 })
  }

  private func configuration(
    _ lattice: Lattice = Lattice(rows: 6, columns: 8), _ neighbourhood: Neighbourhood = .gaussian,
    start: CodebookStart = .mean, steps: Int = 2000, width: Int = 3, seed: UInt64 = 1
  ) -> SelfOrganizingMapConfiguration {
    SelfOrganizingMapConfiguration(
      splits: ToyData.splits(cube(300, width: width), test: cube(100, width: width, seed: 9)),
      lattice: lattice, neighbourhood: neighbourhood, start: start, horizon: steps, seed: seed)
  }

  private func run(_ configuration: SelfOrganizingMapConfiguration) throws -> Run {
    Run(try SelfOrganizingMap(configuration))
  }

  @Test(arguments: [Lattice.Kind.rectangular, .hexagonal]) func aMapFindsOrderAndFit(kind: Lattice.Kind)
    throws
  {
    let run = try run(configuration(Lattice(kind, rows: 6, columns: 8)))
    run.measure()
    let before = (run["quantization-error"], run["topographic-error"])
    run.steps(0..<2000)
    run.measure()
    #expect(run["quantization-error"] < 0.6 * before.0 && run["topographic-error"] < 0.15 && before.1 > 0.5)
    #expect(run["test/quantization-error"] < 0.6 * before.0)
    #expect(run["units-used"] > 0.7 && run["units-used"] <= 1)
    #expect(abs(run["rate"] - 0.02) < 1e-3 && abs(run["radius"] - 0.5) < 0.01)
  }

  @Test func withoutNeighboursThereIsNoOrder() throws {
    let run = try run(configuration(Lattice(rows: 6, columns: 8), .winner, start: .random))
    run.steps(0..<2000)
    run.measure()
    #expect(run["topographic-error"] > 0.6 && run["quantization-error"] < 0.25)
  }

  @Test(arguments: CodebookStart.allCases) func startsLieInTheData(start: CodebookStart) throws {
    let learner = try SelfOrganizingMap(configuration(start: start))
    let values = learner.memory.parameters.prefix(3 * 48).array
    #expect(values.allSatisfy { $0 > -0.5 && $0 < 1.5 })
    #expect(Set(values).count > 100)
    let again = try SelfOrganizingMap(configuration(start: start))
    #expect(again.memory.parameters.array == learner.memory.parameters.array)
  }

  @Test func thePrincipalStartIsOrdered() throws {
    let run = try run(configuration(Lattice(rows: 4, columns: 9), start: .principal, width: 2))
    run.measure()
    #expect(run["topographic-error"] < 0.05)
  }

  @Test(arguments: SampleOrder.allCases) func stepsAllocateNothing(order: SampleOrder) throws {
    for neighbourhood in Neighbourhood.allCases {
      var settings = configuration(Lattice(.hexagonal, rows: 5, columns: 7), neighbourhood)
      settings.order = order
      let run = try run(settings)
      run.steps(0..<5)
      #expect(countAllocations { run.steps(5..<705) } == 0)
    }
  }

  @Test func checkpointReplaysAndProbesDisturbNothing() throws {
    let plain = try run(configuration())
    let probed = try run(configuration())
    plain.steps(0..<30)
    let checkpoint = plain.learner.memory.persistent.array
    plain.steps(30..<60)
    for index in 0..<60 {
      probed.step(index)
      if index % 10 == 0 {
        probed.measure()
        for name in probed.learner.probes { _ = probed.probe(name) }
      }
    }
    let end = plain.learner.memory.persistent.array
    #expect(probed.learner.memory.persistent.array == end)
    plain.learner.memory.persistent.copy(from: checkpoint)
    plain.steps(30..<60)
    #expect(plain.learner.memory.persistent.array == end)
  }

  @Test func probesHaveTheirShapes() throws {
    var settings = configuration(Lattice(rows: 6, columns: 8), width: 2)
    settings.splits.training.names = (0..<300).map { "item \($0)" }
    settings.splits.training.featureNames = ["a", "b"]
    settings.splits.training.classNames = ["low", "high"]
    settings.splits.training.featureMean = [10, 0]
    settings.splits.training.featureDeviation = [2, 1]
    let run = try run(settings)
    run.steps(0..<1500)
    #expect(run.probe("codebook").shape == Shape(rows: 6, columns: 8, channels: 2))
    let component = run.probe("component/a")
    #expect(component.shape == Shape(rows: 6, columns: 8) && component.labels == ["a"])
    #expect(abs(component.values[0] - (run.probe("codebook").values[0] * 2 + 10)) < 1e-5)
    #expect(run.probe("hits").values.reduce(0, +) == 300)
    #expect(run.probe("u-matrix").values.allSatisfy { $0 > 0 && $0 < 1 })
    let labels = run.probe("labels")
    #expect(labels.shape.channels == 2 && labels.labels == ["low", "high"])
    #expect(Set(labels.values.prefix(48)).isSubset(of: [-1, 0, 1]))
    #expect(run.probe("items").labels.count == 300 && run.probe("items").shape.columns == 3)
    #expect(run.probe("positions").shape == Shape(rows: 48, columns: 4))
    #expect(run.probe("positions").xRange != nil)
    let trail = run.probe("winner-trail")
    #expect(trail.shape == Shape(rows: 64, columns: 4) && trail.values[4 * 63] == 1499)
    let pull = run.probe("neighbourhood").values
    let winner = Int(trail.values[4 * 63 + 1]) * 8 + Int(trail.values[4 * 63 + 2])
    #expect(pull.max() == pull[winner])
  }

  @Test func aPoisonedCodebookShowsInTheLoss() throws {
    let run = try run(configuration())
    run.learner.memory.parameters.fill(.nan)
    run.step(0)
    run.measure()
    #expect(run["loss"].isNaN && run["quantization-error"].isNaN)
  }

  @Test func problemsAreSentences() {
    var empty = configuration()
    empty.lattice.rows = 0
    #expect(throws: NetworkFault("A map of 0 × 8 units cannot be made; give 1 to 4096 units.")) {
      try SelfOrganizingMap(empty)
    }
    var still = configuration()
    still.radiusEnd = 0
    #expect(throws: NetworkFault("The last radius of a map is 0.0; it has to be above 0.")) {
      try SelfOrganizingMap(still)
    }
  }

  @Test func neighboursOfALattice() {
    let square = Lattice(rows: 3, columns: 3)
    #expect(square.neighbours(of: 4) == [1, 3, 5, 7] && square.neighbours(of: 0) == [1, 3])
    let hexagons = Lattice(.hexagonal, rows: 3, columns: 3)
    #expect(hexagons.neighbours(of: 4) == [1, 2, 3, 5, 7, 8])
    #expect(square.touch(0, 4) && !square.touch(0, 2) && !hexagons.touch(0, 4) && hexagons.touch(2, 4))
  }
}

@Suite struct PrincipalComponentsTests {
  @Test(arguments: [(4, 2), (60, 3), (60, 60)]) func directionsOfKnownWidths(width: Int, count: Int) {
    var random = RandomStream(seed: 2, .data)
    let deviations = (0..<width).map { 3 / Double($0 + 1) }
    let rows = (0..<2000).flatMap { _ in deviations.map { Float(1 + $0 * random.normal()) } }
    let found = PrincipalComponents(of: rows, width: width, count: count)
    #expect(found.count == count && abs(found.mean[0] - 1) < 0.3)
    for i in 0..<min(3, count) {
      #expect(abs(found.variances[i].squareRoot() - Float(deviations[i])) < 0.1 * Float(deviations[i]))
      #expect(found.directions[i * width + i] > 0.95)
    }
    let (error, _) = withFloats(rows) { found.error(of: $0) }
    let total = PrincipalComponents(of: rows, width: width, count: width).variances.dropFirst(count)
    #expect(abs(error - total.reduce(0, +) / Float(width)) < 2e-4)
  }
}
