/// The numbers of a running perceptron: weights in the parameters, everything else in the checkpointed state.
final class PerceptronState {
  /// `edition` tells with which changes of the examples the present pass began; −1 for a pass that does not count.
  enum Counter: Int { case mistakes, mistakesInPass, mistakesInLastPass, hasLastPass, clean, edition }
  /// Which example a record is about: the last one looked at, or the last one corrected.
  enum Subject { case current, guilty }

  struct Layout {
    let inputs: Int
    let weight: Range<Int>
    let bias: Range<Int>
    let mean: Range<Int>
    let counters: Range<Int>
    let previous: Range<Int>
    let current: Range<Int>
    let guilty: Range<Int>

    init(inputs: Int, in plan: inout MemoryPlan) {
      self.inputs = inputs
      weight = plan.grant(Claim("weight", .weight, Shape(columns: inputs)), layer: 1)
      bias = plan.grant(Claim("bias", .bias, .vector(1)), layer: 1)
      mean = plan.reserveState(inputs + 1)
      counters = plan.reserveState(6)
      previous = plan.reserveState(inputs + 1)
      current = plan.reserveState(Self.recordCount(inputs))
      guilty = plan.reserveState(Self.recordCount(inputs))
    }

    /// present, label, w·x, step, example, inputs…, w before…, w after….
    static func recordCount(_ inputs: Int) -> Int { Record.inputs + inputs + 2 * (inputs + 1) }
  }

  /// Places within a record.
  private enum Record {
    static let present = 0, label = 1, sum = 2, step = 3, example = 4, inputs = 5
  }

  let inputs: Int
  let weight: Floats
  let bias: Floats
  private let mean: Floats
  private let counters: Floats
  private let previous: Floats
  private let current: Floats
  private let guilty: Floats

  init(_ layout: Layout, memory: Memory) {
    inputs = layout.inputs
    weight = memory.parameters[layout.weight].prefix(inputs)
    bias = memory.parameters[layout.bias].prefix(1)
    mean = memory.state[layout.mean]
    counters = memory.state[layout.counters]
    previous = memory.state[layout.previous]
    current = memory.state[layout.current]
    guilty = memory.state[layout.guilty]
  }

  subscript(counter: Counter) -> Float {
    get { counters[counter.rawValue] }
    set { counters[counter.rawValue] = newValue }
  }

  func setWeights(_ values: [Float]) {
    for i in 0..<inputs { weight[i] = values[i] }
    bias[0] = values[inputs]
    mean.copy(from: values)
    previous.copy(from: values)
  }

  /// Somebody changed the weights: the present pass, and a clean one before it, say nothing about them.
  func spoilPass() {
    self[.clean] = 0
    self[.edition] = -1
  }

  /// w·x with the last weights.
  func activation(of input: Floats) -> Float {
    var sum = 0.0
    for i in 0..<inputs { sum += Double(weight.base[i]) * Double(input.base[i]) }
    return Float(sum + Double(bias.base[0]))
  }

  /// w·x with the mean of the weights after each example so far.
  func averagedActivation(of input: Floats) -> Float {
    var sum = 0.0
    for i in 0..<inputs { sum += Double(mean.base[i]) * Double(input.base[i]) }
    return Float(sum + Double(mean.base[inputs]))
  }

  /// ‖w‖ with the bias.
  var norm: Float {
    var square = Double(bias[0]) * Double(bias[0])
    for i in 0..<inputs { square += Double(weight[i]) * Double(weight[i]) }
    return Float(square.squareRoot())
  }

  /// w += amount · (x, 1).
  func correct(_ input: Floats, by amount: Float) {
    for i in 0..<inputs { weight[i] += amount * input[i] }
    bias[0] += amount
  }

  /// Keeps the weights as they stand before a correction.
  func keepLine() { copyWeights(to: previous) }

  /// Moves the mean on by the weights after step number `step` (from 0).
  func average(step: Int) {
    let share = 1 / Float(step + 1)
    for i in 0..<inputs { mean[i] += (weight[i] - mean[i]) * share }
    mean[inputs] += (bias[0] - mean[inputs]) * share
  }

  func record(_ subject: Subject, _ input: Floats, label: Float, sum: Float, step: Int, example: Int) {
    let record = floats(of: subject)
    record[Record.present] = 1
    record[Record.label] = label
    record[Record.sum] = sum
    record[Record.step] = Float(step)
    record[Record.example] = Float(example)
    record[Record.inputs..<Record.inputs + inputs].copy(from: input)
    copyWeights(to: record[weightsPlace(0)])
    copyWeights(to: record[weightsPlace(1)])
  }

  func recordWeights(after subject: Subject) { copyWeights(to: floats(of: subject)[weightsPlace(1)]) }

  private func weightsPlace(_ number: Int) -> Range<Int> {
    let start = Record.inputs + inputs + number * (inputs + 1)
    return start..<start + inputs + 1
  }

  private func copyWeights(to place: Floats) {
    place.copy(from: weight)
    place[inputs] = bias[0]
  }

  private func floats(of subject: Subject) -> Floats { subject == .current ? current : guilty }
}

/// A record as probes show it.
extension PerceptronState {
  struct Glance {
    var label: Float
    var sum: Float
    var step: Float
    var example: Float
    var inputs: [Float]
    var weightsBefore: [Float]
    var weightsAfter: [Float]
  }

  /// Nil until such an example has come.
  func glance(_ subject: Subject) -> Glance? {
    let record = floats(of: subject)
    guard record[Record.present] == 1 else { return nil }
    return Glance(
      label: record[Record.label], sum: record[Record.sum], step: record[Record.step],
      example: record[Record.example], inputs: record[Record.inputs..<Record.inputs + inputs].array,
      weightsBefore: record[weightsPlace(0)].array, weightsAfter: record[weightsPlace(1)].array)
  }

  /// The weights before the last correction, bias last.
  var weightsBeforeCorrection: [Float] { previous.array }
  /// The weights, bias last.
  var weights: [Float] { weight.array + bias.array }
  /// The mean of the weights so far, bias last.
  var meanWeights: [Float] { mean.array }
}
