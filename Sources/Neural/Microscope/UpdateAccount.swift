import CKernels

/// How an optimizer's step hangs together: −pace · (share · g + memory · m), with g the gradient and m what it remembers
/// of the gradients before.
struct StepRule {
  var pace = 0.0
  var share = 1.0
  var memory = 0.0
}

/// The step of one parameter, split into what it comes from.
struct UpdateAccount {
  let witness: UpdateWitness
  let configuration: UpdateConfiguration

  init?(_ witness: UpdateWitness) {
    guard let configuration = witness.configuration else { return nil }
    self.witness = witness
    self.configuration = configuration
  }

  private var rate: Double { Double(witness.rate) }
  private var weight: Double { witness.parameter(.arrived) }

  // MARK: the gradient

  private var shrinking: Double { witness.isPenalized ? Double(configuration.l2) * weight : 0 }
  private var lasso: Double {
    witness.isPenalized && configuration.lassoForm == .subgradient
      ? Double(configuration.l1) * (weight > 0 ? 1 : weight < 0 ? -1 : 0) : 0
  }
  /// What joins or leaves the gradient before the optimizer sees it.
  private var parts: [(name: String, value: Double)] {
    let arrived = witness.gradient(.arrived)
    let joined = witness.gradient(.joined)
    let isFrozen = joined == 0 && arrived != 0 && shrinking == 0 && lasso == 0
    return [
      ("gradient", arrived), ("L2", shrinking), ("L1", lasso), ("frozen layer", isFrozen ? -arrived : 0),
      ("clipping", witness.gradient(.clipped) - joined),
    ].filter { $0.value != 0 || $0.name == "gradient" }
  }

  // MARK: lines

  var lines: [WorkedLine] {
    let terms = parts.map { WorkedTerm($0.name, $0.value) }
    var lines: [WorkedLine] = []
    if terms.count > 1 {
      lines.append(.sum("grad", terms, note: "what the optimizer is given"))
    } else {
      lines.append(WorkedLine("grad", .number, witness.gradient(.arrived), note: "the batch's mean"))
    }
    let (inner, rule) = optimizer
    lines += inner
    lines.append(.heading("the step, by where it comes from"))
    lines.append(.sum("step", stepTerms(rule)))
    lines.append(
      .sum("w next", [WorkedTerm("w now", weight), WorkedTerm("step", [Quantity("step", step)])]))
    return lines
  }

  private var step: Double { witness.parameter(.ended) - weight }

  private func stepTerms(_ rule: StepRule) -> [WorkedTerm] {
    var terms = parts.map { WorkedTerm($0.name, -rule.pace * rule.share * $0.value) }
    func add(_ name: String, _ value: Double) {
      if value != 0 { terms.append(WorkedTerm(name, value)) }
    }
    add("momentum", -rule.pace * rule.memory * Double(witness.first.before))
    add("weight decay", decay)
    let optimized = witness.parameter(.moved)
    let threshold = configuration.lassoForm == .proximal && witness.isPenalized && configuration.l1 > 0
    let after = witness.parameter(.ended) - optimized
    if configuration.maxNorm > 0 {
      add("norm limit and L1", after)
    } else {
      add(threshold ? "L1 threshold" : "afterwards", after)
    }
    // A weight is a number of 24 bits: what the sum above could not be moved by.
    let rest = step - terms.reduce(0) { $0 + $1.value }
    let largest = terms.map { abs($0.value) }.max() ?? 0
    if abs(rest) > 1e-7 * largest { add("rounding to 24 bits", rest) }
    return terms
  }

  /// Decay beside the gradient: the learner's, and AdamW's own.
  private var decay: Double {
    let outer = witness.parameter(.shrunk) - weight
    guard let adam = configuration.optimizer as? AdamW else { return outer }
    return outer - rate * Double(adam.decay) * witness.parameter(.shrunk)
  }
}

// MARK: optimizers

extension UpdateAccount {
  private var gradient: Double { witness.gradient(.clipped) }

  /// What the optimizer remembers and divides by, and the rule of its step.
  private var optimizer: (lines: [WorkedLine], rule: StepRule) {
    switch configuration.optimizer {
    case let rule as Momentum: momentum(Double(rule.momentum), looksAhead: rule.nesterov)
    case let rule as Nesterov: momentum(Double(rule.momentum.momentum), looksAhead: true)
    case let rule as Adam: adam(rule.beta1, rule.beta2, Double(rule.epsilon))
    case let rule as AdamW: adam(rule.beta1, rule.beta2, Double(rule.epsilon))
    case let rule as RMSprop: squares("s", keep: rule.rho, Double(rule.epsilon))
    case let rule as Adagrad: squares("s", keep: nil, Double(rule.epsilon))
    case let rule as Adadelta: deltas(rule.rho, Double(rule.epsilon))
    default: ([WorkedLine("rate", .number, rate)], StepRule(pace: rate))
    }
  }

