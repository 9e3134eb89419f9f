/// The first layer gets less than a ten-thousandth of the error that the last one gets.
enum VanishedLayerDetector: Detector {
  static let kind = Finding.Kind.vanishedLayer

  static func examine(_ sight: Observation, isOngoing: Bool) -> String? {
    guard sight.places.hasPlainLoss, let share = sight.firstLayerShare else { return nil }
    guard share < (isOngoing ? 3e-4 : 1e-4) else { return nil }
    let sentence =
      "layer \(sight.firstNumber) receives \(Wording.number(share)) of the error ∂L/∂z of layer \(sight.lastNumber)"
    guard sight.areGradientsAlike else { return sentence }
    return
      "\(sentence), whose errors cancel: no layer's gradient is above \(Wording.number(sight.largestGradient))"
  }
}
