/// What the pictures of a learner show at a person's wish. It is no part of the run: no number of it changes, no mark
/// is made, and going back in time leaves it as it is.
public enum Showing: Sendable, Hashable {
  /// A place in the plane of codes, for the decoder.
  case code(x: Float, y: Float)
  /// An image drawn by hand, row by row from 0 (ground) to 1 (ink), in place of the shown example; nil: the example.
  case image([Float]?)
  /// What invented text begins with.
  case prompt(String)
  /// How bold invented text is.
  case temperature(Float)

  /// Two of a kind replace each other.
  public var kind: String {
    switch self {
    case .code: "code"
    case .image: "image"
    case .prompt: "prompt"
    case .temperature: "temperature"
    }
  }
}
