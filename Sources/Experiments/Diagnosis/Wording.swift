import Foundation

/// Numbers as evidence: few digits, so that a line does not flicker while they change a little.
enum Wording {
  /// `0.693`, `12.4`, `3e-07`, `4.2e+06`.
  static func number(_ value: Float) -> String {
    guard value.isFinite else { return Numeral.text(value) }
    let size = abs(value)
    if size != 0, size < 0.001 { return String(format: "%.0e", Double(value)) }
    if size >= 100_000 { return String(format: "%.1e", Double(value)) }
    return String(format: "%.3g", Double(value))
  }

  /// How much larger: `18`, `4e+05`.
  static func factor(_ value: Float) -> String {
    guard value.isFinite else { return Numeral.text(value) }
    return value < 10_000 ? String(Int(value.rounded())) : String(format: "%.0e", Double(value))
  }

  static func percent(_ share: Float) -> String { "\(Int((100 * share).rounded())) %" }

  /// The next number below that is 1, 2 or 5 times a power of ten: durations grow in few steps.
  static func round(_ count: Int) -> Int {
    var decade = 1
    while decade * 10 <= count { decade *= 10 }
    return count >= 5 * decade ? 5 * decade : count >= 2 * decade ? 2 * decade : min(decade, count)
  }
}
