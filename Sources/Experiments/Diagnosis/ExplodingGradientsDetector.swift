/// The error grows from layer to layer on its way back, or the gradient grows from step to step.
enum ExplodingGradientsDetector: Detector {
  static let kind = Finding.Kind.explodingGradients

  static func examine(_ sight: Observation, isOngoing: Bool) -> String? {
    guard sight.places.hasPlainLoss, sight.places.gradientNorm >= 0 else { return nil }
    let norm = sight.last(sight.places.gradientNorm)
    let strictness: Float = isOngoing ? 0.5 : 1
    if let share = sight.firstLayerShare, share > 100 * strictness, norm > 10 * strictness {
      let places = sight.places
      return
        "∂loss/∂z grows from \(Wording.number(sight.last(places.deltas[places.deltas.count - 1]))) at layer \(sight.lastNumber) to \(Wording.number(sight.last(places.deltas[0]))) at layer \(sight.firstNumber)"
    }
    let start = sight.first(sight.places.gradientNorm)
    guard start > 0, norm > 100 * strictness, norm > 10 * strictness * start else { return nil }
    return
      "the gradient's norm is \(Wording.number(norm)), \(Wording.factor(norm / start)) times that of the first step"
  }
}
