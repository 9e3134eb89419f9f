import Datasets
import Neural
import Testing

@testable import Experiments

@Suite struct SearchTests {
  private func loop(_ experiment: Experiment) -> Loop {
    Loop(lanes: [Lane(name: "a", experiment: experiment)], library: .standard)
  }

  private var moons: Experiment {
    var experiment = LearnerCatalogTests.planar("two-moons", hidden: 8, rate: 0.001)
    experiment.steps = 40
    return experiment
  }

  @Test func aSweepLeavesTheLanesAlone() throws {
    let race = loop(moons)
    race.advance(5)
    let before = race.snapshot().lanes[0]
    race.obey(.search(.rates, lane: 0))
    let after = race.snapshot()
    #expect(after.lanes[0].step == 5 && after.lanes[0].readings == before.readings)
    let sweep = try #require(after.searches.rates)
    #expect(sweep.points.count > 50 && sweep.suggestion ?? 0 > 0.001)
    #expect(after.searches.problem == nil)
  }

  /// The rate may be turned after a sweep of rates; whatever else is turned makes it one of another run.
  @Test func aSweepHoldsAsLongAsTheRunIsTheSame() throws {
    let race = loop(moons)
    race.search(.rates, lane: 0)
    race.turn(Setting("rate", "0.5"))
    #expect(race.snapshot().searches.rates != nil)
    let again = loop(try moons.setting(Setting("rate", "0.2")))
    again.keepSearches(of: race)
    #expect(again.snapshot().searches.rates != nil)
    let wider = loop(try moons.setting(Setting("width", "4")))
    wider.keepSearches(of: race)
    #expect(wider.snapshot().searches.rates == nil)
  }

  @Test func aGridIsFoundByItsKey() throws {
    let race = loop(moons)
    race.search(.grid(key: "rate", values: ["0.001", "1"], seeds: [1, 2, 3]), lane: 0)
    let grid = try #require(race.snapshot().searches.grid)
    #expect(grid.rows.count == 6 && grid.best == "1")
    #expect(grid.median(of: "1") < grid.median(of: "0.001"))
    race.search(.grid(key: "rat", values: ["1"], seeds: [1]), lane: 0)
    #expect(race.snapshot().searches.problem?.contains("there is no setting \"rat\"") == true)
    race.search(.rates, lane: 7)
  }

  @Test func aCancelledGridIsCutShort() throws {
    let grid = try GridSweep.run(
      moons, key: "rate", values: ["0.1"], seeds: [1, 2], make: LearnerCatalog.factory(.standard)
    ) { true }
    #expect(grid.rows.isEmpty && grid.best == nil && grid.median(of: "0.1") == .infinity)
  }

  @Test func frozenLayersAndAHeadStartAreKnobs() throws {
    let net = LearnerCatalogTests.planar("spirals", hidden: 8, depth: 2)
    #expect(net.knob(for: "freeze")?.kind == .choice(["none", "1", "1-2"]))
    guard case .choice(let sets)? = net.knob(for: "warm-start")?.kind else {
      Issue.record("warm-start is no knob")
      return
    }
    #expect(sets.first == "none" && sets.contains("two-moons") && !sets.contains("spirals"))
    let frozen = try net.setting([Setting("warm-start", "two-moons"), Setting("freeze", "1-2")])
    _ = try LearnerCatalog.make(frozen, library: .standard)
  }

  @Test(arguments: [
    ("layers.0.dense", "layer 1 units"), ("layers.1.max-pooling", "layer 2 window"),
    ("layers.2.convolution", "layer 3 filters"), ("layers.2.kernel", "layer 3 kernel"),
    ("layers.0.batch-norm", "layer 1 batch norm"), ("discriminator.0.dense", "discriminator 1 units"),
  ])
  func labelsAreWords(key: String, label: String) {
    var experiment = LearnerCatalogTests.planar("disc", hidden: 4)
    experiment.layers.insert(LayerChoice(kind: "max-pooling", size: 2), at: 1)
    experiment.layers.insert(LayerChoice(kind: "convolution", size: 2), at: 2)
    experiment.discriminator = [LayerChoice(size: 4)]
    #expect(experiment.knob(for: key)?.label == label)
  }

  @Test(arguments: [1, 3])
  func mapsAreNormalizedByChannel(filters: Int) throws {
    let block = LayerChoice(kind: "convolution", size: filters, batchNorm: true)
    let own = LayerChoice(kind: "batch-normalization")
    let pool = LayerChoice(kind: "max-pooling", size: 2)
    var experiment = LearnerCatalogTests.planar("disc", hidden: 0)
    experiment.layers = [
      block, pool, own, LayerChoice(kind: "flatten"), LayerChoice(size: 4, batchNorm: true),
    ]
    let norms = try experiment.stages(from: Shape(rows: 8, columns: 8)).compactMap {
      $0.layer as? BatchNormalization
    }
    #expect(norms.map(\.features) == [filters, filters, 4])
  }

  @Test func divergenceWantsShares() throws {
    var experiment = LearnerCatalogTests.planar("sine", hidden: 4)
    experiment.loss = "kl-divergence"
    #expect(throws: SettingError.self) { try LearnerCatalog.make(experiment, library: .standard) }
    experiment.data = DataChoice(name: "penguins", options: ["shares": 9], scaling: "z-score")
    experiment.layers = [LayerChoice(size: 3)]
    let learner = try LearnerCatalog.make(experiment, library: .standard)
    #expect(learner.meters.map(\.name).contains("test/accuracy"))
    experiment.data.options["jitter"] = nil
    experiment.data = DataChoice(name: "digits8", options: ["jitter": 1])
    experiment.learner = "autoencoder"
    experiment.layers = [LayerChoice(size: 8), LayerChoice(size: 64)]
    #expect(throws: SettingError.self) { try LearnerCatalog.make(experiment, library: .standard) }
  }
}
