import Experiments

/// What may be done about a divergence.
struct Remedy: Hashable {
  var key: Unicode.Scalar
  var text: String
  /// The step to go back to.
  var step: Int
  var setting: Setting?

  /// Those that this run allows, by their keys.
  static func all(_ autopsy: Autopsy, _ experiment: Experiment) -> [Remedy] {
    guard let finite = autopsy.lastFinite, let good = autopsy.lastGood else { return [] }
    var all = [
      Remedy(key: "1", text: "back to step \(Figure.count(finite)), the last finite state", step: finite)
    ]
    if let rate = experiment.value(of: "rate").flatMap(Numeral.value) {
      let half = Numeral.text(Float(rate / 2))
      all.append(
        Remedy(
          key: "2",
          text: "back to step \(Figure.count(good)) and halve the rate: \(Numeral.text(rate)) → \(half)",
          step: good, setting: Setting("rate", half)))
    }
    let clip = experiment.value(of: "clip").flatMap(Numeral.value) ?? .infinity
    if experiment.knob(for: "clip") != nil, experiment.learner != "descent", clip > 1 {
      all.append(
        Remedy(
          key: "3", text: "back to step \(Figure.count(good)) and clip the gradient's norm at 1", step: good,
          setting: Setting("clip", "1")))
    }
    return all
  }
}
