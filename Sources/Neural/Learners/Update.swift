import CKernels

/// Turns the gradients of a run of parameters into a step: penalties, clipping, the optimizer, what follows it.
///
/// Everything it remembers lies in the memory's state, so a step stays a function of (memory, index). The order is:
/// penalties join the gradient, both kinds of clipping, decoupled decay, the optimizer at the scheduled rate, the soft
/// threshold of L1, the limit on norms. Allocates nothing after it was made.
public final class Update {
  private let layout: UpdateLayout
  /// Held so that the views below stay valid.
  private let memory: Memory
  private let parameters: Floats
  private let gradients: Floats
  private let first: Floats
  private let second: Floats
  private let plateau: PlateauState
  private let weightCount: Int
  private var optimizer: any Optimizer
  private var configuration: UpdateConfiguration
  /// The index of the update that was performed last; for pictures alone.
  private var lastIndex = 0
  /// Whoever watches one parameter; nil in training.
  var witness: UpdateWitness?

  /// Finds its moments in the memory made from the plan of the layout.
  public init(_ layout: UpdateLayout, memory: Memory) {
    self.layout = layout
    self.memory = memory
    configuration = layout.configuration
    optimizer = configuration.optimizer
    parameters = memory.parameters
    gradients = memory.gradients
    first = memory.state[layout.first]
    second = memory.state[layout.second]
    plateau = PlateauState(floats: memory.state[layout.plateau])
    weightCount = layout.weights.reduce(0) { $0 + $1.range.count }
  }

  var optimizerName: String { type(of: optimizer).name }

  // MARK: the step

  /// The rate of step `index` (from 0) as the schedule has it.
  public func rate(at index: Int) -> Float {
    configuration.rate * configuration.schedule.factor(at: index) * plateau.factor
  }

  /// Performs update number `index` (from 0) with the gradients in the memory, which it may change.
  ///
  /// - Parameter norm: L2 norm of the gradients of its parameters, if it is known already.
  public func apply(step index: Int, norm: Float? = nil) {
    lastIndex = index
    begin(index)
    let isChanged = joinPenalties()
    witness?.note(.joined, gradients, parameters)
    clip(norm: isChanged ? nil : norm)
    witness?.note(.clipped, gradients, parameters)
    let rate = rate(at: index)
    shrink(configuration.weightDecay * rate)
    witness?.note(.shrunk, gradients, parameters)
    for segment in layout.segments {
      let own = segment.lowerBound - layout.range.lowerBound..<segment.upperBound - layout.range.lowerBound
      optimizer.update(
        parameters[segment], along: gradients[segment], first: first.isEmpty ? first : first[own],
        second: second.isEmpty ? second : second[own], rate: rate, step: index + 1)
    }
    witness?.note(.moved, gradients, parameters)
    follow(rate)
    end(rate)
  }

  private func begin(_ index: Int) {
    if let witness, witness.keepsAll { witness.all = gradients.array }
    guard let witness, layout.range.contains(witness.place) else { return }
    witness.note(.arrived, gradients, parameters)
    witness.step = index
    witness.configuration = configuration
    witness.isPenalized = layout.weights.contains { $0.range.contains(witness.place) }
    let own = witness.place - layout.range.lowerBound
    witness.first.before = first.isEmpty ? 0 : first[own]
    witness.second.before = second.isEmpty ? 0 : second[own]
  }

  private func end(_ rate: Float) {
    guard let witness, layout.range.contains(witness.place) else { return }
    witness.note(.ended, gradients, parameters)
    witness.rate = rate
    let own = witness.place - layout.range.lowerBound
    witness.first.after = first.isEmpty ? 0 : first[own]
    witness.second.after = second.isEmpty ? 0 : second[own]
  }

  /// Whether a parameter is one of those it changes.
  func covers(_ place: Int) -> Bool { layout.range.contains(place) }

  /// What the optimizer keeps for some of its parameters, and the step it would make of their gradients now: those of the
  /// update performed last, with penalties, clipped.
  func insight(into range: Range<Int>) -> (moments: [(name: String, values: [Float])], step: [Float]) {
    let own = range.lowerBound - layout.range.lowerBound..<range.upperBound - layout.range.lowerBound
    func kept(_ moments: Floats) -> [Float] { moments.isEmpty ? [] : moments[own].array }
    let kept = [parameters[range].array, kept(first), kept(second)]
    let step = withUnsafeTemporaryAllocation(of: Float.self, capacity: max(3 * range.count, 1)) { room in
      room.initialize(repeating: 0)
      let copies = kept.enumerated().map { place, values in
        let copy = Floats(room.baseAddress! + place * range.count, count: values.count)
        copy.copy(from: values)
        return copy
      }
      optimizer.update(
        copies[0], along: gradients[range], first: copies[1], second: copies[2], rate: rate(at: lastIndex),
        step: lastIndex + 1)
      return zip(copies[0].array, kept[0]).map { $0 - $1 }
    }
    return (Array(zip(optimizer.momentNames, kept.dropFirst())), step)
  }

