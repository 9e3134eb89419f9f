import Foundation

/// A number as it is written: six digits, and exactly the value that they say.
struct ShownNumber: Equatable {
  var value: Double
  var text: String

  /// The place of the last digit of several numbers that are added.
  struct Unit: Equatable {
    /// Of the largest of them, as a power of ten.
    var exponent: Int

    init(_ values: [Double]) {
      let largest = values.filter(\.isFinite).map(abs).max() ?? 0
      exponent = largest > 0 ? max(Int(log10(largest).rounded(.down)), -290) : 0
    }
  }

  private static let digits = 5

  init(_ value: Double) { self.init(value, Unit([value])) }

  init(_ value: Double, _ unit: Unit) { self.init(units: Self.units(value, unit), value, unit) }

  /// The sum of numbers as they are shown in this unit.
  init(sum values: [Double], _ unit: Unit) {
    let units = values.map { Self.units($0, unit) }
    let known = units.compactMap { $0 }
    self.init(
      units: known.count == units.count ? known.reduce(0, +) : nil, values.reduce(0, +), unit)
  }

  /// How many of the last digit's units; nil if that is no number that could be written so.
  private static func units(_ value: Double, _ unit: Unit) -> Int? {
    guard value.isFinite else { return nil }
    // Two steps: a power of ten beyond 10³⁰⁸ is infinite.
    let scaled = (value * pow(10, Double(digits)) / pow(10, Double(unit.exponent))).rounded()
    return abs(scaled) < 9e15 ? Int(scaled) : nil
  }

  private init(units: Int?, _ value: Double, _ unit: Unit) {
    guard let units else {
      self.value = value
      text = value.isNaN ? "NaN" : value < 0 ? "-inf" : "inf"
      return
    }
    let sign = units < 0 ? "-" : ""
    let isPlain = (-4...5).contains(unit.exponent)
    let decimals = isPlain ? Self.digits - unit.exponent : Self.digits
    var figures = String(abs(units))
    while figures.count <= decimals { figures = "0" + figures }
    let number =
      decimals == 0 ? figures : "\(figures.dropLast(decimals)).\(figures.suffix(decimals))"
    text = sign + number + (isPlain ? "" : "e\(unit.exponent)")
    self.value = Double(text) ?? value
  }
}
