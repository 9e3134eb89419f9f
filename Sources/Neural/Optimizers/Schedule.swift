import CKernels

/// The learning rate as a function of the step: a factor on the rate that was chosen.
public struct Schedule: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// 1.
    case constant
    /// `factor` to the number of whole stretches of `steps` steps so far.
    case step
    /// `factor`^(t / steps): falls to `factor` within `steps` steps.
    case exponential
    /// ½ (1 + cos(π t / steps)) down to 0 at `steps`, 0 from there on (Loshchilov & Hutter 2017, without restarts).
    case cosine
    /// 1 / (1 + t / steps).
    case inverse
    /// Only the rise at the beginning.
    case warmUp = "warm-up"
    /// `factor` to the number of times that the watched loss has not fallen for more than `patience` evaluations.
    case plateau = "reduce-on-plateau"
  }

  public var kind: Kind
  public var steps: Int
  public var factor: Float
  /// So many steps the rate rises evenly to its value, (t + 1) / warmUp; 0: none. It goes with every kind.
  public var warmUp: Int
  /// Evaluations without a fall that a plateau may last.
  public var patience: Int

  public init(
    _ kind: Kind = .constant, steps: Int = 1000, factor: Float = 0.1, warmUp: Int = 0, patience: Int = 10
  ) {
    self.kind = kind
    self.steps = max(1, steps)
    self.factor = factor
    self.warmUp = kind == .warmUp && warmUp < 1 ? max(1, steps / 10) : max(0, warmUp)
    self.patience = max(0, patience)
  }

  /// The factor of step `step` (from 0), without what a plateau adds to it.
  public func factor(at step: Int) -> Float {
    let rise = step < warmUp ? Double(step + 1) / Double(warmUp) : 1
    return Float(rise * curve(Double(step)))
  }

  private func curve(_ step: Double) -> Double {
    let length = Double(steps)
    return switch kind {
    case .constant, .warmUp, .plateau: 1
    case .step: pow(Double(factor), (step / length).rounded(.down))
    case .exponential: pow(Double(factor), step / length)
    case .cosine: step < length ? 0.5 * (1 + cos(Double.pi * step / length)) : 0
    case .inverse: 1 / (1 + step / length)
    }
  }
}

/// What a plateau schedule has seen, as floats of the checkpointed state: best value, evaluations since, factor.
///
/// An evaluation counts as a fall when it is below the best one by a ten-thousandth of it.
struct PlateauState {
  static let count = 4
  private static let threshold: Float = 1e-4
  let floats: Floats

  /// The factor it has come to; 1 before anything was seen.
  var factor: Float { floats.isEmpty || floats[3] == 0 ? 1 : floats[2] }

  func observe(_ value: Float, _ schedule: Schedule) {
    guard !floats.isEmpty else { return }
    if floats[3] == 0 {
      floats[3] = 1
      floats[2] = 1
      floats[0] = .infinity
    }
    if value < floats[0] * (1 - Self.threshold) {
      floats[0] = value
      floats[1] = 0
    } else {
      floats[1] += 1
    }
    guard floats[1] > Float(schedule.patience) else { return }
    floats[2] *= schedule.factor
    floats[1] = 0
  }
}
