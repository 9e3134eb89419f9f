/// Units that give 0 for every example: no gradient passes through them, so they stay as they are.
///
/// Narrow ReLU layers lose up to two thirds of their units and still learn; more than that chokes a layer.
enum DeadUnitsDetector: UnitsDetector {
  static let kind = Finding.Kind.deadUnits

  static func examine(_ sight: Observation, isOngoing: Bool) -> String? {
    var worst: Observation.Units?
    for layer in sight.units where layer.share > worst?.share ?? 0 { worst = layer }
    guard let worst, worst.share >= (isOngoing ? 0.6 : 0.7) else { return nil }
    return "\(worst.dead) of \(worst.count) units of layer \(worst.number) give 0 for every example"
  }
}

extension Observation.Units {
  fileprivate var share: Float { Float(dead) / Float(max(1, count)) }
}
