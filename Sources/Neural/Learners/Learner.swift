import CKernels

/// Something that learns, one step at a time. Born, used and freed on one thread.
public protocol Learner: AnyObject {
  /// All that changes by learning; a checkpoint copies `memory.persistent`.
  var memory: Memory { get }
  /// What `step` and `measure` write, in order. The first is always `loss` (for the perceptron: mistakes of the pass).
  var meters: [Meter] { get }
  /// Names of the probes it can fill.
  var probes: [String] { get }
  /// How many steps make one pass over the training examples.
  var stepsPerEpoch: Int { get }
  /// Performs training step number `index` (from 0) and writes its readings; the values belong to the state *before*
  /// the update. A function of (memory, index): no allocation, no hidden state, never traps on NaN.
  func step(_ index: Int, readings: Floats)
  /// Steps between two calls of `measure` that the learner wants; nil leaves it to whoever runs it.
  var measureInterval: Int? { get }
  /// Writes the readings that need a whole pass over a split (`validation/…`, `test/…`); changes no state.
  func measure(readings: Floats)
  /// Turns a live knob (`rate`, `momentum`, `clip`…). False: this learner has no such knob, rebuild it instead.
  func turn(_ knob: String, to value: Float) -> Bool
  /// Fills the probe of that name; leaves it empty if it does not apply.
  func fill(_ probe: inout Probe)
  /// The same in the state before step `step`, for pictures of what a step was given.
  func fill(_ probe: inout Probe, before step: Int)
  /// Throws one sentence if that cannot be done by hand here.
  func check(_ intervention: Intervention) throws(NetworkFault)
  /// Does what was checked; between two steps, never during one.
  func intervene(_ intervention: Intervention)
  /// Undoes all that stands beside the memory: it is as when the learner was made.
  func forgetInterventions()
  /// Lets the pictures show something else; returns what they show now, nil if it has no such picture.
  func show(_ showing: Showing) -> Showing?
  /// The first value of step `index`, just performed, that is not finite or beyond `limit`; nil if all are sound.
  ///
  /// - Parameter loss: the step's own reading.
  func fault(of index: Int, loss: Float, limit: Float) -> Fault?
  /// True when no further step can change anything (the perceptron after a clean pass).
  var isSettled: Bool { get }
}

extension Learner {
  public var measureInterval: Int? { nil }
  public func fill(_ probe: inout Probe, before step: Int) { fill(&probe) }

  /// Performs a step in which numbers below the smallest normal float, 1.2e-38, are zero: the way every run trains.
  ///
  /// The moments of a dead unit end among those numbers, and a processor takes a hundred times longer for each.
  public func train(_ index: Int, readings: Floats) {
    let before = flush_subnormals()
    step(index, readings: readings)
    restore_subnormals(before)
  }

  public func check(_ intervention: Intervention) throws(NetworkFault) {
    throw NetworkFault(
      intervention.changesExamples
        ? "Only a perceptron and a supervised network let their examples be changed by hand."
        : "This learner does not take that by hand.")
  }

  public func intervene(_ intervention: Intervention) {}
  public func forgetInterventions() {}
  public func show(_ showing: Showing) -> Showing? { nil }
}