  private func momentum(_ keep: Double, looksAhead: Bool) -> ([WorkedLine], StepRule) {
    let old = Double(witness.first.before)
    let velocity = WorkedLine.sum(
      "v",
      [WorkedTerm("momentum·v", [Quantity("momentum", keep), Quantity("v before", old)]), term(gradient)],
      note: "velocity")
    let share = looksAhead ? 1 + keep : 1
    let memory = looksAhead ? keep * keep : keep
    return (
      [velocity, WorkedLine("rate", .number, rate)], StepRule(pace: rate, share: share, memory: memory)
    )
  }

  private func term(_ gradient: Double) -> WorkedTerm { WorkedTerm("grad", [Quantity("grad", gradient)]) }

  private func adam(_ beta1: Double, _ beta2: Double, _ epsilon: Double) -> ([WorkedLine], StepRule) {
    let count = Double(witness.step + 1)
    let (first, second) = (1 - pow(beta1, count), 1 - pow(beta2, count))
    let (m, v) = (Double(witness.first.after), Double(witness.second.after))
    let pace = rate / ((v / second).squareRoot() + epsilon)
    let lines = [
      moving("m", beta1, "β₁", Double(witness.first.before), gradient, "grad"),
      moving("v", beta2, "β₂", Double(witness.second.before), gradient * gradient, "grad²"),
      WorkedLine(
        "m̂", .function("m / (1 - β₁^t)", of: [Quantity("m", m), Quantity("1 - β₁^t", first)]), m / first),
      WorkedLine(
        "v̂", .function("v / (1 - β₂^t)", of: [Quantity("v", v), Quantity("1 - β₂^t", second)]), v / second),
      effective(pace, "rate / (√v̂ + ε)", [Quantity("rate", rate), Quantity("v̂", v / second)]),
    ]
    return (lines, StepRule(pace: pace, share: (1 - beta1) / first, memory: beta1 / first))
  }

  /// keep · old + (1 − keep) · new
  private func moving(
    _ name: String, _ keep: Double, _ letter: String, _ old: Double, _ new: Double, _ source: String
  ) -> WorkedLine {
    .sum(
      name,
      [
        WorkedTerm("\(letter)·\(name)", [Quantity(letter, keep), Quantity("\(name) before", old)]),
        WorkedTerm(
          "(1 - \(letter))·\(source)", [Quantity("1 - \(letter)", 1 - keep), Quantity(source, new)]),
      ])
  }

  private func effective(_ pace: Double, _ rule: String, _ quantities: [Quantity]) -> WorkedLine {
    WorkedLine("effective rate", .function(rule, of: quantities), pace)
  }

  private func squares(_ name: String, keep: Double?, _ epsilon: Double) -> ([WorkedLine], StepRule) {
    let (old, new) = (Double(witness.first.before), Double(witness.first.after))
    let square = gradient * gradient
    let line =
      keep.map { moving(name, $0, "ρ", old, square, "grad²") }
      ?? .sum(
        name,
        [
          WorkedTerm("s before", old),
          WorkedTerm("grad²", [Quantity("grad", gradient), Quantity("grad", gradient)]),
        ])
    let pace = rate / (new.squareRoot() + epsilon)
    let last = effective(pace, "rate / (√s + ε)", [Quantity("rate", rate), Quantity(name, new)])
    var rule = StepRule(pace: pace)
    // What it remembers divides; it does not push.
    rule.memory = 0
    return ([line, last], rule)
  }

  private func deltas(_ keep: Double, _ epsilon: Double) -> ([WorkedLine], StepRule) {
    let s = Double(witness.first.after)
    let d = Double(witness.second.before)
    let pace = rate * ((d + epsilon) / (s + epsilon)).squareRoot()
    let lines = [
      moving("s", keep, "ρ", Double(witness.first.before), gradient * gradient, "grad²"),
      WorkedLine("d", .number, d, note: "mean square of the steps before"),
      effective(
        pace, "rate·√(d + ε)/√(s + ε)", [Quantity("rate", rate), Quantity("d", d), Quantity("s", s)]),
    ]
    return (lines, StepRule(pace: pace))
  }
}
