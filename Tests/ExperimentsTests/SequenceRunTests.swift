import Datasets
import Experiments
import Neural
import Testing

@Suite struct SequenceRunTests {
  private static let library = DataLibrary.standard

  static func recall(_ layer: LayerChoice, steps: Int = 150) -> Experiment {
    Experiment(
      learner: "sequence", data: DataChoice(name: "recall", count: 2000, options: ["lag": 20, "test": 200]),
      layers: [layer, LayerChoice(size: 4)], loss: "categorical-cross-entropy",
      optimizer: OptimizerChoice(name: "adam", rate: 0.003), batch: 32, seed: 1, steps: steps,
      options: ["clip": 1])
  }

  private func finalReading(_ name: String, _ experiment: Experiment) throws -> Float {
    let learner = try LearnerCatalog.make(experiment, library: Self.library)
    var readings = [Float](repeating: .nan, count: learner.meters.count)
    readings.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let floats = Floats(base, count: buffer.count)
      for step in 0..<experiment.steps { learner.step(step, readings: floats) }
      learner.measure(readings: floats)
    }
    return readings[try #require(learner.meters.firstIndex { $0.name == name })]
  }

  @Test func anOpenForgetGateRemembers() throws {
    let open = LayerChoice(kind: "lstm", size: 24, options: ["last": 1, "forget-bias": 3])
    #expect(try finalReading("test/accuracy", Self.recall(open)) > 0.95)
    let half = LayerChoice(kind: "lstm", size: 24, options: ["last": 1, "forget-bias": 0])
    #expect(try finalReading("test/accuracy", Self.recall(half)) < 0.6)
  }

  @Test func everyStepMayHaveATarget() throws {
    var experiment = Self.recall(LayerChoice(kind: "gru", size: 16), steps: 200)
    experiment.data = DataChoice(name: "echo", count: 1000, options: ["steps": 10, "delay": 2, "test": 100])
    experiment.layers[1].options["each-row"] = 1
    experiment.optimizer.rate = 0.02
    #expect(try finalReading("test/accuracy", experiment) > 0.8)
  }

  @Test func textNeedsAnOutputForEachCharacter() throws {
    var experiment = Self.recall(LayerChoice(kind: "lstm", size: 8), steps: 3)
    experiment.data = DataChoice(name: "names", options: ["window": 8])
    let error = #expect(throws: SettingError.self) { try finalReading("bits", experiment) }
    #expect(error?.description.contains("end with {dense: 27}") == true)
    experiment.layers[1].size = 27
    experiment.choices["prompt"] = "an"
    #expect(try finalReading("test/bits", experiment) < 5)
    experiment.choices["prompt"] = "é"
    #expect(throws: SettingError.self) { try finalReading("bits", experiment) }
  }

  @Test func theCellOfAllRecurrentLayersIsOneKnob() throws {
    var experiment = Self.recall(LayerChoice(kind: "rnn", size: 8, options: ["last": 1]))
    #expect(experiment.value(of: "cell") == "rnn")
    #expect(experiment.value(of: "activation") == "tanh")
    experiment = try experiment.setting(Setting("activation", "relu"))
    experiment = try experiment.setting(Setting("truncate", "5"))
    #expect(experiment.layers[0].activation == "relu")
    experiment = try experiment.setting(Setting("cell", "gru"))
    #expect(experiment.layers[0].kind == "gru")
    #expect(experiment.value(of: "truncate") == "5")
    _ = try LearnerCatalog.make(experiment, library: Self.library)
  }
}
