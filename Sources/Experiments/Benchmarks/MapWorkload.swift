import Neural

/// A square self-organizing map with a Gaussian neighbourhood; a step takes one example.
struct MapWorkload: Sendable {
  var side: Int
  var features: Int

  func learner() throws -> any Learner {
    var random = RandomStream(seed: 1, .data)
    let count = 500
    let inputs = (0..<count * features).map { _ in Float(random.uniform()) }
    let examples = Examples(
      inputShape: .vector(features), inputs: inputs, targets: [Float](repeating: 0, count: count),
      problem: .regression)
    var none = examples
    (none.inputs, none.targets) = ([], [])
    return try SelfOrganizingMap(
      SelfOrganizingMapConfiguration(
        splits: Splits(training: examples, validation: none, test: none),
        lattice: Lattice(rows: side, columns: side), start: .random, radius: 3, radiusEnd: 3,
        horizon: 10_000, order: .sequential))
  }
}
