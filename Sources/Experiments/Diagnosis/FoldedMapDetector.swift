/// A map whose neighbours on the lattice are no neighbours in the data, late in its training.
enum FoldedMapDetector: Detector {
  static let kind = Finding.Kind.foldedMap

  static func examine(_ sight: Observation, isOngoing: Bool) -> Sign? {
    guard sight.places.topographicError >= 0, sight.step >= 1000 else { return nil }
    let error = sight.last(sight.places.topographicError)
    guard error > (isOngoing ? 0.15 : 0.2), sight.last(sight.places.radius) < 2 else { return nil }
    return Sign(
      "out of order for \(Wording.percent(error)) of the examples",
      ": their nearest two units are apart on the map, and the radius is down to \(Wording.number(sight.last(sight.places.radius)))"
    )
  }
}
