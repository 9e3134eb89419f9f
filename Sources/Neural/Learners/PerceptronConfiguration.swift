/// Everything that decides a run of Rosenblatt's rule.
public struct PerceptronConfiguration: Sendable {
  /// A binary problem; targets above one half are +1, the others −1.
  public var splits: Splits
  /// The learning rate η.
  public var rate: Float
  /// Starting weights, one per input and the bias last; nil: all zero.
  public var start: [Float]?
  /// Whether answers come from the mean of all weights so far (Freund & Schapire 1999) instead of the last ones.
  public var averaged: Bool
  /// A line known to separate the data, one weight per input and the bias last; nil: the widest one is searched.
  public var separator: [Float]?

  public init(
    splits: Splits, rate: Float = 1, start: [Float]? = nil, averaged: Bool = false, separator: [Float]? = nil
  ) {
    self.splits = splits
    self.rate = rate
    self.start = start
    self.averaged = averaged
    self.separator = separator
  }

  func check() throws(NetworkFault) {
    let examples = splits.training
    if examples.count == 0 { throw NetworkFault("There are no training examples to learn from.") }
    for part in [examples, splits.validation, splits.test] where part.count > 0 {
      guard part.problem == .binary else {
        throw NetworkFault("The perceptron tells two classes apart; this data asks for something else.")
      }
      try part.check(inputs: examples.inputShape.count, outputs: 1)
    }
    for (name, weights) in [("starting", start), ("separating", separator)] {
      guard let weights, weights.count != examples.inputShape.count + 1 else { continue }
      throw NetworkFault(
        "There must be \(examples.inputShape.count + 1) \(name) weights (the bias last), not \(weights.count)."
      )
    }
  }
}
