import Datasets
import Neural
import Testing

@testable import Experiments

@Suite struct HandSetTests {
  private static let net = Experiment(
    data: DataChoice(name: "xor"),
    layers: [LayerChoice(size: 2, activation: "sigmoid"), LayerChoice(size: 1)])

  private func learner(_ settings: [Setting], of experiment: Experiment = net) throws -> any Learner {
    try LearnerCatalog.make(try experiment.setting(settings), library: DataLibrary(root: "/nowhere/data"))
  }

  @Test func weightsAreSetByTheirDigits() throws {
    let learner = try learner([
      Setting("all-weights", "1"), Setting("w121", "-2.5"), Setting("b21", "3"), Setting("b", "0.5"),
    ])
    var probe = Probe("weights/1")
    learner.fill(&probe)
    #expect(probe.values == [1, 1, -2.5, 1])
    probe = Probe("biases/1")
    learner.fill(&probe)
    #expect(probe.values == [0.5, 0])
    probe = Probe("biases/2")
    learner.fill(&probe)
    #expect(probe.values == [3])
  }

  @Test func aWeightThatIsNotThereIsTold() {
    #expect(throws: SettingError.self) { try learner([Setting("w311", "1")]) }
    #expect(throws: SettingError.self) { try learner([Setting("w123", "1")]) }
    for key in ["w", "w12", "b1", "w0", "x1", "w1111"] { #expect(!Experiment.namesParameter(key)) }
    for key in ["w1", "w111", "b", "b21"] { #expect(Experiment.namesParameter(key)) }
  }

  @Test func aHandSetValueCanBeReadAndDrawnAgain() throws {
    let set = try Self.net.setting([
      Setting("w111", "0.25"), Setting("bias", "off"), Setting("fault", "sign"),
    ])
    #expect(set.value(of: "w111") == "0.25" && set.settingKeys.contains("w111"))
    #expect(set.value(of: "bias") == "off" && set.value(of: "fault") == "sign")
    let back = try set.setting([Setting("w111", "drawn"), Setting("bias", "on"), Setting("fault", "none")])
    #expect(back == Self.net)
    #expect(set.knob(for: "w111")?.isLive == false && set.knob(for: "example")?.isLive == true)
  }

  /// A shown example is live and leaves the run alone.
  @Test func turningTheExampleIsNoChangeOfTheRun() throws {
    let lane = Lane(name: "run", experiment: Self.net)
    let (turned, alone) = (
      Loop(lanes: [lane], library: DataLibrary(root: "/nowhere/data")),
      Loop(lanes: [lane], library: DataLibrary(root: "/nowhere/data"))
    )
    turned.advance(5)
    turned.turn(Setting("example", "3"))
    turned.turn(Setting("unit", "2"))
    turned.advance(5)
    alone.advance(10)
    let memories = [turned, alone].compactMap { $0.learners[0]?.memory.persistent.array }
    #expect(memories.count == 2 && memories[0] == memories[1])
  }

  @Test func aFrozenHiddenLayerStandsStill() throws {
    for (fault, moves) in [("none", true), ("frozen", false), ("no-slope", true), ("sign", true)] {
      let loop = Loop(
        lanes: [Lane(name: "run", experiment: try Self.net.setting([Setting("fault", fault)]))],
        library: DataLibrary(root: "/nowhere/data"))
      let learner = try #require(loop.learners[0])
      var before = Probe("weights/1")
      learner.fill(&before)
      loop.advance(10)
      var after = Probe("weights/1")
      learner.fill(&after)
      #expect((before.values != after.values) == moves, "\(fault)")
    }
  }

  @Test func aPointIsOneExample() throws {
    let library = DataLibrary(root: "/nowhere/data")
    let one = try library.splits(for: DataChoice(name: "point", options: ["inputs": 1, "x1": 0.5, "y": 2]))
    #expect(one.training.inputs == [0.5] && one.training.targets == [2] && one.test.count == 0)
    let two = try library.splits(for: DataChoice(name: "point"))
    #expect(two.training.inputs == [0.6, -0.4] && two.training.featureNames == ["x1", "x2"])
  }
}
