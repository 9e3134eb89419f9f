/// A layer whose outputs lie at the flat ends of its activation, where less than a tenth of the slope is left.
enum SaturatedUnitsDetector: UnitsDetector {
  static let kind = Finding.Kind.saturatedUnits

  static func examine(_ sight: Observation, isOngoing: Bool) -> String? {
    var worst: Observation.Units?
    for layer in sight.units where layer.flat > worst?.flat ?? 0 { worst = layer }
    guard let worst, worst.flat >= (isOngoing ? 0.75 : 0.85) else { return nil }
    return
      "\(Wording.percent(worst.flat)) of the outputs of layer \(worst.number) lie where its activation is flat"
  }
}
