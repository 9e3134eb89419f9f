import Neural

/// A chain of dense layers that learns one random batch.
struct DenseWorkload: Sendable {
  /// What the network is asked for.
  enum Targets: Sendable { case binary, classes, inputs }

  var widths: [Int]
  var batch: Int
  var hidden: @Sendable (Shape) -> any Layer
  /// The activation behind the last layer; nil: none.
  var last: (@Sendable (Shape) -> any Layer)?
  var loss: any Loss
  var optimizer: any Optimizer
  var targets: Targets

  /// Three products a layer (forward, the gradients of weights and of inputs), but two for the first: nobody needs the
  /// gradient of its input. A product of [n, k] and [k, m] takes 2 n k m.
  var operations: Double {
    zip(widths, widths.dropFirst()).enumerated().reduce(0) { total, layer in
      let product = 2 * Double(batch * layer.element.0 * layer.element.1)
      return total + (layer.offset == 0 ? 2 : 3) * product
    }
  }

  func learner() throws -> any Learner {
    var none = examples
    (none.inputs, none.targets) = ([], [])
    return try SupervisedLearner(
      SupervisedConfiguration(
        stages: stages, loss: loss, optimizer: optimizer, rate: 1e-3,
        splits: Splits(training: examples, validation: none, test: none)))
  }

  private var stages: [Stage] {
    var stages: [Stage] = []
    for (place, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
      stages.append(Stage(Dense(.vector(inputs), outputs: outputs)))
      let activation = place < widths.count - 2 ? hidden : last
      if let activation { stages.append(Stage(activation(.vector(outputs)))) }
    }
    return stages
  }

  /// Standard normal inputs, uniform ones where they are the targets too; targets by lot.
  private var examples: Examples {
    var random = RandomStream(seed: 1, .data)
    let (inputWidth, outputs) = (widths[0], widths[widths.count - 1])
    let inputs = (0..<batch * inputWidth).map { _ in
      Float(targets == .inputs ? random.uniform() : random.normal())
    }
    let shape = Shape.vector(inputWidth)
    switch targets {
    case .inputs:
      return Examples(
        inputShape: shape, inputs: inputs, targets: inputs, targetWidth: inputWidth, problem: .regression)
    case .binary:
      let answers = (0..<batch).map { _ in Float(random.index(below: 2)) }
      return Examples(inputShape: shape, inputs: inputs, targets: answers, problem: .binary)
    case .classes:
      let answers = (0..<batch).map { _ in Float(random.index(below: outputs)) }
      return Examples(inputShape: shape, inputs: inputs, targets: answers, problem: .classes(outputs))
    }
  }
}
