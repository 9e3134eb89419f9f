/// A generator that has covered at most half of the clouds for long, and comes no nearer to the data.
///
/// A balanced pair finds most clouds within some hundred steps, one after the other, and all the while its samples come to
/// lie more like the data: their divergence falls. A slow pair is told from a collapsed one by that.
enum ModeCollapseDetector: Detector {
  static let kind = Finding.Kind.modeCollapse
  private static let window = 500
  /// By so many bits the divergence of two halves of the window may differ by chance.
  private static let chance: Float = 0.02

  static func examine(_ sight: Observation, isOngoing: Bool) -> Sign? {
    guard sight.places.modes >= 0, sight.modeCount > 1,
      let recent = sight.curve(sight.places.modes)?.stretch(isOngoing ? window / 5 : window), recent.isFinite,
      recent.high <= Float(sight.modeCount) / 2
    else { return nil }
    guard isOngoing || isStill(sight) else { return nil }
    let steps = isOngoing ? window / 5 : window
    let missing = sight.curve(sight.places.quality)?.stretch(steps).map { 1 - $0.mean } ?? .nan
    let covered = recent.high < 1 ? "none" : "at most \(Int(recent.high))"
    return Sign(
      "\(covered) of \(sight.modeCount) clouds covered in \(steps) steps",
      missing.isFinite ? ", and \(Wording.percent(missing)) of the samples lie in none" : "")
  }

  private static func isStill(_ sight: Observation) -> Bool {
    guard let divergence = sight.curve(sight.places.divergence)?.stretch(window), divergence.isFinite else {
      return false
    }
    return divergence.drop < chance
  }
}
