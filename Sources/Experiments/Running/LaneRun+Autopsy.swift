import Neural

/// Performing the last steps before a divergence again, to see where it began.
extension LaneRun {
  /// How many steps before the end are looked at, and how many readings of the loss are told.
  private static let depth = 24
  private static let tail = 8

  /// The findings of the present divergence, made once; nil while the run can go on.
  func autopsy() -> Autopsy? {
    guard let divergence, history.isKept else { return nil }
    if let known = knownAutopsy, known.divergence == divergence { return known }
    let found = dissect(divergence)
    knownAutopsy = found
    return found
  }

  private func dissect(_ end: Divergence) -> Autopsy {
    let (fault, step) = firstFault(before: end) ?? (nil, end.step)
    var autopsy = Autopsy(divergence: end, fault: fault, faultStep: step)
    if end.step > history.origin {
      let finite = min(step, end.step - 1)
      autopsy.lastFinite = finite
      autopsy.lastGood = leastLoss(upTo: finite)
    }
    autopsy.losses = readings(of: 0, last: Self.tail, upTo: end.step)
    let blamed = autopsy.blamesStepBefore ? max(step - 1, history.origin) : step
    autopsy.largest = largestGradient(at: blamed)
    if let place = meters.firstIndex(where: { $0.name == "rate" }) {
      autopsy.rate = reading(place, at: blamed)
    }
    autopsy.isScaled = gain == nil && experiment.learner != "som"
    autopsy.reason = AutopsyReason(autopsy, growth: steepest(upTo: autopsy.lastGood ?? step)).sentence
    return autopsy
  }

  /// Replays from the checkpoint before; the state and the knobs are those of now again afterwards.
  private func firstFault(before end: Divergence) -> (Fault?, Int)? {
    let begin = max(history.origin, end.step - Self.depth)
    guard let checkpoint = history.state(atOrBefore: begin) else { return nil }
    let state = learner.memory.persistent
    let (present, presentStep) = (state.array, step)
    defer {
      state.copy(from: present)
      restoreKnobs(at: presentStep)
    }
    state.copy(from: checkpoint.state)
    restoreKnobs(at: checkpoint.step)
    var plan = MemoryPlan()
    let room = plan.reserveWorkspace(meters.count)
    let memory = Memory(plan)
    let readings = memory.workspace[room]
    for index in checkpoint.step...max(end.step, checkpoint.step) {
      learner.step(index, readings: readings)
      if index >= begin, let fault = learner.fault(of: index, loss: readings[0], limit: Self.lossLimit) {
        return (fault, index)
      }
      takeTurns(at: index + 1)
    }
    return nil
  }

  // MARK: what was recorded

  private func reading(_ place: Int, at step: Int) -> Float {
    let recorder = recorders[place]
    return step >= recorder.start && step < recorder.end ? recorder.value(at: step) : .nan
  }

  private func readings(of place: Int, last count: Int, upTo step: Int) -> [Float] {
    (max(recorders[place].start, step - count + 1)...max(step, recorders[place].start)).map {
      reading(place, at: $0)
    }
  }

  private func leastLoss(upTo step: Int) -> Int {
    let steps = max(history.origin, step - 100)...step
    return steps.filter { reading(0, at: $0).isFinite }.min { reading(0, at: $0) <= reading(0, at: $1) }
      ?? step
  }

  /// Of the layers, or where the learner tells no layer's gradient, of all parameters together.
  private func largestGradient(at step: Int) -> (layer: String, norm: Float)? {
    guard meters.contains(where: { $0.name.hasPrefix("gradient/") }) else { return wholeGradient(at: step) }
    for index in stride(from: step, through: max(history.origin, step - Self.depth), by: -1) {
      let norms = meters.indices.filter { meters[$0].name.hasPrefix("gradient/") }
        .map { (layer: String(meters[$0].name.dropFirst(9)), norm: reading($0, at: index)) }
      if let largest = norms.filter(\.norm.isFinite).max(by: { $0.norm < $1.norm }),
        norms.allSatisfy(\.norm.isFinite)
      {
        return largest
      }
    }
    return nil
  }

  private func wholeGradient(at step: Int) -> (layer: String, norm: Float)? {
    let place = sightPlaces.gradientNorm
    guard place >= 0 else { return nil }
    let steps = (max(history.origin, step - Self.depth)...step).reversed()
    return steps.map { reading(place, at: $0) }.first(where: \.isFinite).map { ("", $0) }
  }

  /// The step shortly before in which ∂loss/∂z grew most from the last layer with weights to the first.
  ///
  /// Only up to the least loss: once the weights are thrown away, the error may grow or vanish for that alone.
  private func steepest(upTo step: Int) -> AutopsyReason.Growth? {
    let places = sightPlaces.deltas
    guard places.count > 2 else { return nil }
    return (max(history.origin, step - Self.depth)...step).compactMap { step in
      let (first, last) = (reading(places[0], at: step), reading(places[places.count - 1], at: step))
      guard first.isFinite, last > 0 else { return nil }
      return AutopsyReason.Growth(step: step, first: first, last: last, layers: places.count)
    }.max { $0.share < $1.share }
  }
}
