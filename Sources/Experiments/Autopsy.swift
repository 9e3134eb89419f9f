public import Neural

/// Why and where a run diverged, found by performing its last steps again.
public struct Autopsy: Sendable, Hashable {
  /// What ended the run.
  public var divergence: Divergence
  /// The first value that was not finite or beyond a million; nil if the learner can tell only the loss.
  public var fault: Fault?
  /// The step in which it appeared.
  public var faultStep: Int
  /// The last step whose state and loss are sound; nil if not even the first is.
  public var lastFinite: Int?
  /// The step of the least loss shortly before: from here a remedy can still help.
  public var lastGood: Int?
  /// The last readings of the loss up to the one that ended the run.
  public var losses: [Float]
  /// Whether the step before the fault is to blame: what a pass gives is decided by the update before it.
  public var blamesStepBefore: Bool {
    guard lastFinite != nil, let fault else { return false }
    return fault.operation == .forward || fault.operation == .loss
  }
  /// The layer with the largest gradient (empty: the norm is that of all parameters) in the step to blame, or in the last one
  /// with a finite gradient.
  public var largest: (layer: String, norm: Float)? {
    get { largestLayer.map { ($0, largestNorm) } }
    set { (largestLayer, largestNorm) = (newValue?.layer, newValue?.norm ?? 0) }
  }
  /// Whether the optimizer divides each gradient by its usual size, so that a weight moves by about the rate.
  public var isScaled = false
  /// The learning rate of that step.
  public var rate: Float
  /// One sentence.
  public var reason: String
  private var largestLayer: String?
  private var largestNorm: Float = 0

  public init(
    divergence: Divergence, fault: Fault? = nil, faultStep: Int, lastFinite: Int? = nil, lastGood: Int? = nil,
    losses: [Float] = [], largest: (layer: String, norm: Float)? = nil, rate: Float = .nan,
    reason: String = ""
  ) {
    self.divergence = divergence
    self.fault = fault
    self.faultStep = faultStep
    self.lastFinite = lastFinite
    self.lastGood = lastGood
    self.losses = losses
    self.rate = rate
    self.reason = reason
    self.largest = largest
  }
}
