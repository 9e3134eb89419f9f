/// When a run stops by itself, and which weights it keeps (Prechelt 1998; Goodfellow, Bengio & Courville 2016, 7.8).
public struct StoppingRule: Sendable, Hashable {
  /// Evaluations without an improvement after which training stops; 0: it is only watched.
  public var patience: Int
  /// An evaluation improves when it is below the best one by more than this.
  public var minimalDelta: Float
  /// Whether the weights of the best evaluation come back when training stops.
  public var restores: Bool
  /// Steps between two evaluations; nil: one at the beginning of each epoch.
  public var interval: Int?

  public init(patience: Int = 0, minimalDelta: Float = 0, restores: Bool = true, interval: Int? = nil) {
    self.patience = patience
    self.minimalDelta = minimalDelta
    self.restores = restores
    self.interval = interval
  }

  /// Which evaluations of a recorded curve are the best and the last.
  public struct Verdict: Sendable, Hashable {
    /// Place of the best evaluation before the stop; nil if none was a number.
    public var best: Int?
    /// Place of the evaluation at which patience burns out; nil if it never does.
    public var stop: Int?
  }

  /// Where a run with these evaluations would have stopped.
  public func rehearse(_ losses: [Float]) -> Verdict {
    var verdict = Verdict()
    var lowest = Float.infinity
    var waited = 0
    for (place, loss) in losses.enumerated() {
      if loss < lowest - minimalDelta || verdict.best == nil && loss < .infinity {
        (lowest, waited, verdict.best) = (loss, 0, place)
      } else {
        waited += 1
      }
      if patience > 0, waited >= patience {
        verdict.stop = place
        return verdict
      }
    }
    return verdict
  }
}

/// Watches a loss from evaluation to evaluation; remembers the best weights and whether patience has burnt out.
///
/// Everything lies in the checkpointed state, so going back to a checkpoint goes back here as well.
final class StoppingWatch {
  struct Layout {
    let counters: Range<Int>
    /// Room for the parameters and for the state reserved before this.
    let kept: Range<Int>

    init(_ rule: StoppingRule, in plan: inout MemoryPlan) {
      let size = rule.restores ? plan.parameterCount + plan.stateCount : 0
      kept = plan.reserveState(size)
      counters = plan.reserveState(5)
    }
  }

  private enum Counter: Int { case seen, best, bestStep, waited, stopped }

  let interval: Int
  private var rule: StoppingRule
  private let counters: Floats
  private let kept: Floats
  private let watched: Floats

  init(_ rule: StoppingRule, _ layout: Layout, memory: Memory, stepsPerEpoch: Int) {
    self.rule = rule
    interval = max(1, rule.interval ?? stepsPerEpoch)
    counters = memory.state[layout.counters]
    kept = memory.state[layout.kept]
    watched = memory.persistent.prefix(kept.count)
  }

  private subscript(counter: Counter) -> Float {
    get { counters[counter.rawValue] }
    set { counters[counter.rawValue] = newValue }
  }

  var best: Float { self[.seen] == 0 ? .nan : self[.best] }
  var bestStep: Float { self[.bestStep] }
  var isStopped: Bool { self[.stopped] == 1 }
  var patienceLeft: Float { rule.patience == 0 ? .nan : max(0, Float(rule.patience) - self[.waited]) }

  func isDue(_ step: Int) -> Bool { !isStopped && step % interval == 0 }

  /// Judges the loss of the weights before step `step`; on the last evaluation the best weights come back.
  func observe(_ loss: Float, step: Int) {
    if loss < self[.best] - rule.minimalDelta || self[.seen] == 0 && loss < .infinity {
      self[.seen] = 1
      self[.best] = loss
      self[.bestStep] = Float(step)
      self[.waited] = 0
      kept.copy(from: watched)
    } else {
      self[.waited] += 1
    }
    guard rule.patience > 0, self[.waited] >= Float(rule.patience) else { return }
    self[.stopped] = 1
    if self[.seen] == 1 { watched.copy(from: kept) }
  }

  func turn(_ knob: String, to value: Float) -> Bool {
    switch knob {
    case "patience": rule.patience = Int(max(0, min(value, 1e9)))
    case "min-delta": rule.minimalDelta = value
    default: return false
    }
    return true
  }
}
