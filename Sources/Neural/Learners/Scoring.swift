import CKernels

/// How outputs are read as answers and compared with targets.
struct Scoring {
  /// Of `shares`, targets are as many probabilities as there are outputs.
  enum Kind { case binary, classes, regression, shares }

  let kind: Kind
  /// Outputs per example.
  let width: Int
  /// Binary: the output from which on the answer is class 1.
  let threshold: Float
  let isLogit: Bool
  /// Whether all targets are 0 or 1, so that the largest error needs one sigmoid only.
  let hasHardTargets: Bool

  init(_ examples: Examples, decidesAtZero: Bool, hasShares: Bool = false) {
    isLogit = decidesAtZero
    threshold = decidesAtZero ? 0 : 0.5
    hasHardTargets = examples.targets.allSatisfy { $0 == 0 || $0 == 1 }
    switch examples.problem {
    case .binary: (kind, width) = (.binary, 1)
    case .classes(let count): (kind, width) = (.classes, count)
    case .regression:
      (kind, width) = (hasShares ? .shares : .regression, examples.targetWidth)
    }
  }

  var hasAccuracy: Bool { kind != .regression }

  /// How many rows are answered rightly; a row with NaN is wrong. Of shares the largest has to be the right one.
  func correct(_ output: Floats, _ targets: Floats, batch: Int) -> Int {
    var count = 0
    if kind == .classes {
      for row in 0..<batch where Float(winner(output, row: row)) == targets.base[row] { count += 1 }
      return count
    }
    if kind == .shares {
      for row in 0..<batch where winner(output, row: row) == winner(targets, row: row) { count += 1 }
      return count
    }
    for row in 0..<batch {
      let value = output.base[row]
      let isRight = (value > threshold) == (targets.base[row] > 0.5)
      count += isRight && value == value ? 1 : 0
    }
    return count
  }

  /// The class with the largest output; the first of equals.
  func winner(_ output: Floats, row: Int) -> Int {
    let values = output.base + row * width
    var best = 0
    for i in 1..<max(width, 1) where values[i] > values[best] { best = i }
    return best
  }

  /// The largest |probability − target| of a binary batch; NaN if an output is NaN.
  func largestError(_ output: Floats, _ targets: Floats, batch: Int) -> Float {
    var worst = -Float.infinity
    if isLogit && hasHardTargets {
      // sigmoid is monotone: the worst row is the one whose logit lies furthest on the wrong side.
      for row in 0..<batch {
        let logit = output.base[row]
        let wrong = targets.base[row] > 0.5 ? -logit : logit
        if !(wrong <= worst) { worst = wrong }
        if wrong != wrong { return wrong }
      }
      return sigmoid(worst)
    }
    for row in 0..<batch {
      let error = abs(probability(output.base[row]) - targets.base[row])
      if error != error { return error }
      worst = max(worst, error)
    }
    return worst
  }

  /// Probability of class 1 that a binary output stands for.
  func probability(_ output: Float) -> Float { isLogit ? sigmoid(output) : output }

  /// The winning class of a row and its softmax probability (its output, if outputs are not logits).
  func decision(_ output: Floats, row: Int) -> (label: Int, confidence: Float) {
    let best = winner(output, row: row)
    let values = output.base + row * width
    if !isLogit { return (best, values[best]) }
    var sum: Float = 0
    for i in 0..<width { sum += expf(values[i] - values[best]) }
    return (best, 1 / sum)
  }

  /// The answer of a row as one number: probability of class 1, class number, or the first value.
  func answer(_ output: Floats, row: Int) -> Float {
    switch kind {
    case .binary: probability(output.base[row])
    case .classes, .shares: Float(winner(output, row: row))
    case .regression: output.base[row * width]
    }
  }

  private func sigmoid(_ value: Float) -> Float { 1 / (1 + expf(-value)) }
}
