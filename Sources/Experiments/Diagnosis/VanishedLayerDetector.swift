/// The first layer gets less than a ten-thousandth of the error that the last one gets.
///
/// Some networks learn all the same (normalized layers, shortcuts): where the loss has fallen, that is no trouble.
enum VanishedLayerDetector: Detector {
  static let kind = Finding.Kind.vanishedLayer

  static func examine(_ sight: Observation, isOngoing: Bool) -> Sign? {
    guard sight.places.hasPlainLoss, let share = sight.firstLayerShare,
      share < (isOngoing ? 3e-4 : 1e-4), !sight.hasFallen
    else { return nil }
    return Sign(
      share == 0
        ? "no ∂L/∂z reaches layer \(sight.firstNumber)"
        : "layer \(sight.firstNumber) gets \(Wording.number(share)) of layer \(sight.lastNumber)'s ∂L/∂z",
      sight.areGradientsAlike
        ? "; the errors cancel: no layer's gradient is above \(Wording.number(sight.largestGradient))" : "")
  }
}
