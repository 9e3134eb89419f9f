/// What decides how gradients become steps.
public struct UpdateConfiguration: Sendable {
  /// How L1 is applied.
  public enum LassoForm: String, Sendable, Hashable, CaseIterable {
    /// A soft threshold after each update: w := sign(w) · max(|w| − rate · l1 · reach, 0) with the optimizer's reach.
    /// Lands exactly on 0 (Parikh & Boyd 2014, section 6.5). Behind SGD, momentum and Nesterov it rests where the lasso
    /// does: loss + l1 Σ |w| is least there. Optimizers that scale each gradient (Adagrad, Adadelta, RMSprop, Adam,
    /// AdamW) do not scale the threshold: there it is a decay beside the gradient, as AdamW's is, with zeros just as exact
    /// but at another place of rest.
    case proximal
    /// l1 · sign(w) added to the gradient; jumps across 0.
    case subgradient
  }

  public var optimizer: any Optimizer
  /// The optimizer's own constants as they were given to the catalog, so that turning one keeps the others.
  public var optimizerOptions: [String: Double]
  /// The learning rate before the schedule.
  public var rate: Float
  public var schedule: Schedule
  /// The largest L2 norm the gradient of all parameters may have; it is scaled down to it (Pascanu, Mikolov & Bengio
  /// 2013). 0: no clipping.
  public var clip: Float
  /// The largest magnitude one gradient may have; 0: no clipping.
  public var clipValue: Float
  /// λ of the penalty λ/2 Σ w² over weights (never biases): adds λ w to the gradient.
  public var l2: Float
  /// λ of the penalty λ Σ |w| over weights.
  public var l1: Float
  public var lassoForm: LassoForm
  /// Decay beside the gradient, weights only: w −= rate · weightDecay · w before the update.
  public var weightDecay: Float
  /// The largest L2 norm of a unit's incoming weights, restored after each update (Srebro & Shraibman 2005); 0: no limit.
  public var maxNorm: Float
  /// Numbers of the layers whose parameters do not change.
  public var frozen: Set<Int>
  /// Whether the learner reports `penalty`, `zeros` and `weight-norm`.
  public var showsWeights: Bool

  public init(
    optimizer: any Optimizer = SGD(), optimizerOptions: [String: Double] = [:], rate: Float,
    schedule: Schedule = Schedule(), clip: Float = 0, clipValue: Float = 0, l2: Float = 0, l1: Float = 0,
    lassoForm: LassoForm = .proximal, weightDecay: Float = 0, maxNorm: Float = 0, frozen: Set<Int> = [],
    showsWeights: Bool = false
  ) {
    self.optimizer = optimizer
    self.optimizerOptions = optimizerOptions
    self.rate = rate
    self.schedule = schedule
    self.clip = clip
    self.clipValue = clipValue
    self.l2 = l2
    self.l1 = l1
    self.lassoForm = lassoForm
    self.weightDecay = weightDecay
    self.maxNorm = maxNorm
    self.frozen = frozen
    self.showsWeights = showsWeights
  }
}

/// Where an update keeps its moments in a memory that does not exist yet.
///
/// A learner with two networks in one memory makes two of them, over the two parameter ranges.
public struct UpdateLayout: Sendable {
  let configuration: UpdateConfiguration
  /// The parameters it changes, with their padding.
  let range: Range<Int>
  let first: Range<Int>
  let second: Range<Int>
  let plateau: Range<Int>
  /// The runs of parameters that are not frozen.
  let segments: [Range<Int>]
  let frozen: [Range<Int>]
  /// The weights that penalties act on: not biases, gains or shifts.
  let weights: [Slot]

  /// Reserves what the optimizer and the schedule remember.
  ///
  /// - Parameter range: the parameters to change, such as `NetworkLayout.parameterRange`; nil: all granted so far.
  /// Throws one sentence if a frozen layer does not exist, or if every layer is frozen.
  public init(
    _ configuration: UpdateConfiguration, over range: Range<Int>? = nil, in plan: inout MemoryPlan
  ) throws(NetworkFault) {
    self.configuration = configuration
    let own = range ?? 0..<plan.parameterCount
    self.range = own
    let slots = plan.slots.filter { own.contains($0.range.lowerBound) }
    try Self.check(configuration.frozen, slots)
    let kept = slots.filter { !configuration.frozen.contains($0.layer) }
    segments = configuration.frozen.isEmpty ? [own] : Self.runs(of: kept)
    frozen = Self.runs(of: slots.filter { configuration.frozen.contains($0.layer) })
    weights = kept.filter { $0.claim.role == .weight }
    let moments = configuration.optimizer.momentCount
    first = plan.reserveState(moments > 0 ? own.count : 0)
    second = plan.reserveState(moments > 1 ? own.count : 0)
    plateau = plan.reserveState(configuration.schedule.kind == .plateau ? PlateauState.count : 0)
  }

  private static func check(_ frozen: Set<Int>, _ slots: [Slot]) throws(NetworkFault) {
    let numbers = Set(slots.map(\.layer))
    if let missing = frozen.subtracting(numbers).min() {
      let known = numbers.sorted().map { "\($0)" }.joined(separator: ", ")
      throw NetworkFault("There is no layer \(missing) to freeze; layers with parameters are \(known).")
    }
    if !frozen.isEmpty, frozen == numbers {
      throw NetworkFault("Every layer is frozen, so nothing can be learned; leave at least one free.")
    }
  }

  /// The padded ranges of the slots, neighbours joined.
  private static func runs(of slots: [Slot]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for slot in slots {
      let end = slot.range.lowerBound + slot.claim.paddedCount
      if let last = runs.last, last.upperBound == slot.range.lowerBound {
        runs[runs.count - 1] = last.lowerBound..<end
      } else {
        runs.append(slot.range.lowerBound..<end)
      }
    }
    return runs
  }
}
