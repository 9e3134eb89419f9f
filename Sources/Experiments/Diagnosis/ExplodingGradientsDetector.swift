/// The error grows from layer to layer on its way back, or the gradient has grown from step to step.
///
/// A gradient is large or small only beside another one: of the last layer, or of the first step. Its norm itself has to be
/// so large that a step of a usual rate leaps. Once such steps have thrown the weights away the error may vanish on its
/// way back; that the loss stands far above its start then shows what happened.
enum ExplodingGradientsDetector: Detector {
  static let kind = Finding.Kind.explodingGradients
  /// From layer to layer: a first step may tell, as few follow. Good initial weights keep it within ten.
  private static let layerwise: Float = 50
  /// From step to step: a network that leaves a plateau may gain tenfold.
  private static let stepwise: Float = 100

  static func examine(_ sight: Observation, isOngoing: Bool) -> Sign? {
    guard sight.places.hasPlainLoss, sight.places.gradientNorm >= 0 else { return nil }
    let norm = sight.last(sight.places.gradientNorm)
    let strictness: Float = isOngoing ? 0.5 : 1
    if let share = sight.firstLayerShare, share > layerwise * strictness, norm > 10 * strictness {
      return Sign(
        "layer \(sight.firstNumber)'s ∂L/∂z is \(Wording.factor(share)) × layer \(sight.lastNumber)'s",
        ", and the gradient's norm \(Wording.number(norm))")
    }
    guard norm > 100 * strictness else { return nil }
    let (start, loss) = (sight.first(sight.places.gradientNorm), sight.last(0) / sight.first(0))
    if norm > stepwise * strictness * start, start > 0 {
      return Sign("their norm is \(Wording.number(norm)), \(Wording.factor(norm / start)) × the first")
    }
    guard loss > 10 * strictness else { return nil }
    return Sign("their norm is \(Wording.number(norm))", ", and the loss \(Wording.factor(loss)) × the first")
  }
}
