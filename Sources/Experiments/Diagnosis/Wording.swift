import Foundation

/// Numbers as evidence: few digits, so that a line does not flicker while they change a little.
///
/// A condition that goes on is worded at every look, so this is written out: the formats of C take ten times as long.
enum Wording {
  /// Three digits: `0.693`, `12.4`, `40500`; beyond a thousandth and a hundred thousand `3e-7`, `4.2e6`.
  static func number(_ value: Float) -> String {
    guard value.isFinite else { return Numeral.text(value) }
    guard value != 0 else { return "0" }
    let size = Double(value.magnitude)
    let text =
      size < 0.001 ? power(size, decimals: 0) : size >= 100_000 ? power(size, decimals: 1) : plain(size)
    return value < 0 ? "-" + text : text
  }

  /// How much larger: `18`, `4e5`.
  static func factor(_ value: Float) -> String {
    guard value.isFinite else { return Numeral.text(value) }
    return value < 10_000 ? String(Int(value.rounded())) : power(Double(value), decimals: 0)
  }

  static func percent(_ share: Float) -> String { "\(Int((100 * share).rounded())) %" }

  /// The next number below that is 1, 2 or 5 times a power of ten: durations grow in few steps.
  static func round(_ count: Int) -> Int {
    var decade = 1
    while decade * 10 <= count { decade *= 10 }
    return count >= 5 * decade ? 5 * decade : count >= 2 * decade ? 2 * decade : min(decade, count)
  }

  /// From a thousandth to a hundred thousand.
  private static func plain(_ size: Double) -> String {
    let exponent = Int(log10(size).rounded(.down))
    let digits = Int((size / pow(10, Double(exponent - 2))).rounded())
    guard exponent < 2 else { return String(digits * Int(pow(10, Double(exponent - 2)))) }
    let unit = Int(pow(10, Double(2 - exponent)))
    guard digits % unit > 0 else { return String(digits / unit) }
    var fraction = String(unit + digits % unit).dropFirst()
    while fraction.last == "0" { fraction.removeLast() }
    return "\(digits / unit).\(fraction)"
  }

  private static func power(_ size: Double, decimals: Int) -> String {
    var exponent = Int(log10(size).rounded(.down))
    let unit = decimals == 0 ? 1 : 10
    var digits = Int((size / pow(10, Double(exponent)) * Double(unit)).rounded())
    if digits == 10 * unit { (digits, exponent) = (unit, exponent + 1) }
    let mantissa = decimals == 0 ? String(digits) : "\(digits / 10).\(digits % 10)"
    return "\(mantissa)e\(exponent)"
  }
}
