/// Rosenblatt's perceptron: one step looks at one example, in file order, and corrects only when it is wrong.
///
/// With a constant 1 behind the inputs (its weight is the bias) and labels y = ±1: if y (w·x) ≤ 0 then
/// w += η y x. On data that a plane through margin γ separates, it makes at most (R/γ)² mistakes, R = the longest
/// input (Novikoff 1962).
public final class PerceptronLearner: Learner {
  public let memory: Memory
  public let meters: [Meter]
  public let probes: [String]
  public var stepsPerEpoch: Int { training.count }

  let splits: Splits
  let training: ExampleBlock
  let validation: ExampleBlock
  let test: ExampleBlock
  let state: PerceptronState
  /// Number of inputs without the constant 1.
  let width: Int
  private let bound: Float
  private(set) var rate: Float
  private var averaged: Bool

  /// Where the readings stand.
  private enum Place {
    static let loss = 0, accuracy = 1, mistakes = 2, pass = 3, lastPass = 4, bound = 5, margin = 6, norm = 7,
      splits = 8
  }

  /// Sets the starting weights; throws one sentence if they or the data do not fit.
  public init(_ configuration: PerceptronConfiguration) throws(NetworkFault) {
    try configuration.check()
    splits = configuration.splits
    training = ExampleBlock(splits.training, spare: ExampleBlock.spare)
    validation = ExampleBlock(splits.validation)
    test = ExampleBlock(splits.test)
    width = training.inputWidth
    var plan = MemoryPlan()
    let layout = PerceptronState.Layout(inputs: width, in: &plan)
    memory = try Memory(affording: plan)
    state = PerceptronState(layout, memory: memory)
    if let start = configuration.start { state.setWeights(start) }
    rate = configuration.rate
    averaged = configuration.averaged
    bound = MaximumMargin.mistakeBound(training, separator: configuration.separator)
    var meters = [
      Meter("loss"), Meter("accuracy"), Meter("mistakes"), Meter("pass"), Meter("mistakes/pass"),
      Meter("bound"),
      Meter("margin"), Meter("weight-norm"),
    ]
    if validation.count > 0 { meters.append(Meter("validation/accuracy")) }
    if test.count > 0 { meters.append(Meter("test/accuracy")) }
    self.meters = meters
    probes =
      (width == 2 ? ["field", "line"] : []) + ["points", "guilty", "current", "weights/1", "biases/1"]
  }

  /// True after a whole pass without a mistake over the examples as they are now.
  public var isSettled: Bool { state[.clean] == 1 && isSameEdition }

  /// Whether the present pass began with the examples and weights as they are now. A pass that somebody broke into may
  /// have left examples out.
  private var isSameEdition: Bool { state[.edition] == Float(training.changes) }

  /// Loss, accuracy, margin and norm are those before the correction; the counters include this example.
  public func step(_ index: Int, readings: Floats) {
    read(into: readings)
    let example = index % training.count
    if example == 0 {
      state[.mistakesInPass] = 0
      if !isSameEdition { state[.clean] = 0 }
      state[.edition] = Float(training.changes)
    }
    look(at: example, step: index)
    state.average(step: index)
    if example == training.count - 1, isSameEdition {
      state[.mistakesInLastPass] = state[.mistakesInPass]
      state[.hasLastPass] = 1
      state[.clean] = state[.mistakesInPass] == 0 ? 1 : 0
    }
    readings[Place.mistakes] = state[.mistakes]
    readings[Place.pass] = Float(index / training.count + 1)
    readings[Place.lastPass] = state[.hasLastPass] == 1 ? state[.mistakesInLastPass] : .nan
  }

  private func look(at example: Int, step: Int) {
    let input = training.inputs(example..<example + 1)
    let label: Float = training.targets[example] > 0.5 ? 1 : -1
    let sum = state.activation(of: input)
    let isWrong = !(label * sum > 0)
    state.record(.current, input, label: label, sum: sum, step: step, example: example)
    if isWrong {
      state.keepLine()
      state.record(.guilty, input, label: label, sum: sum, step: step, example: example)
      state.correct(input, by: rate * label)
      state[.mistakes] += 1
      state[.mistakesInPass] += 1
      state.recordWeights(after: .guilty)
    }
    state.recordWeights(after: .current)
  }

  private func read(into readings: Floats) {
    let correct = count(training)
    readings[Place.accuracy] = Float(correct) / Float(training.count)
    readings[Place.loss] = Float(training.count - correct) / Float(training.count)
    // Novikoff's bound is about one set of examples from the first step on.
    readings[Place.bound] = training.changes == 0 ? bound : .nan
    let norm = state.norm
    readings[Place.norm] = norm
    readings[Place.margin] = norm == 0 ? 0 : smallestMargin / norm
  }

  /// How many examples of a split the answering weights put on the right side; the line itself counts as 0.
  private func count(_ examples: ExampleBlock) -> Int {
    var correct = 0
    for row in 0..<examples.count {
      let sum = answer(examples.inputs(row..<row + 1))
      if sum == sum, (sum > 0) == (examples.targets[row] > 0.5) { correct += 1 }
    }
    return correct
  }

  /// The sum w·x with the weights that answer: the last ones, or the mean of all.
  func answer(_ input: Floats) -> Float {
    averaged ? state.averagedActivation(of: input) : state.activation(of: input)
  }

  /// The weights that answer, bias last.
  var answeringWeights: [Float] { averaged ? state.meanWeights : state.weights }

  /// min y (w·x) over the training examples, with the last weights.
  private var smallestMargin: Float {
    var smallest = Float.infinity
    for row in 0..<training.count {
      let sum = state.activation(of: training.inputs(row..<row + 1))
      smallest = min(smallest, training.targets[row] > 0.5 ? sum : -sum)
    }
    return smallest
  }

  public func measure(readings: Floats) {
    var place = Place.splits
    for examples in [validation, test] where examples.count > 0 {
      readings[place] = Float(count(examples)) / Float(examples.count)
      place += 1
    }
  }

  public func turn(_ knob: String, to value: Float) -> Bool {
    switch knob {
    case "rate": rate = value
    case "averaged": averaged = value != 0
    default: return false
    }
    return true
  }
}
