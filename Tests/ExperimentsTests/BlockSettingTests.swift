import Datasets
import Neural
import Testing

@testable import Experiments

/// What a block may carry beside its layer: normalization, dropout, residual connections; and the numbers of a loss.
@Suite struct BlockSettingTests {
  private let deep = SettingTests.deep

  private func stages(_ settings: String...) throws -> [Stage] {
    try deep.setting(settings.map { try Setting(parsing: $0) }).stages(from: .vector(2))
  }

  @Test(arguments: [
    ("norm", "batch", "batch"), ("norm", "weight", "weight"), ("norm", "off", "off"),
    ("dropout", "0.5", "0.5"),
    ("dropout-scaling", "dropped", "dropped"), ("layers.0.dropout", "0.3", "0.3"),
    ("layers.0.layer-norm", "on", "on"), ("layers.0.weight-norm", "on", "on"),
    ("layers.0.skip-over", "2", "2"),
    ("example", "7", "7"),
  ])
  func everyKeyIsWrittenAndReadBack(key: String, value: String, canonical: String) throws {
    let changed = try deep.setting(Setting(key, value))
    #expect(changed.value(of: key) == canonical)
    #expect(deep.settingKeys.contains(key))
  }

  @Test func oneNormReplacesAnother() throws {
    let names = try stages("depth=1", "norm=batch", "norm=layer").map(\.name)
    #expect(names == ["dense", "layer-normalization", "sigmoid", "dense"])
    #expect(try stages("depth=1", "norm=weight")[0].name == "weight-normalized-dense")
    #expect(try deep.setting(Setting("norm", "layer")).value(of: "batch-norm") == "off")
    #expect(try deep.setting(Setting("batch-norm", "on")).value(of: "norm") == "batch")
  }

  @Test func dropoutStandsBehindTheActivation() throws {
    let made = try stages("depth=1", "dropout=0.25", "dropout-scaling=off")
    #expect(made.map(\.name) == ["dense", "sigmoid", "dropout", "dense"])
    let dropout = try #require(made[2].layer as? Dropout)
    #expect(dropout.rate == 0.25 && dropout.scaling == .none)
    #expect(try stages("depth=1", "dropout=0").count == 3)
  }

  @Test func residualBlocksSpanSeveralRepeats() throws {
    var experiment = deep
    experiment.layers = [
      LayerChoice(size: 16, activation: "relu"),
      LayerChoice(size: 16, activation: "relu", repeat: 4, dropout: 0.1, skip: true, skipOver: 2),
      LayerChoice(size: 1),
    ]
    let made = try experiment.stages(from: .vector(2))
    #expect(made.count == 2 + 4 * 3 + 1)
    let joined = made.indices.filter { made[$0].skipFrom != nil }
    #expect(joined == [7, 13])
    #expect(joined.map { made[$0].skipFrom } == [2, 8])
    let learner = try LearnerCatalog.make(experiment, library: .standard)
    #expect(learner.memory.trainableCount == 48 + 4 * 272 + 17)
  }

  @Test func layersMayStandAlone() throws {
    var experiment = deep
    experiment.layers = [
      LayerChoice(size: 8), LayerChoice(kind: "dropout", options: ["rate": 0.4]), LayerChoice(size: 1),
    ]
    #expect(experiment.value(of: "layers.1.dropout") == "0.4")
    let changed = try experiment.setting(Setting("layers.1.dropout", "0.3"))
    #expect(changed.layers[1].options["rate"] == 0.3)
    #expect((try changed.stages(from: .vector(2))[1].layer as? Dropout)?.rate == 0.3)
  }

  @Test func weightNormNeedsADenseLayer() {
    var experiment = deep
    experiment.layers[0] = LayerChoice(kind: "tanh", weightNorm: true)
    #expect(
      experiment.problems().contains(
        "layer 0: weight-norm is for dense layers; leave it out of the tanh layer"))
  }

  @Test func lossesHaveNumbersOfTheirOwn() throws {
    let huber = try deep.setting([Setting("loss", "huber"), Setting("delta", "0.3")])
    #expect(huber.value(of: "delta") == "0.3" && deep.value(of: "delta") == nil)
    let error = #expect(throws: SettingError.self) { try deep.setting(Setting("delta", "0.3")) }
    #expect(
      error?.description
        == "delta: the loss \(deep.loss) has no such number; it belongs to huber")
    var experiment = huber
    experiment.layers = [LayerChoice(size: 1)]
    let splits = ToyExamples.line
    let loss = try experiment.supervised(splits).loss as? Huber
    #expect(loss?.delta == 0.3)
    #expect(try deep.supervised(splits).loss is BinaryCrossEntropy)
  }
}

private enum ToyExamples {
  static let line: Splits = {
    let examples = Examples(
      inputShape: .vector(2), inputs: [0, 1, 1, 0], targets: [0, 1], problem: .regression)
    return Splits(training: examples, validation: examples, test: examples)
  }()
}
