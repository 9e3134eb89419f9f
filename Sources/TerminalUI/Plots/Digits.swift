/// Numbers as short text.
public enum Digits {
  /// At most six characters (seven with a minus sign): `0.25`, `1200`, `12k`, `3.2e-5`, `NaN`.
  ///
  /// Two significant digits beyond what the thousands need; steps and counts read best so.
  public static func short(_ value: Double) -> String {
    if let word = word(value) { return word }
    let size = abs(value)
    if size < 1e-3 { return scientific(value, digits: size < 9.5e-10 ? 1 : 2) }
    if size < 9999.5 { return trimmed(value, digits: size >= 1000 ? 4 : size < 0.01 ? 2 : 3) }
    for (factor, letter) in [(1e3, "k"), (1e6, "M"), (1e9, "G")] where size < factor * 999.5 {
      return trimmed(value / factor, digits: 3) + letter
    }
    return scientific(value, digits: 2)
  }

  /// A power of ten as `1e-3` (but 1 as `1`), every other number as `short`: for logarithmic scales.
  public static func power(_ value: Double) -> String {
    guard value > 0, value.isFinite else { return short(value) }
    let exponent = Decimal.exponent(value)
    guard exponent != 0, abs(value / Decimal.power(exponent) - 1) < 1e-9 else { return short(value) }
    return "1e\(exponent)"
  }

  /// A reading with `digits` significant digits and its trailing zeros, so that it does not change its width:
  /// `0.6931`, `12.30`, `1.90e-7`.
  public static func reading(_ value: Double, digits: Int = 4) -> String {
    if let word = word(value) { return word }
    let size = abs(value)
    if size < 1e-3 || size >= 1e6 { return scientific(value, digits: max(digits - 1, 1), trims: false) }
    return fixed(value, decimals: max(digits - 1 - Decimal.exponent(rounded(size, digits)), 0))
  }

  /// All digits that tell the number from its neighbours: `0.12345679`, `1.5e-07`.
  public static func exact(_ value: Float) -> String { word(Double(value)) ?? "\(value)" }

  /// The same of a number that may have begun as a shorter one.
  public static func exact(_ value: Double) -> String {
    let short = Float(value)
    return Double(short) == value ? exact(short) : word(value) ?? "\(value)"
  }

  /// With exactly so many decimals: `−0.50` is written `-0.50`.
  public static func fixed(_ value: Double, decimals: Int) -> String {
    if !value.isFinite { return word(value) ?? "" }
    let decimals = min(max(decimals, 0), 12)
    let scaled = (abs(value) * Decimal.power(decimals)).rounded()
    guard scaled < 9e17 else { return scientific(value, digits: 3) }
    var digits = String(Int(scaled))
    while digits.count <= decimals { digits = "0" + digits }
    let sign = value < 0 && scaled > 0 ? "-" : ""
    return decimals == 0 ? sign + digits : sign + digits.dropLast(decimals) + "." + digits.suffix(decimals)
  }

  /// `3.2e-5`; with `trims` a whole mantissa loses its point.
  public static func scientific(_ value: Double, digits: Int, trims: Bool = true) -> String {
    if let word = word(value) { return word }
    var exponent = Decimal.exponent(abs(value))
    var mantissa = abs(value) / Decimal.power(exponent)
    let unit = Decimal.power(digits - 1)
    mantissa = (mantissa * unit).rounded() / unit
    if mantissa >= 10 {
      mantissa /= 10
      exponent += 1
    }
    let text = fixed(mantissa, decimals: digits - 1)
    return (value < 0 ? "-" : "") + (trims ? trim(text) : text) + "e\(exponent)"
  }

  private static func word(_ value: Double) -> String? {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "Inf" : "-Inf" }
    return abs(value) < 1e-290 ? "0" : nil
  }

  private static func trimmed(_ value: Double, digits: Int) -> String {
    let exponent = Decimal.exponent(rounded(abs(value), digits))
    return trim(fixed(value, decimals: max(digits - 1 - exponent, 0)))
  }

  /// A positive number rounded to so many significant digits.
  private static func rounded(_ value: Double, _ digits: Int) -> Double {
    let unit = Decimal.power(Decimal.exponent(value) - digits + 1)
    return (value / unit).rounded() * unit
  }

  private static func trim(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}
