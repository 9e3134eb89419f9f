import Neural

/// Targets that are shares: how often each class occurs among the examples most like this one.
struct NeighbourShares {
  private let training: Examples
  private let classes: Int
  /// So many neighbours; all that are as near as the last of them count as well.
  private let count: Int

  /// Nil where the targets are no classes.
  init?(of count: Int, in training: Examples) {
    switch training.problem {
    case .binary: classes = 2
    case .classes(let number): classes = number
    case .regression: return nil
    }
    self.training = training
    self.count = min(count, training.count)
  }

  /// The same examples with a share for each class, summing to 1; neighbours are training examples, by the squared
  /// distance of their scaled inputs, a training example itself among its own.
  func applied(to examples: Examples) -> Examples {
    var shared = examples
    shared.problem = .regression
    shared.targetWidth = classes
    shared.targets = (0..<examples.count).flatMap { shares(of: $0, in: examples) }
    return shared
  }

  private func shares(of row: Int, in examples: Examples) -> [Float] {
    let width = training.inputShape.count
    let own = examples.inputs[(row * width)..<((row + 1) * width)]
    let distances = (0..<training.count).map { other in
      zip(own, training.inputs[(other * width)..<((other + 1) * width)]).reduce(Float(0)) {
        $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
      }
    }
    let reach = distances.sorted()[count - 1]
    var votes = [Float](repeating: 0, count: classes)
    for (other, distance) in distances.enumerated() where distance <= reach {
      votes[Int(training.targets[other])] += 1
    }
    let total = votes.reduce(0, +)
    return votes.map { $0 / total }
  }
}

extension Dataset {
  /// Errors: targets that are numbers have no shares.
  mutating func takeShares(of count: Int) throws(DataError) {
    guard let neighbours = NeighbourShares(of: count, in: splits.training) else {
      throw DataError("\"shares\" are shares of classes; \"\(name)\" predicts a number here, leave it out.")
    }
    splits = Splits(
      training: neighbours.applied(to: splits.training),
      validation: neighbours.applied(to: splits.validation),
      test: neighbours.applied(to: splits.test))
  }
}
