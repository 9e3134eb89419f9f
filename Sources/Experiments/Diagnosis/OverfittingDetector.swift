/// The validation loss has risen from its lowest point while the training loss went on falling.
enum OverfittingDetector: Detector {
  static let kind = Finding.Kind.overfitting
  private static let window = 20

  static func examine(_ sight: Observation, isOngoing: Bool) -> Sign? {
    guard sight.places.hasPlainLoss, sight.places.validation > 0,
      let validation = sight.curve(sight.places.validation), let training = sight.curve(0),
      let best = validation.lowest,
      let now = validation.stretch(window), let trainingNow = training.stretch(window), now.isFinite
    else { return nil }
    guard sight.step - best.step >= max(40, sight.step / 10, 2 * best.width) else { return nil }
    let then = mean(of: training, around: best.step, width: best.width)
    guard now.mean > (isOngoing ? 1.05 : 1.1) * best.mean, trainingNow.mean < 0.95 * then else { return nil }
    return Sign(
      "validation rose from \(Wording.number(best.mean)) to \(Wording.number(now.mean))",
      " since step \(best.step), while training fell from \(Wording.number(then)) to \(Wording.number(trainingNow.mean))"
    )
  }

  /// Over the steps of a few batches, as a single one is noisy.
  private static func mean(of curve: CurveRecorder, around step: Int, width: Int) -> Float {
    let first = max(curve.start, step - max(width, window) / 2)
    let end = min(curve.end, first + max(width, window))
    var sum: Float = 0
    for step in first..<end { sum += curve.value(at: step) }
    return sum / Float(max(1, end - first))
  }
}
