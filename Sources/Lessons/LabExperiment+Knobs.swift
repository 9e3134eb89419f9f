public import Experiments

extension LabExperiment {
  /// How a knob of this lesson is turned in an experiment as it stands; nil where it has no such knob.
  public func knob(for key: String, in experiment: Experiment) -> Knob? {
    let usual = experiment.knob(for: key)
    guard let values = knobValues[key] else { return usual }
    let present = experiment.value(of: key)
    let missing = present.map { values.contains($0) ? [] : [$0] } ?? []
    guard var knob = usual else { return nil }
    knob.kind = .choice(values + missing)
    return knob
  }
}
