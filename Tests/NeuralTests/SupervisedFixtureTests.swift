import Neural
import Testing

/// The first ten losses of supervised learners and the parameters after them, against the same runs in PyTorch.
@Suite struct SupervisedFixtureTests {
  struct Case: Decodable, CustomTestStringConvertible, Sendable {
    struct Layer: Decodable, Sendable {
      var kind: String
      var size: Int?
    }
    var name: String
    var shape: [Int]
    var layers: [Layer]
    var loss: String
    var optimizer: String
    var rate: Float
    var l2: Float
    var cosine: Int
    var batch: Int
    var inputs: [Float]
    var targets: [Float]
    var outputs: Int
    var parameters: [[Float]]
    var losses: [Double]
    var norms: [Double]
    var after: [[Double]]

    var testDescription: String { name }
  }

  private func stages(_ test: Case) throws -> [Stage] {
    var shape = Shape(rows: test.shape[0], columns: test.shape[1], channels: test.shape[2])
    return try test.layers.map { item in
      let options: [String: Double] = item.kind == "convolution" ? ["padding": 1] : [:]
      let layer = try LayerCatalog.all.entry(named: item.kind).make(
        LayerRequest(input: shape, size: item.size, options: options))
      shape = layer.output
      return Stage(layer)
    }
  }

  private func learner(_ test: Case) throws -> SupervisedLearner {
    let stages = try stages(test)
    let problem: Problem =
      switch test.loss {
      case "binary-cross-entropy": .binary
      case "categorical-cross-entropy": .classes(test.outputs)
      default: .regression
      }
    let examples = Examples(
      inputShape: stages[0].layer.input, inputs: test.inputs, targets: test.targets,
      targetWidth: problem == .regression ? test.outputs : 1, problem: problem)
    var configuration = SupervisedConfiguration(
      stages: stages, loss: try LossCatalog.all.entry(named: test.loss).make(),
      optimizer: try OptimizerCatalog.all.entry(named: test.optimizer).make(), rate: test.rate,
      batch: test.batch, order: .sequential, splits: ToyData.splits(examples))
    configuration.update.l2 = test.l2
    if test.cosine > 0 { configuration.update.schedule = Schedule(.cosine, steps: test.cosine) }
    return try SupervisedLearner(configuration)
  }

  @Test(arguments: fixture("supervised", Case.self)) func theFirstTenStepsAgree(test: Case) throws {
    let run = Run(try learner(test))
    run.begin(with: test.parameters)
    let found = run.firstTen("loss", "gradient-norm")
    #expect(worstError(found[0], test.losses) < 1e-5, "\(found[0])")
    #expect(worstError(found[1], test.norms) < 1e-5, "\(found[1])")
    run.expectParameters(test.after, within: 1e-4)
  }
}
