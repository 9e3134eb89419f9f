/// A generator that covers at most half of the clouds and has found no other for long.
enum ModeCollapseDetector: Detector {
  static let kind = Finding.Kind.modeCollapse
  /// A balanced pair has found most clouds by then.
  private static let grace = 1000
  private static let window = 500

  static func examine(_ sight: Observation, isOngoing: Bool) -> String? {
    guard sight.places.modes >= 0, sight.modeCount > 1, sight.step >= grace,
      let recent = sight.curve(sight.places.modes)?.stretch(isOngoing ? window / 5 : window), recent.isFinite
    else { return nil }
    guard recent.high <= Float(sight.modeCount) / 2 else { return nil }
    return
      "for \(window) steps the samples have covered at most \(Int(recent.high)) of \(sight.modeCount) clouds"
  }
}
