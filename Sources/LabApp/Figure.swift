import Foundation
import Neural
import TerminalUI

/// Numbers as the screens write them.
enum Figure {
  /// Three or four figures; very small and very large numbers with an exponent; `-` for what was not read yet.
  static func text(_ value: Float) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let size = abs(value)
    if size == 0 { return "0" }
    if size < 0.001 || size >= 1e6 { return Digits.scientific(Double(value), digits: 2, trims: false) }
    if size >= 1000 { return String(format: "%.0f", value) }
    return String(format: size >= 100 ? "%.1f" : size >= 10 ? "%.2f" : "%.3f", value)
  }

  static func reading(_ value: Float?) -> String {
    guard let value, !value.isNaN else { return "-" }
    return text(value)
  }

  /// The same; what is counted has no decimals.
  static func reading(_ value: Float?, of meter: Meter) -> String {
    guard let value, meter.isCount, value == value.rounded(), abs(value) < 1e6 else { return reading(value) }
    return count(Int(value))
  }

  /// `1 240 000`.
  static func count(_ value: Int) -> String {
    let digits = String(abs(value))
    guard digits.count > 4 else { return String(value) }
    var groups: [Substring] = []
    var rest = digits[...]
    while !rest.isEmpty {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    return (value < 0 ? "-" : "") + groups.joined(separator: " ")
  }

  static func speed(_ stepsPerSecond: Double) -> String {
    stepsPerSecond >= 100 || stepsPerSecond.rounded() == stepsPerSecond
      ? count(Int(stepsPerSecond.rounded())) : String(format: "%.1f", stepsPerSecond)
  }

  static func minutes(_ count: Int) -> String {
    count < 60 ? "\(count) min" : count % 60 == 0 ? "\(count / 60) h" : "\(count / 60) h \(count % 60)"
  }
}
