import Datasets
import Neural
import Testing

@testable import Experiments

/// Maps, games and autoencoders as experiments: what settings make of them, and what they reach on known data.
@Suite struct GenerativeLearnerTests {
  private let library = DataLibrary.standard

  static func map(_ settings: [String] = []) throws -> Experiment {
    try Experiment(
      learner: "som", data: DataChoice(name: "random-colours"), optimizer: OptimizerChoice(rate: 0.5),
      order: .replacement, seed: 0, steps: 6000
    ).setting(settings.map { try Setting(parsing: $0) })
  }

  static func ring(_ settings: [String] = []) throws -> Experiment {
    let slope = LayerChoice(kind: "leaky-relu", options: ["slope": 0.2])
    return try Experiment(
      learner: "gan", data: DataChoice(name: "ring"),
      layers: [LayerChoice(size: 64, activation: "relu", repeat: 2), LayerChoice(size: 2)],
      initializer: Initializer(.heNormal),
      optimizer: OptimizerChoice(name: "adam", rate: 1e-3, options: ["beta1": 0.5]), batch: 64,
      order: .replacement, seed: 0, steps: 2500, options: ["discriminator-rate": 2e-3],
      discriminator: [
        LayerChoice(size: 64), slope, LayerChoice(size: 64), slope, LayerChoice(size: 1),
      ]
    ).setting(settings.map { try Setting(parsing: $0) })
  }

  static func digits(_ hidden: [LayerChoice], _ settings: [String] = []) throws -> Experiment {
    try Experiment(
      learner: "autoencoder", data: DataChoice(name: "digits8"), layers: hidden,
      initializer: Initializer(.heNormal), loss: "mean-squared-error",
      optimizer: OptimizerChoice(name: "adam", rate: 2e-3), batch: 64, seed: 0, steps: 1500
    ).setting(settings.map { try Setting(parsing: $0) })
  }

  static func chain(_ code: Int, output: String? = "sigmoid") -> [LayerChoice] {
    [
      LayerChoice(size: 64, activation: "relu"), LayerChoice(size: code),
      LayerChoice(size: 64, activation: "relu"), LayerChoice(size: 64, activation: output),
    ]
  }

  static func reach(_ experiment: Experiment, _ steps: Int? = nil) throws -> LaneSnapshot {
    let loop = Loop(lanes: [Lane(name: "", experiment: experiment)], library: .standard)
    loop.advance(steps ?? experiment.steps)
    loop.look()
    return loop.snapshot().lanes[0]
  }

  @Test func aMapOfColoursComesIntoOrder() throws {
    let lane = try Self.reach(Self.map())
    let (fit, order) = (lane.reading("quantization-error"), lane.reading("topographic-error"))
    #expect(try #require(fit) < 0.115 && #require(order) < 0.07, "\(lane.phase) \(String(describing: fit))")
  }

  @Test func aMapNamesItsItems() throws {
    let countries = try Self.map(["data=countries", "data.scaling=z-score", "map-rows=6", "map-columns=8"])
    let learner = try LearnerCatalog.make(countries, library: library)
    var probe = Probe("items")
    learner.fill(&probe)
    #expect(probe.labels.count == 173 && probe.labels.contains("Norway"))
    #expect(learner.probes.contains("component/life_expectancy"))
  }

  @Test func wordsOfAMapAreSettings() throws {
    let changed = try Self.map(["neighbourhood=bubble", "lattice=hexagonal", "radius=4", "map-start=random"])
    let settings = changed.selfOrganizingMap(try library.splits(for: changed.data))
    #expect(settings.neighbourhood == .bubble && settings.lattice.kind == .hexagonal)
    #expect(settings.radius == 4 && settings.start == .random && settings.horizon == 6000)
    #expect(throws: SettingError.self) { try Self.map(["neighbourhood=gausian"]) }
  }

  @Test func theDiscriminatorHasSettingsOfItsOwn() throws {
    let changed = try Self.ring(["discriminator.0.dense=8", "game=minimax", "discriminator-steps=3"])
    #expect(changed.discriminator[0].size == 8 && changed.value(of: "discriminator.0.dense") == "8")
    #expect(changed.settingKeys.contains("discriminator.1.slope"))
    let settings = try changed.adversarial(try library.splits(for: changed.data))
    #expect(settings.game == .minimax && settings.discriminatorSteps == 3)
    #expect(settings.discriminatorUpdate.rate == 2e-3 && settings.generatorUpdate.rate == 1e-3)
    let receipt = Receipt(changed)
    #expect(try Receipt(parsing: "\(receipt)").experiment == changed)
    var none = changed
    none.discriminator = []
    #expect(none.problems().contains { $0.contains("the discriminator has no layers") })
  }

  @Test func theNarrowestBlockIsTheCode() throws {
    let plain = try Self.digits(Self.chain(8))
    let splits = try library.splits(for: plain.data)
    #expect(try plain.autoencoder(splits).codeWidth == 8)
    let clouds = try Self.digits(Self.chain(2, output: nil), ["code=variational", "loss=bce"])
    let settings = try clouds.autoencoder(splits)
    #expect(settings.codeWidth == 2 && settings.encoder.last?.layer.output.count == 4)
    #expect(throws: SettingError.self) { try Self.digits([LayerChoice(size: 64)]).autoencoder(splits) }
  }

  @Test func anAutoencoderOfDigitsBeatsThePlane() throws {
    let lane = try Self.reach(Self.digits(Self.chain(8)))
    #expect(try #require(lane.reading("error-ratio")) < 0.75, "\(lane.phase)")
  }

  @Test func heartbeatsOfAnotherShapeStandOut() throws {
    var beats = try Self.digits(Self.chain(2, output: nil))
    beats.data = DataChoice(name: "ecg")
    let lane = try Self.reach(beats, 600)
    #expect(try #require(lane.reading("separation")) > 0.95, "\(lane.phase)")
  }
}
