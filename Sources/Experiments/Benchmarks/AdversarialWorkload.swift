import Neural

/// A generator and a discriminator with two hidden layers each; a step updates both once.
struct AdversarialWorkload: Sendable {
  var hidden: Int
  var batch: Int

  /// The discriminator judges two batches and goes back through both, then one more and back to its input; the generator
  /// goes forward and back once. Nobody needs the gradient of what goes into a first layer but the generator.
  var operations: Double {
    let (first, middle) = (2 * hidden, hidden * hidden)
    let (generator, discriminator) = (first + middle + 2 * hidden, first + middle + hidden)
    let judging = 2 * discriminator + 2 * (2 * discriminator - first) + 2 * discriminator
    let making = generator + 2 * generator - first
    return 2 * Double(batch * (judging + making))
  }

  func learner() throws -> any Learner {
    var random = RandomStream(seed: 1, .data)
    let plane = Shape(columns: 2)
    let inputs = (0..<batch * 2).map { _ in Float(random.normal()) }
    let real = Examples(
      inputShape: plane, inputs: inputs, targets: [Float](repeating: 0, count: batch), problem: .regression)
    var none = real
    (none.inputs, none.targets) = ([], [])
    let update = UpdateConfiguration(optimizer: Adam(), rate: 1e-3)
    return try GenerativeAdversarialLearner(
      GenerativeAdversarialConfiguration(
        generator: stages(2) { ReLU($0) }, discriminator: stages(1) { LeakyReLU($0, slope: 0.2) },
        generatorUpdate: update, discriminatorUpdate: update, batch: batch, order: .sequential,
        splits: Splits(training: real, validation: none, test: none)))
  }

  private func stages(_ outputs: Int, _ activation: (Shape) -> any Layer) -> [Stage] {
    let wide = Shape.vector(hidden)
    return [
      Stage(Dense(.vector(2), outputs: hidden)), Stage(activation(wide)), Stage(Dense(wide, outputs: hidden)),
      Stage(activation(wide)), Stage(Dense(wide, outputs: outputs)),
    ]
  }
}