  /// Tells the schedule the watched loss of one evaluation; only a plateau listens.
  public func observe(_ loss: Float) { plateau.observe(loss, configuration.schedule) }

  /// True if gradients differ from what they were.
  private func joinPenalties() -> Bool {
    for run in layout.frozen { gradients[run].fill(0) }
    let l2 = configuration.l2
    let l1 = configuration.lassoForm == .subgradient ? configuration.l1 : 0
    for slot in layout.weights where l2 > 0 || l1 > 0 {
      let own = gradients[slot.range]
      if l2 > 0 { add_multiple(own.base, parameters.base + slot.range.lowerBound, l2, own.count) }
      if l1 > 0 { add_signs(own.base, parameters.base + slot.range.lowerBound, l1, own.count) }
    }
    return l2 > 0 || l1 > 0 || !layout.frozen.isEmpty
  }

  private func clip(norm known: Float?) {
    let own = gradients[layout.range]
    var isKnown = known != nil
    if configuration.clipValue > 0 {
      clip_values(own.base, configuration.clipValue, own.count)
      isKnown = false
    }
    guard configuration.clip > 0 else { return }
    let norm = isKnown ? known ?? 0 : Float(own.sumOfSquares.squareRoot())
    if norm > configuration.clip { scale_values(own.base, configuration.clip / norm, own.count) }
  }

  private func shrink(_ share: Float) {
    guard share > 0 else { return }
    for slot in layout.weights {
      scale_values(parameters.base + slot.range.lowerBound, 1 - share, slot.range.count)
    }
  }

  /// The soft threshold and the limit on norms.
  private func follow(_ rate: Float) {
    let threshold = configuration.lassoForm == .proximal ? rate * configuration.l1 * optimizer.reach : 0
    let limit = configuration.maxNorm
    guard threshold > 0 || limit > 0 else { return }
    for slot in layout.weights {
      let base = parameters.base + slot.range.lowerBound
      if threshold > 0 { shrink_towards_zero(base, threshold, slot.range.count) }
      guard limit > 0 else { continue }
      let units = slot.claim.dimensions.first ?? 1
      limit_rows(base, limit, units, slot.range.count / max(1, units))
    }
  }

  // MARK: what it reports

  /// l2/2 Σ w² + l1 Σ |w| over the weights.
  public var penalty: Float {
    var total = 0.0
    for slot in layout.weights {
      let own = parameters[slot.range]
      if configuration.l2 > 0 { total += 0.5 * Double(configuration.l2) * own.sumOfSquares }
      if configuration.l1 > 0 { total += Double(configuration.l1) * sum_of_magnitudes(own.base, own.count) }
    }
    return Float(total)
  }

  /// Share of the weights that are exactly 0.
  public var zeroShare: Float {
    var zeros = 0
    for slot in layout.weights {
      zeros += count_zeros(parameters.base + slot.range.lowerBound, slot.range.count)
    }
    return weightCount == 0 ? 0 : Float(zeros) / Float(weightCount)
  }

  /// L2 norm of all weights, biases left out.
  public var weightNorm: Float {
    var square = 0.0
    for slot in layout.weights { square += parameters[slot.range].sumOfSquares }
    return Float(square.squareRoot())
  }

  // MARK: knobs

  /// Turns `rate`, `clip`, `clip-value`, `l1`, `l2`, `weight-decay`, `max-norm` or a constant of the optimizer.
  ///
  /// False: there is no such knob here.
  public func turn(_ knob: String, to value: Float) -> Bool {
    switch knob {
    case "rate": configuration.rate = value
    case "clip": configuration.clip = value
    case "clip-value": configuration.clipValue = value
    case "l1": configuration.l1 = value
    case "l2": configuration.l2 = value
    case "weight-decay": configuration.weightDecay = value
    case "max-norm": configuration.maxNorm = value
    default: return turnOptimizer(knob, to: value)
    }
    return true
  }

  /// Replaces the optimizer by one with another constant; its moments go on.
  private func turnOptimizer(_ knob: String, to value: Float) -> Bool {
    guard let kind = OptimizerCatalog.all[type(of: optimizer).name],
      kind.options.contains(where: { $0.name == knob })
    else { return false }
    var options = configuration.optimizerOptions
    // The decimal that was written, as 0.9 in single precision is not 0.9 in double.
    options[knob] = Double(value.description) ?? Double(value)
    guard let turned = try? kind.make(options: options), turned.momentCount == optimizer.momentCount else {
      return false
    }
    configuration.optimizerOptions = options
    optimizer = turned
    return true
  }
}
