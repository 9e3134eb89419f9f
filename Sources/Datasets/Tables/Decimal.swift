/// A decimal number such as `-3`, `.5`, `1e-3` in bytes `start..<end`, spaces around it allowed; nil for
/// anything else, and for values beyond the range of Float.
///
/// Numbers of at most 15 digits and small exponents are one exact division or product of exact numbers
/// (Clinger 1990), which is correctly rounded; the rest goes the library's way.
func decimalNumber(in bytes: [UInt8], from start: Int, to end: Int) -> Double? {
  var (start, end) = (start, end)
  while start < end, isBlank(bytes[start]) { start += 1 }
  while start < end, isBlank(bytes[end - 1]) { end -= 1 }
  guard let number = DecimalDigits(bytes, start, end) else { return nil }
  let value: Double
  if number.digits <= 15, number.exponent.magnitude <= 22 {
    let power = powersOfTen[Int(number.exponent.magnitude)]
    let magnitude = number.exponent < 0 ? Double(number.mantissa) / power : Double(number.mantissa) * power
    value = number.isNegative ? -magnitude : magnitude
  } else {
    guard let parsed = Double(String(decoding: bytes[start..<end], as: UTF8.self)) else { return nil }
    value = parsed
  }
  return value.magnitude <= Double(Float.greatestFiniteMagnitude) ? value : nil
}

private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
  1e19, 1e20,
  1e21, 1e22,
]

private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

/// The parts of a decimal number: ± mantissa · 10^exponent, the mantissa exact while `digits` is at most 15.
private struct DecimalDigits {
  var mantissa: UInt64 = 0
  /// Significant digits read.
  var digits = 0
  var exponent = 0
  var isNegative = false

  /// Nil unless the bytes are sign, digits with at most one point, and an exponent, in this order and nothing
  /// else.
  init?(_ bytes: [UInt8], _ start: Int, _ end: Int) {
    var place = start
    isNegative = Self.readSign(bytes, &place, end)
    let whole = readDigits(bytes, &place, end)
    var fraction = 0
    if place < end, bytes[place] == UInt8(ascii: ".") {
      place += 1
      fraction = readDigits(bytes, &place, end)
      exponent = -fraction
    }
    guard whole + fraction > 0 else { return nil }
    if place < end, bytes[place] | 0x20 == UInt8(ascii: "e") {
      place += 1
      guard let power = Self.readExponent(bytes, &place, end) else { return nil }
      exponent += power
    }
    guard place == end else { return nil }
  }

  /// Adds digits to the mantissa; returns how many there were.
  private mutating func readDigits(_ bytes: [UInt8], _ place: inout Int, _ end: Int) -> Int {
    let start = place
    while place < end, bytes[place] &- UInt8(ascii: "0") <= 9 {
      let digit = UInt64(bytes[place] &- UInt8(ascii: "0"))
      if digits > 0 || digit > 0 { digits += 1 }
      if digits <= 15 { mantissa = mantissa * 10 + digit }
      place += 1
    }
    return place - start
  }

  private static func readSign(_ bytes: [UInt8], _ place: inout Int, _ end: Int) -> Bool {
    guard place < end, bytes[place] == UInt8(ascii: "-") || bytes[place] == UInt8(ascii: "+") else {
      return false
    }
    place += 1
    return bytes[place - 1] == UInt8(ascii: "-")
  }

  /// Capped, so that absurd exponents cannot overflow.
  private static func readExponent(_ bytes: [UInt8], _ place: inout Int, _ end: Int) -> Int? {
    let isNegative = readSign(bytes, &place, end)
    let start = place
    var power = 0
    while place < end, bytes[place] &- UInt8(ascii: "0") <= 9 {
      power = min(power * 10 + Int(bytes[place] &- UInt8(ascii: "0")), 100_000)
      place += 1
    }
    guard place > start else { return nil }
    return isNegative ? -power : power
  }
}
