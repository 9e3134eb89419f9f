/// A map that lies over its data without a fold: what one hopes for.
enum UnfoldedMapDetector: Detector {
  static let kind = Finding.Kind.unfoldedMap

  static func examine(_ sight: Observation, isOngoing: Bool) -> String? {
    guard sight.places.topographicError >= 0, sight.step >= 500 else { return nil }
    let error = sight.last(sight.places.topographicError)
    guard error < (isOngoing ? 0.1 : 0.06) else { return nil }
    return "for \(Wording.percent(1 - error)) of the examples the two nearest units are neighbours on the map"
  }
}
