import Neural

/// A plain recurrent layer that reads a sequence and answers with one number after its last step.
struct AddingWorkload: Sendable {
  var steps: Int
  var features: Int
  var hidden: Int
  var batch: Int

  /// Three products of [batch, hidden] and [hidden, hidden] a step and two of the inputs; the last layer is small.
  var operations: Double {
    let recurrent = 3 * 2 * Double(batch * hidden * hidden)
    let inputs = 2 * 2 * Double(batch * hidden * features)
    return Double(steps) * (recurrent + inputs) + 3 * 2 * Double(batch * hidden)
  }

  func learner() throws -> any Learner {
    let shape = Shape(rows: steps, columns: features)
    var none = examples(shape)
    (none.inputs, none.targets) = ([], [])
    let unit = RecurrentUnit(.tanh, shape, hidden: hidden, givesLast: true)
    return try SupervisedLearner(
      SupervisedConfiguration(
        stages: [Stage(Recurrent(unit)), Stage(Dense(.vector(hidden), outputs: 1))],
        loss: MeanSquaredError(), optimizer: Adam(), rate: 1e-3,
        splits: Splits(training: examples(shape), validation: none, test: none), clip: 1))
  }

  private func examples(_ shape: Shape) -> Examples {
    var random = RandomStream(seed: 1, .data)
    let inputs = (0..<batch * shape.count).map { _ in Float(random.normal()) }
    let targets = (0..<batch).map { _ in Float(random.normal()) }
    return Examples(inputShape: shape, inputs: inputs, targets: targets, problem: .regression)
  }
}
