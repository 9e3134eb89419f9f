import TerminalUI

/// Numbers rounded for showing so that the shown ones still come out right.
enum Rounding {
  static func rounded(_ value: Double, _ decimals: Int) -> Double {
    let unit = Decimal.power(decimals)
    return (value * unit).rounded() / unit
  }

  /// The fewest decimals, three to six, at which products, and their sum with the bias, are right as shown; four where
  /// there are too many terms for that.
  static func decimals(products: [(Double, Double)], bias: Double, sum: Double) -> Int {
    (3...6).first { decimals in
      func cut(_ value: Double) -> Double { rounded(value, decimals) }
      let half = 0.5 / Decimal.power(decimals)
      let areRight = products.allSatisfy { abs(cut(cut($0) * cut($1)) - cut($0 * $1)) < half }
      let total = products.reduce(cut(bias)) { $0 + cut($1.0 * $1.1) }
      return areRight && abs(total - cut(sum)) < half
    } ?? 4
  }

  /// The fewest decimals, four to six, at which a product of two is right as shown.
  static func decimals(_ first: Double, times second: Double) -> Int {
    (4...6).first { decimals in
      func cut(_ value: Double) -> Double { rounded(value, decimals) }
      return abs(cut(cut(first) * cut(second)) - cut(first * second)) < 0.5 / Decimal.power(decimals)
    } ?? 6
  }
}
