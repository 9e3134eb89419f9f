import Neural

/// A small convolutional network that learns to tell ten classes of grey images of 28 by 28 pixels apart.
struct ImageWorkload: Sendable {
  var batch: Int

  func learner() throws -> any Learner {
    var none = examples
    (none.inputs, none.targets) = ([], [])
    return try SupervisedLearner(
      SupervisedConfiguration(
        stages: stages, loss: CategoricalCrossEntropy(), optimizer: Adam(), rate: 1e-3,
        splits: Splits(training: examples, validation: none, test: none)))
  }

  private static let image = Shape(rows: 28, columns: 28)

  private var stages: [Stage] {
    get throws {
      var layers: [any Layer] = []
      var shape = Self.image
      for filters in [8, 16] {
        let convolution = try Convolution(shape, filters: filters, kernelRows: 5, kernelColumns: 5)
        let pooling = try MaxPooling(convolution.output, size: 2, stride: 2)
        layers += [convolution, ReLU(convolution.output), pooling]
        shape = pooling.output
      }
      layers.append(Dense(shape, outputs: 10))
      return layers.map { Stage($0) }
    }
  }

  private var examples: Examples {
    var random = RandomStream(seed: 1, .data)
    let inputs = (0..<batch * Self.image.count).map { _ in Float(random.normal()) }
    let targets = (0..<batch).map { _ in Float(random.index(below: 10)) }
    return Examples(inputShape: Self.image, inputs: inputs, targets: targets, problem: .classes(10))
  }
}
