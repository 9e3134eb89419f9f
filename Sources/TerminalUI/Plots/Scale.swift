/// Maps values to the unit interval, linearly or by the logarithm; never empty, never trapping.
public struct Scale: Sendable, Hashable {
  public enum Kind: Sendable, Hashable { case linear, logarithmic }

  public let kind: Kind
  /// The value at fraction 0; positive on a logarithmic scale.
  public let low: Double
  /// The value at fraction 1; always greater than `low`.
  public let high: Double

  /// Ends that cannot be shown (not finite, equal, reversed, not positive under a logarithm) are mended.
  public init(_ kind: Kind = .linear, _ low: Double, _ high: Double) {
    self.kind = kind
    var ends = (min(low, high), max(low, high))
    if !low.isFinite || !high.isFinite { ends = kind == .linear ? (0, 1) : (1, 10) }
    ends = (min(max(ends.0, -Self.limit), Self.limit), min(max(ends.1, -Self.limit), Self.limit))
    if kind == .logarithmic {
      ends.1 = max(ends.1, Decimal.power(-290))
      if ends.0 <= 0 { ends.0 = ends.1 / 1e4 }
      if ends.0 >= ends.1 * (1 - 1e-9) { ends = (ends.0 / 2, ends.1 * 2) }
    } else if ends.1 - ends.0 <= abs(ends.1) * 1e-12 || ends.1 == ends.0 {
      let margin = ends.1 == 0 ? 1 : abs(ends.1) * 0.1
      ends = (ends.0 - margin, ends.1 + margin)
    }
    self.low = ends.0
    self.high = ends.1
  }

  private static let limit = 1e280

  /// 0 at `low`, 1 at `high`, beyond them outside. Values that a logarithm cannot show lie at the floor, 0.
  public func fraction(_ value: Double) -> Double {
    switch kind {
    case .linear: return (value - low) / (high - low)
    case .logarithmic:
      guard value > 0 else { return value.isNaN ? .nan : 0 }
      let bottom = Decimal.logarithm(low)
      return (Decimal.logarithm(value) - bottom) / (Decimal.logarithm(high) - bottom)
    }
  }

  /// The scale with round ends (1-2-5) that holds all finite values between `low` and `high`.
  ///
  /// A linear scale of positive values begins at zero when that costs less than half of the height, unless zero means
  /// nothing there.
  public static func fitting(_ kind: Kind, low: Double, high: Double, showsZero: Bool = true) -> Scale {
    let plain = Scale(kind, low, high)
    switch kind {
    case .logarithmic:
      return Scale(.logarithmic, Decimal.floor125(plain.low), Decimal.ceiling125(plain.high))
    case .linear:
      let bottom = showsZero && low >= 0 && low < high / 2 ? 0 : plain.low
      let step = Decimal.ceiling125((plain.high - bottom) / 5)
      return Scale(
        .linear, (bottom / step + 1e-9).rounded(.down) * step, (plain.high / step - 1e-9).rounded(.up) * step)
    }
  }
}

/// Powers and logarithms of ten without a mathematics library.
public enum Decimal {
  /// 10 to the power `exponent`, for −300…300.
  public static func power(_ exponent: Int) -> Double {
    var result = 1.0
    var base = exponent < 0 ? 0.1 : 10.0
    var rest = min(abs(exponent), 300)
    if exponent < 0 { return 1 / power(rest) }
    while rest > 0 {
      if rest & 1 == 1 { result *= base }
      base *= base
      rest >>= 1
    }
    return result
  }

  /// log₁₀ of a positive number: with value = m · 2ᵉ, ln m = 2 Σ z²ᵏ⁺¹/(2k+1), z = (m − 1)/(m + 1) ≤ 1/3.
  public static func logarithm(_ value: Double) -> Double {
    guard value > 0 else { return value == 0 ? -.infinity : .nan }
    guard value.isFinite else { return value }
    let z = (value.significand - 1) / (value.significand + 1)
    var term = z
    var sum = 0.0
    for k in 0..<17 {
      sum += term / Double(2 * k + 1)
      term *= z * z
    }
    let natural = 2 * sum + Double(value.exponent) * 0.693_147_180_559_945_3
    return natural / 2.302_585_092_994_045_7
  }

  /// The greatest integer n with 10ⁿ ≤ value, for a positive value.
  public static func exponent(_ value: Double) -> Int {
    let estimate = logarithm(value)
    guard estimate.isFinite else { return 0 }
    let nearest = estimate.rounded()
    return Int(abs(estimate - nearest) < 1e-9 ? nearest : estimate.rounded(.down))
  }

  /// The least of …, 1, 2, 5, 10, 20, 50, … that is not below a positive value.
  public static func ceiling125(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 1 }
    let decade = power(exponent(value))
    for factor in [1.0, 2, 5] where factor * decade >= value * (1 - 1e-9) { return factor * decade }
    return 10 * decade
  }

  /// The greatest of …, 1, 2, 5, 10, 20, 50, … that is not above a positive value.
  public static func floor125(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 1 }
    let decade = power(exponent(value))
    for factor in [5.0, 2] where factor * decade <= value * (1 + 1e-9) { return factor * decade }
    return decade
  }
}
