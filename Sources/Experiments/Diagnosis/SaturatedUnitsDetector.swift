/// A layer whose outputs lie at the flat ends of its activation, where less than a tenth of the slope is left.
///
/// A network that has learned is often sure of its answers: where the loss has fallen, that is no trouble.
enum SaturatedUnitsDetector: UnitsDetector {
  static let kind = Finding.Kind.saturatedUnits

  static func examine(_ sight: Observation, isOngoing: Bool) -> Sign? {
    guard let worst = sight.flattest, worst.flat >= (isOngoing ? 0.75 : 0.85), !sight.hasFallen else {
      return nil
    }
    return Sign(
      "\(Wording.percent(worst.flat)) of layer \(worst.number) lies at the flat ends", " of its activation")
  }
}
