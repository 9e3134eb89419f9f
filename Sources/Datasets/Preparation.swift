import Neural

/// What is done to the unscaled parts of every set, in this order: limit, wrong labels, validation, scaling.
struct Preparation {
  let choice: DataChoice
  let seed: UInt64
  let scaling: Scaling
  let flips: Int
  /// Neighbours whose classes become targets; 0: each example has its own class.
  let shares: Int
  let scalesTarget: Bool

  /// Errors: an unknown scaling, a share outside 0 to 0.9, a limit below 1.
  init(_ choice: DataChoice, seed: UInt64, flips: Int = 0, shares: Int = 0) throws(DataError) {
    self.choice = choice
    self.seed = choice.seed ?? seed
    self.flips = flips
    self.shares = shares
    scaling = try Scaling(named: choice.scaling)
    scalesTarget = choice.options["scale-target"] == 1
    guard (0...0.9).contains(choice.validation) else {
      throw DataError(
        "\"validation\" is \(plain(choice.validation)) but must be a share of the training part, 0 to 0.9.")
    }
    if let limit = choice.limit, limit < 1 {
      throw DataError("\"limit\" is \(limit) but must be at least 1: so many training rows are kept.")
    }
  }

  /// Errors: nothing left to train on; more wrong labels than rows.
  func dataset(of parts: DataParts, named name: String, title: String, credit: String) throws(DataError)
    -> Dataset
  {
    var training = parts.training
    if let limit = choice.limit { training = training.slice(0..<min(limit, training.count)) }
    try mislabel(&training, name: name)
    let held = Int((Double(training.count) * choice.validation).rounded())
    let kept = training.count - held
    guard kept > 0 else {
      throw DataError(
        "No training row of \"\(name)\" is left; ask for more rows or a smaller \"validation\".")
    }
    var splits = Splits(
      training: training.slice(0..<kept), validation: training.slice(kept..<training.count), test: parts.test)
    try settleMoves(of: &splits, name: name)
    let fitted = FittedScaling(scaling, training: splits.training, columns: parts.columns)
    fitted.apply(to: &splits.training)
    fitted.apply(to: &splits.validation)
    fitted.apply(to: &splits.test)
    var dataset = Dataset(name: name, title: title, credit: credit, splits: splits, notes: parts.notes)
    if scalesTarget { try dataset.scaleTarget() }
    if shares > 0 { try dataset.takeShares(of: shares) }
    return dataset
  }

  /// Images that are held out stay as they are once moved; only training moves its images anew.
  ///
  /// Errors: scaled pixels, of which an empty one is no longer 0.
  private func settleMoves(of splits: inout Splits, name: String) throws(DataError) {
    guard splits.training.moves != nil else { return }
    guard scaling == .none else {
      throw DataError(
        "\"jitter\" moves pixels as they are; \"\(name)\" is scaled here, write \"scaling: none\" or leave it out."
      )
    }
    var stream = RandomStream(seed: seed, .split)
    splits.validation = splits.validation.movedOnce(&stream)
  }

  /// Gives the first `flips` training examples of a permutation of stream 3 a wrong class.
  ///
  /// Two classes: the other one. More: one of the others, drawn from the same stream after the permutation.
  private func mislabel(_ examples: inout Examples, name: String) throws(DataError) {
    guard flips > 0 else { return }
    guard flips <= examples.count else {
      throw DataError("\"flips\" is \(flips) but \"\(name)\" has only \(examples.count) training rows.")
    }
    var stream = RandomStream(seed: seed, .extra)
    for example in stream.permutation(examples.count).prefix(flips) {
      switch examples.problem {
      case .binary: examples.targets[example] = 1 - examples.targets[example]
      case .classes(let count) where count > 1:
        let step = 1 + stream.index(below: count - 1)
        examples.targets[example] = Float((Int(examples.targets[example]) + step) % count)
      case .classes, .regression:
        throw DataError("\"flips\" makes wrong classes; \"\(name)\" has none to confuse here, leave it out.")
      }
    }
  }
}

extension Examples {
  /// The examples of a range, with all names.
  func slice(_ range: Range<Int>) -> Examples {
    var part = self
    part.inputs = Array(inputs[(range.lowerBound * inputShape.count)..<(range.upperBound * inputShape.count)])
    part.targets = Array(targets[(range.lowerBound * targetWidth)..<(range.upperBound * targetWidth)])
    if names.count == count { part.names = Array(names[range]) }
    return part
  }
}

extension Dataset {
  /// Brings the target to mean 0 and deviation 1 by the training part.
  fileprivate mutating func scaleTarget() throws(DataError) {
    guard splits.training.problem == .regression else {
      throw DataError(
        "\"scale-target\" is for numbers to predict; \"\(name)\" predicts a class here, leave it out.")
    }
    let fitted = Scaling.zScore.fit(splits.training.targets)
    targetMean = Float(fitted.centre)
    targetDeviation = Float(fitted.spread)
    let (mean, deviation) = (targetMean, targetDeviation)
    let scaled = { (targets: [Float]) in targets.map { ($0 - mean) / deviation } }
    splits.training.targets = scaled(splits.training.targets)
    splits.validation.targets = scaled(splits.validation.targets)
    splits.test.targets = scaled(splits.test.targets)
    splits.rememberTarget(mean: mean, deviation: deviation)
  }
}

extension Splits {
  fileprivate mutating func rememberTarget(mean: Float, deviation: Float) {
    (training.targetMean, training.targetDeviation) = (mean, deviation)
    (validation.targetMean, validation.targetDeviation) = (mean, deviation)
    (test.targetMean, test.targetDeviation) = (mean, deviation)
  }
}
