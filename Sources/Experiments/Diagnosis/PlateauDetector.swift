/// The loss has not moved for long and stands not far below where it began.
///
/// A run that has settled low is finished, not stuck: nothing is said of one whose loss has fallen. Without a hidden layer
/// there are no plateaus: where the loss of a single layer stands still, it is as low as it gets.
enum PlateauDetector: Detector {
  static let kind = Finding.Kind.plateau
  static let shortest = 200
  private static let longest = CurveRecorder.capacity

  static func examine(_ sight: Observation, isOngoing: Bool) -> Sign? {
    guard sight.places.hasPlainLoss, sight.isLearning, sight.places.deltas.count != 1,
      let curve = sight.curve(0)
    else { return nil }
    let window = min(max(shortest, 6 * sight.stepsPerEpoch), longest)
    guard let recent = curve.stretch(window), recent.isFinite, recent.mean > 0.01 else { return nil }
    guard sight.first(0).isFinite, recent.mean > Observation.low * sight.first(0), isLevel(recent, isOngoing)
    else { return nil }
    let steps = Wording.round(length(curve, level: recent.mean, of: window))
    let cause = PlateauCause.likeliest(sight, level: recent.mean)
    return Sign(
      "the loss has stood at \(Wording.number(recent.mean)) for \(steps) steps", cause.words,
      lessons: cause.lessons)
  }

  /// Neither fallen by a hundredth nor by more than chance explains, with little noise to hide it.
  private static func isLevel(_ recent: Stretch, _ isOngoing: Bool) -> Bool {
    let slack: Float = isOngoing ? 0.02 : 0.005
    return abs(recent.drop) < max(slack * recent.mean, 2 * recent.noise)
      && recent.noise < (isOngoing ? 0.04 : 0.02) * recent.mean
  }

  /// For how many steps the loss has been about there; as far back as every reading is known.
  private static func length(_ curve: CurveRecorder, level: Float, of window: Int) -> Int {
    var first = curve.end - window
    while first > curve.start, abs(curve.value(at: first - 1) - level) < 0.03 * level { first -= 1 }
    return curve.end - first
  }
}
