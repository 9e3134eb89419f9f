import Neural

/// What a run looks like to the detectors, and when they look.
extension LaneRun {
  /// Looks if it is time, or if the run has just diverged; what begins is marked on the curves.
  func examine() {
    // Asked after every step, of which many take less than a microsecond.
    guard outcome != nil || step >= examiner.next && step >= farthest else { return }
    let ending = divergence
    guard ending != nil || step >= examiner.next && step >= farthest else { return }
    if hasUnits, ending == nil, examiner.wantsUnits(at: step, cost: unitsCost) { askUnits() }
    if hasModes, modeCount == 0, step >= 500 { countModes() }
    let sight = observation(ending)
    for change in examiner.examine(sight) {
      switch change {
      case .began(let finding):
        // That it diverged is marked already.
        if ending != nil, finding.kind == .divergence { continue }
        let detail = "\(finding.kind.title): \(finding.evidence(at: finding.step))"
        mark(finding.kind.title, .diagnosis, at: finding.step, detail: detail)
      case .ended(let finding, let since):
        mark(
          "\(finding.kind.title) over", .diagnosis, at: since,
          detail: "\(finding.kind.title): over since step \(since)")
      }
    }
  }

  private func observation(_ ending: Divergence?) -> Observation {
    Observation(
      places: sightPlaces, recorders: recorders, step: ending?.step ?? step,
      stepsPerEpoch: learner.stepsPerEpoch, units: units, unitsStep: unitsStep, modeCount: modeCount,
      isLearning: experiment.options["learning"] != 0, gain: gain, ending: ending)
  }

  var gain: Float? {
    let optimizer = experiment.optimizer
    switch optimizer.name {
    case "sgd": return 1
    case "momentum", "nesterov": return 1 / max(1 - (optimizer.options["momentum"] ?? 0.9), 1e-3)
    default: return nil
    }
  }

  private var unitsCost: Examiner.UnitsCost {
    let most = SupervisedLearner.askedExamples
    // Without batches a step takes all examples, at least as many as are asked.
    let batch = experiment.batch ?? most
    return Examiner.UnitsCost(asked: min(most, learner.stepsPerEpoch * batch), batch: batch)
  }

  /// What holds now, told with the numbers of now; in the past with those of the last look before.
  var findings: [Finding] {
    step < farthest ? examiner.findings(at: step) : examiner.findings(seen: observation(divergence))
  }

  /// How the run diverged; nil if it did not.
  var divergence: Divergence? {
    if case .diverged(let divergence) = outcome { return divergence }
    return nil
  }

  private func askUnits() {
    var probe = Probe("units")
    learner.fill(&probe)
    let values = probe.values
    unitsStep = step
    units = (0..<values.count / 4).map { row in
      Observation.Units(
        number: Int(values[4 * row]), count: Int(values[4 * row + 1]), dead: Int(values[4 * row + 2]),
        flat: values[4 * row + 3])
    }
    examiner.noteUnits(at: step, stepsPerEpoch: learner.stepsPerEpoch, cost: unitsCost)
  }

  private func countModes() {
    var probe = Probe("modes")
    learner.fill(&probe)
    modeCount = probe.shape.columns
  }
}
