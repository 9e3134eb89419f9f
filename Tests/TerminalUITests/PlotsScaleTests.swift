import Foundation
import TerminalUI
import TestSupport
import Testing

@Suite struct PlotsScaleTests {
  @Test func ticksGolden() {
    func labels(_ scale: Scale, _ count: Int) -> String {
      Ticks.along(scale, atMost: count).map(\.label).joined(separator: " ")
    }
    #expect(labels(Scale(.linear, 0, 1), 6) == "0.0 0.2 0.4 0.6 0.8 1.0")
    #expect(labels(Scale(.linear, 0, 1), 3) == "0.0 0.5 1.0")
    #expect(labels(Scale(.linear, -1.5, 2.5), 5) == "-1 0 1 2")
    #expect(labels(Scale(.linear, 0, 640), 5) == "0 200 400 600")
    #expect(labels(Scale(.linear, 0, 100_000), 6) == "0 20k 40k 60k 80k 100k")
    #expect(labels(Scale(.linear, 0, 3e-5), 4) == "0 1e-5 2e-5 3e-5")
    #expect(labels(Scale(.logarithmic, 1e-8, 1e2), 11) == "1e-8 1e-7 1e-6 1e-5 1e-4 0.001 0.01 0.1 1 10 100")
    #expect(labels(Scale(.logarithmic, 0.01, 1), 7) == "0.01 0.02 0.05 0.1 0.2 0.5 1")
    #expect(labels(Scale(.logarithmic, 0.01, 1), 4) == "0.01 0.1 1")
    #expect(labels(Scale(.logarithmic, 0.2, 0.5), 4) == "0.2 0.5")
  }

  /// Whatever the ends: round, rising, inside, few, different, and at most six characters (seven with a sign).
  @Test func ticksHoldTheirPromises() {
    let ends: [Double] = [
      -1e30, -12345, -1, -1e-5, 0, 1e-30, 3e-7, 0.1, 0.7, 1, 9.99, 1234, 1e6, 7e9, 1e30, .nan, .infinity,
    ]
    for low in ends {
      for high in ends {
        for kind in [Scale.Kind.linear, .logarithmic] {
          let scale = Scale(kind, low, high)
          #expect(scale.low < scale.high)
          for count in [0, 1, 2, 5, 12] {
            let ticks = Ticks.along(scale, atMost: count)
            #expect(ticks.count <= count)
            #expect(Set(ticks.map(\.label)).count == ticks.count)
            #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0.value < $1.value })
            for tick in ticks {
              #expect(tick.label.count <= (tick.value < 0 ? 7 : 6), "\(tick.label)")
              #expect(scale.fraction(tick.value) > -1e-6 && scale.fraction(tick.value) < 1 + 1e-6)
            }
          }
        }
      }
    }
  }

  @Test func decimalsAgreeWithTheMathematicsLibrary() {
    for value in [1e-300, 1e-38, 2.5e-9, 0.1, 0.999, 1, 2, 3.14159, 10, 12345.678, 1e30, 1e300] {
      #expect(abs(Decimal.logarithm(value) - log10(value)) < 1e-11 * max(abs(log10(value)), 1))
    }
    for exponent in -300...300 {
      #expect(Decimal.exponent(Decimal.power(exponent)) == exponent)
      #expect(abs(Decimal.power(exponent) / pow(10, Double(exponent)) - 1) < 1e-12)
    }
    #expect(Decimal.ceiling125(0.3) == 0.5)
    #expect(Decimal.ceiling125(1000) == 1000)
    #expect(abs(Decimal.floor125(0.3) - 0.2) < 1e-15)
  }

  @Test func fittingHoldsTheData() {
    #expect(Scale.fitting(.linear, low: 0.03, high: 0.71) == Scale(.linear, 0, 0.8))
    #expect(Scale.fitting(.logarithmic, low: 0.011, high: 0.71) == Scale(.logarithmic, 0.01, 1))
    let constant = Scale.fitting(.linear, low: 3, high: 3)
    #expect(constant.low < 3 && constant.high > 3)
  }

  @Test(arguments: [
    (0.0, "0"), (1.0, "1"), (0.25, "0.25"), (1200, "1200"), (12345, "12.3k"), (1e6, "1M"), (3.2e-5, "3.2e-5"),
    (0.00186, "0.0019"), (0.9999, "1"), (999.96, "1000"), (9999.9, "10k"), (-0.5, "-0.5"), (.nan, "NaN"),
    (-.infinity, "-Inf"),
    (1.23e30, "1.2e30"),
  ])
  func shortNumbers(_ value: Double, _ text: String) { #expect(Digits.short(value) == text) }

  @Test func readingsKeepTheirDigits() {
    #expect(Digits.reading(0.6931) == "0.6931")
    #expect(Digits.reading(12.3) == "12.30")
    #expect(Digits.reading(0.99996) == "1.000")
    #expect(Digits.reading(9.9996) == "10.00")
    #expect(Digits.reading(1.9e-7) == "1.90e-7")
    #expect(Digits.reading(123456) == "123456")
    #expect(Digits.reading(-0.25, digits: 2) == "-0.25")
    #expect(Digits.reading(1e30) == "1.00e30")
    #expect(Digits.fixed(-0.0004, decimals: 3) == "0.000")
    #expect(Digits.fixed(1.0005, decimals: 2) == "1.00")
    #expect(Digits.fixed(0.5, decimals: 3) == "0.500")
    #expect(Digits.power(1e-3) == "1e-3")
    #expect(Digits.power(1) == "1")
    #expect(Digits.power(20) == "20")
  }

  /// A single number is no scale: every axis with labels has two.
  @Test(arguments: [4, 5, 6, 7, 8, 9, 12, 20])
  func everyAxisHasTwoNumbers(height: Int) {
    for (low, high) in [(-4.0, 3.0), (-2.5, 2.5), (-1.3, 0.4), (0, 1), (-7, 4), (0.001, 900), (-90, 15)] {
      for kind in low > 0 ? [Scale.Kind.linear, .logarithmic] : [.linear] {
        var canvas = Canvas(size: Size(width: 60, height: height))
        Axes(x: Scale(.linear, 0, 9), y: Scale(kind, low, high), in: canvas.bounds).draw(on: &canvas)
        let labels = (0..<height).count { canvas.text(row: $0).contains("┤") }
        #expect(labels >= 2, "\(low)…\(high) \(kind) in \(height) rows")
      }
    }
  }
}
