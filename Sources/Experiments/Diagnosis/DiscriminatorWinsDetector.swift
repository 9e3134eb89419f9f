/// The discriminator is right nearly always: what it says teaches the generator next to nothing.
enum DiscriminatorWinsDetector: Detector {
  static let kind = Finding.Kind.discriminatorWins
  private static let window = 200

  static func examine(_ sight: Observation, isOngoing: Bool) -> Sign? {
    guard sight.places.learner == "gan", sight.places.fake >= 0,
      let recent = sight.curve(sight.places.accuracy)?.stretch(window),
      let fake = sight.curve(sight.places.fake)?.stretch(window)
    else { return nil }
    guard recent.mean >= (isOngoing ? 0.88 : 0.92) else { return nil }
    return Sign(
      "right \(Wording.percent(recent.mean)) of the time for \(window) steps",
      "; it gives samples \(Wording.number(fake.mean))")
  }
}
