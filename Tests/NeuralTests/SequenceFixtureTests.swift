import Neural
import Testing

/// The first ten losses of recurrent learners and the parameters after them, against the same runs in PyTorch.
@Suite struct SequenceFixtureTests {
  struct Case: Decodable, CustomTestStringConvertible, Sendable {
    var cell: String
    var problem: String
    var steps: Int
    var batch: Int
    var hidden: Int
    var classes: Int
    var inputs: [Float]
    var targets: [Float]
    var parameters: [[Float]]
    var losses: [Double]
    var norms: [Double]
    var after: [[Double]]

    var testDescription: String { "\(cell) \(problem)" }
    var isText: Bool { problem == "next-character" }
  }

  private static let cases = fixture("sequences", Case.self)

  private func layer(_ test: Case) -> any Layer {
    let input = test.isText ? Shape(rows: test.steps) : Shape(rows: test.steps, columns: 2)
    let cell: RecurrentUnit.Cell =
      switch test.cell {
      case "lstm": .lstm
      case "gru": .gru
      default: .tanh
      }
    let unit = RecurrentUnit(
      cell, input, hidden: test.hidden, vocabulary: test.isText ? test.classes : 0, givesLast: !test.isText)
    switch cell {
    case .lstm: return LSTM(unit)
    case .gru: return GRU(unit)
    default: return Recurrent(unit)
    }
  }

  private func learner(_ test: Case) throws -> SequenceLearner {
    let layer = layer(test)
    let head =
      test.isText
      ? Dense(eachRowOf: layer.output, outputs: test.classes) : Dense(.vector(test.hidden), outputs: 1)
    let examples = Examples(
      inputShape: layer.input, inputs: test.inputs, targets: test.targets,
      targetWidth: test.isText ? test.steps : 1, problem: test.isText ? .classes(test.classes) : .regression)
    let loss: any Loss = test.isText ? CategoricalCrossEntropy() : MeanSquaredError()
    return try SequenceLearner(
      SequenceConfiguration(
        stages: [Stage(layer), Stage(head)], loss: loss,
        update: UpdateConfiguration(optimizer: Adam(epsilon: 1e-4), rate: 0.01, clip: 0.2),
        source: .examples(ToyData.splits(examples)), batch: test.batch, order: .sequential))
  }

  @Test(arguments: cases) func theFirstTenStepsAgree(test: Case) throws {
    let run = Run(try learner(test))
    run.begin(with: test.parameters)
    let found = run.firstTen("loss", "gradient-norm")
    #expect(worstError(found[0], test.losses) < 1e-5, "\(found[0])")
    #expect(worstError(found[1], test.norms) < 1e-4, "\(found[1])")
    run.expectParameters(test.after, within: 1e-4)
  }
}
