/// How well the gradients that were computed agree with how the loss really changes.
public struct GradientCheck: Sendable, Hashable {
  /// One layer, or all of them together.
  public struct Row: Sendable, Hashable {
    /// Such as `2 dense`; `all layers`.
    public var title: String
    /// Length of the computed gradient.
    public var norm: Double
    /// The direction that agrees least: what the gradient says of it, and what the loss does.
    public var computed: Double
    public var measured: Double
    /// |computed − measured| over the larger of them, or over what the precision of the loss can tell.
    public var error: Double
    /// How far the parameters were moved together.
    public var reach: Double
    /// Corners of the network that were crossed on the way, such as a ReLU that went on or off.
    public var kinks: Int
    public var verdict: Verdict
  }

  public enum Verdict: String, Sendable, Hashable {
    case agrees
    /// Off, with corners in the way: there the slope on one side is not that on the other.
    case corner = "corner"
    case differs = "DIFFERS"
    /// Neither a gradient nor a change of the loss.
    case still = "no gradient"
  }

  public var rows: [Row]
  /// The update that comes next, from 0: its batch is the one that was used.
  public var step: Int
  public var batch: Int
  /// Why nothing could be checked; one sentence.
  public var refusal: String?

  public init(rows: [Row] = [], step: Int = 0, batch: Int = 0, refusal: String? = nil) {
    self.rows = rows
    self.step = step
    self.batch = batch
    self.refusal = refusal
  }

  /// From this relative error on a gradient differs: single precision carries about seven digits, and a difference of
  /// two losses loses half of them.
  public static let tolerance = 0.01

  public var isGood: Bool { rows.allSatisfy { $0.verdict != .differs } }

  /// One sentence about all of it.
  public var sentence: String {
    if let refusal { return refusal }
    let wrong = rows.filter { $0.verdict == .differs }.map(\.title)
    if !wrong.isEmpty {
      return "The computed gradient is not the slope of the loss in: \(wrong.joined(separator: ", "))."
    }
    let bent = rows.filter { $0.verdict == .corner }.map(\.title)
    if !bent.isEmpty {
      return
        "Where no corner was crossed the gradients are right. In \(bent.joined(separator: ", ")) units switched on or "
        + "off between the two losses, and there is no single slope across a corner."
    }
    return "The computed gradients are the slopes of the loss."
  }
}

/// A learner whose gradients can be compared with differences of its loss.
public protocol GradientChecked: Learner {
  /// Compares them on the batch of step `step`, in the present state, which stays as it is.
  func checkGradients(step: Int) -> GradientCheck
}
