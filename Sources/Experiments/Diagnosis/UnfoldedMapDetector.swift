/// A map that lies over its data without a fold: what one hopes for.
///
/// A radius of many units holds any map together, wherever it lies; only a small one shows that it is in order.
enum UnfoldedMapDetector: Detector {
  static let kind = Finding.Kind.unfoldedMap

  static func examine(_ sight: Observation, isOngoing: Bool) -> Sign? {
    guard sight.places.topographicError >= 0, sight.step >= 500 else { return nil }
    let error = sight.last(sight.places.topographicError)
    guard error < (isOngoing ? 0.1 : 0.06), sight.last(sight.places.radius) < 2 else { return nil }
    return Sign(
      "in order for \(Wording.percent(1 - error)) of the examples",
      ": their nearest two units touch on the map, and the radius is down to \(Wording.number(sight.last(sight.places.radius)))"
    )
  }
}
