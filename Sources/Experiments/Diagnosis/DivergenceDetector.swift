/// The loss stands far above where it began, or is no number any more.
///
/// A bounded network does not reach infinity: three times the loss of the start counts as diverged.
enum DivergenceDetector: Detector {
  static let kind = Finding.Kind.divergence
  private static let window = 20

  static func examine(_ sight: Observation, isOngoing: Bool) -> Sign? {
    if let end = sight.ending {
      let loss =
        end.value.isFinite ? "rose to \(Wording.number(end.value))" : "became \(Numeral.text(end.value))"
      return Sign("the \(end.meter) \(loss) at step \(end.step)")
    }
    guard sight.places.hasPlainLoss || sight.places.learner == "descent",
      let recent = sight.curve(0)?.stretch(window)
    else { return nil }
    let start = sight.first(0)
    guard start > 0, recent.mean > (isOngoing ? 2 : 3) * start else { return nil }
    return Sign(
      "the loss is \(Wording.number(recent.mean)), \(Wording.factor(recent.mean / start)) times that of the start"
    )
  }
}
