/// Numbers as a person writes and reads them in settings and goals.
public enum Numeral {
  /// The shortest decimal text that reads back as the same number: `0.1`, `600`, `0.00002`, `1e+20`.
  public static func text(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    if value == value.rounded(), abs(value) <= 0x1p53 { return String(Int(value)) }
    return plain(value.description)
  }

  public static func text(_ value: Float) -> String {
    guard value.isFinite else { return text(Double(value)) }
    if value == value.rounded(), abs(value) < 1e9 { return String(Int(value)) }
    return plain(value.description)
  }

  /// A finite number in decimal notation; nil for anything else, hexadecimal and `nan` among it.
  public static func value(_ text: String) -> Double? {
    guard let first = text.first, first.isNumber || "+-.".contains(first), !text.lowercased().contains("x"),
      let value = Double(text), value.isFinite
    else { return nil }
    return value
  }

  /// Writes a small negative exponent out: `2e-05` becomes `0.00002`.
  private static func plain(_ text: String) -> String {
    let parts = text.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]), (-9..<0).contains(exponent) else { return text }
    let isNegative = parts[0].hasPrefix("-")
    let digits = parts[0].filter(\.isNumber)
    let trimmed =
      digits.hasSuffix("0") && parts[0].hasSuffix(".0") ? String(digits.dropLast()) : String(digits)
    return (isNegative ? "-" : "") + "0." + String(repeating: "0", count: -exponent - 1) + trimmed
  }
}
