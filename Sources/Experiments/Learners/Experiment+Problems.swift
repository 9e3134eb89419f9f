public import Neural

extension Experiment {
  static let deepest = 100

  /// Everything that keeps the experiment from being run, one sentence each; empty if it can be.
  ///
  /// - Parameter examples: the training examples, if they are at hand: then sizes and targets are compared with them.
  public func problems(on examples: Examples? = nil) -> [String] {
    guard let kind = LearnerCatalog.all[learner] else {
      return [
        "there is no learner \"\(learner)\"; \(Spelling.advice(for: learner, among: LearnerCatalog.names))"
      ]
    }
    var problems = numberProblems(examples) + choiceProblems(kind)
    if kind.hasNetwork {
      problems += Self.layerProblems(layers) + lossProblems(kind) + discriminatorProblems(kind)
      if kind.hasTargets, problems.isEmpty, let examples { problems += fitProblems(examples) }
    } else if kind.usesData, kind.hasTargets, let examples, examples.problem != .binary {
      problems.append("the \(learner) learner needs data with two classes; choose other data")
    }
    return problems
  }

  /// Words that the learner does not know: they come from elsewhere than a setting, such as a receipt.
  private func choiceProblems(_ kind: LearnerKind) -> [String] {
    var problems: [String] = []
    for (name, word) in choices.sorted(by: { $0.key < $1.key }) {
      guard let choice = kind.choices.first(where: { $0.name == name }), !choice.values.isEmpty,
        !choice.values.contains(word)
      else { continue }
      problems.append("\(name): there is no \"\(word)\"; \(Spelling.advice(for: word, among: choice.values))")
    }
    return problems
  }

  private func numberProblems(_ examples: Examples?) -> [String] {
    var problems: [String] = []
    if !(optimizer.rate > 0) || !optimizer.rate.isFinite {
      problems.append("rate is \(Numeral.text(optimizer.rate)); it has to be a number above 0")
    }
    if choice("schedule") == Schedule.Kind.plateau.rawValue, !["supervised", "sequence"].contains(learner) {
      problems.append(
        "the schedule reduce-on-plateau needs a loss to watch, and the \(learner) learner watches none; "
          + "choose another schedule, such as cosine")
    }
    if steps < 1 { problems.append("steps is \(steps); a run needs 1 or more") }
    if let batch, batch < 1 { problems.append("batch is \(batch); give 1 or more, or \"full\"") }
    if examples?.moves != nil, learner != "supervised" {
      problems.append(
        "only the supervised learner moves its images, and this one is \(learner); set data.jitter to 0")
    }
    if let examples, examples.count == 0 { problems.append("the data have no training examples") }
    if let batch, let examples, order != .replacement, examples.count > 0, batch > examples.count {
      problems.append(
        "batch is \(batch), but there are only \(examples.count) training examples; "
          + "give at most \(examples.count), or \"full\"")
    }
    return problems
  }

  private func discriminatorProblems(_ kind: LearnerKind) -> [String] {
    guard kind.name == "gan" else { return [] }
    guard !discriminator.isEmpty else {
      return [
        "the discriminator has no layers; give at least its output, such as discriminator: [{dense: 1}]"
      ]
    }
    return Self.layerProblems(discriminator).map { "discriminator: \($0)" }
  }

  private static func layerProblems(_ layers: [LayerChoice]) -> [String] {
    guard let last = layers.last else {
      return ["the network has no layers; give at least the output, such as {dense: 1}"]
    }
    var problems: [String] = []
    let count = layers.reduce(0) { $0 + max(1, $1.repeat) }
    if count > deepest {
      problems.append("the network has \(count) layers; at most \(deepest) are possible")
    }
    if last.repeat > 1 {
      problems.append("the output layer is repeated \(last.repeat) times; only hidden layers can be repeated")
    }
    for (index, block) in layers.enumerated() { problems += block.problems(at: index) }
    return problems
  }

