/// Units that give 0 for every example: no gradient passes through them, so they stay as they are.
///
/// Narrow ReLU layers lose up to two thirds of their units and still learn; more than that chokes a layer. A network whose
/// loss has fallen does without them, but nothing passes a layer that is dead as a whole.
enum DeadUnitsDetector: UnitsDetector {
  static let kind = Finding.Kind.deadUnits

  static func examine(_ sight: Observation, isOngoing: Bool) -> Sign? {
    guard let worst = sight.deadest, worst.deadShare >= (isOngoing ? 0.6 : 0.7),
      worst.deadShare == 1 || !sight.hasFallen
    else { return nil }
    return Sign(worst.deadWords)
  }
}