  private func lossProblems(_ kind: LearnerKind) -> [String] {
    var problems: [String] = []
    if kind.hasLoss, LossCatalog.all[loss] == nil {
      problems.append(
        "there is no loss \"\(loss)\"; \(Spelling.advice(for: loss, among: LossCatalog.all.names))")
    }
    if OptimizerCatalog.all[optimizer.name] == nil {
      let advice = Spelling.advice(for: optimizer.name, among: OptimizerCatalog.all.names)
      problems.append("there is no optimizer \"\(optimizer.name)\"; \(advice)")
    }
    let known = SettingRule.optimizerConstants
    for name in optimizer.options.keys.sorted() where !known.contains(name) {
      problems.append("no optimizer has a constant \"\(name)\"; \(Spelling.advice(for: name, among: known))")
    }
    if kind.hasLoss, let output = layers.last?.activation, ["sigmoid", "softmax"].contains(output),
      LossCatalog.all[loss]?.name.hasSuffix("cross-entropy") == true
    {
      problems.append("\(loss) contains the \(output) already; leave out the activation of the last layer")
    }
    return problems
  }

  /// What does not fit the examples: the kind of loss, the number of outputs.
  private func fitProblems(_ examples: Examples) -> [String] {
    guard let loss = LossCatalog.all[loss] else { return [] }
    let isFit =
      switch examples.problem {
      case .binary: loss.target == .binary || loss.target == .numbers
      case .classes: loss.target == .classes
      case .regression: loss.target == .numbers || loss.target == .distributions
      }
    guard isFit else {
      let fitting = LossCatalog.all.entries.filter { $0.target == examples.problem.target }.map(\.name)
      return [
        "the loss \(loss.name) does not suit data with \(examples.problem.phrase); "
          + "choose \(fitting.joined(separator: ", "))"
      ]
    }
    if loss.target == .distributions, !examples.hasShares {
      return [
        "the loss \(loss.name) compares shares, and these targets are none; choose another loss, or data with shares"
      ]
    }
    guard let output = layers.last?.size, output != examples.outputCount else { return [] }
    return [
      "the last layer has \(output) outputs, but data with \(examples.problem.phrase) need \(examples.outputCount)"
    ]
  }
}

extension LayerChoice {
  fileprivate func problems(at index: Int) -> [String] {
    guard let kind = LayerCatalog.all[kind] else {
      let advice = Spelling.advice(for: kind, among: LayerCatalog.all.names)
      return ["layer \(index): there is no layer \"\(self.kind)\"; \(advice)"]
    }
    if kind.takesSize, size == nil {
      return ["layer \(index): \(kind.name) needs a size, such as \(kind.example)"]
    }
    if let size, size < 1 {
      return ["layer \(index): a \(kind.name) layer of \(size) units is none; give 1 or more"]
    }
    if weightNorm, kind.name != "dense" {
      return ["layer \(index): weight-norm is for dense layers; leave it out of the \(kind.name) layer"]
    }
    if let activation, ActivationCatalog.all[activation] == nil {
      let advice = Spelling.advice(for: activation, among: ActivationCatalog.all.names)
      return ["layer \(index): there is no activation \"\(activation)\"; \(advice)"]
    }
    return []
  }
}

extension Problem {
  fileprivate var phrase: String {
    switch self {
    case .binary: "two classes"
    case .classes(let count): "\(count) classes"
    case .regression: "numbers to predict"
    }
  }

  fileprivate var target: LossTarget {
    switch self {
    case .binary: .binary
    case .classes: .classes
    case .regression: .numbers
    }
  }
}

extension Examples {
  /// Whether every example has targets from 0 up that sum to 1.
  fileprivate var hasShares: Bool {
    (0..<count).allSatisfy { row in
      let shares = targets[(row * targetWidth)..<((row + 1) * targetWidth)]
      return shares.allSatisfy { $0 >= 0 } && abs(shares.reduce(0, +) - 1) < 1e-4
    }
  }

  /// How many outputs a network for these examples has.
  public var outputCount: Int {
    switch problem {
    case .binary: 1
    case .classes(let count): count
    case .regression: targetWidth
    }
  }
}
