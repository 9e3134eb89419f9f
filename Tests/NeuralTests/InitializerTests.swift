import Neural
import Testing

@Suite struct InitializerTests {
  static func draw(_ kind: Initializer.Kind, gain: Float) -> [Float] {
    var random = RandomStream(seed: 4, .weights)
    return withFloats([Float](repeating: 9, count: 20_000)) {
      Initializer(kind, gain: gain).fill($0, fanIn: 100, fanOut: 200, random: &random)
    }.values
  }

  /// The standard deviation each rule promises for fan-in 100, fan-out 200.
  static func deviation(_ kind: Initializer.Kind, gain: Double) -> Double {
    switch kind {
    case .zero: 0
    case .normal: gain
    case .uniform: gain / 3.0.squareRoot()
    case .xavierNormal, .xavierUniform: gain * (2.0 / 300).squareRoot()
    case .heNormal, .heUniform: gain * (2.0 / 100).squareRoot()
    }
  }

  @Test(arguments: Initializer.Kind.allCases, [Float(1), 0.5])
  func deviationIsThatOfTheRule(_ kind: Initializer.Kind, gain: Float) {
    let weights = Self.draw(kind, gain: gain).map(Double.init)
    let mean = weights.reduce(0, +) / 20_000
    let deviation = (weights.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000).squareRoot()
    let promised = Self.deviation(kind, gain: Double(gain))
    #expect(abs(deviation - promised) <= 0.02 * promised)
    #expect(abs(mean) <= 0.03 * promised)
  }

  @Test(arguments: [Initializer.Kind.uniform, .xavierUniform, .heUniform])
  func uniformDrawsStayWithinTheirBounds(_ kind: Initializer.Kind) {
    let bound = Float(Self.deviation(kind, gain: 1) * 3.0.squareRoot())
    let weights = Self.draw(kind, gain: 1)
    let largest = weights.map(abs).max() ?? 0
    #expect(largest <= bound * 1.000_001)
    #expect(largest > bound * 0.99)
  }

  @Test func zeroDrawsNothing() {
    var random = RandomStream(seed: 4, .weights)
    withFloats([1, 2]) { Initializer(.zero).fill($0, fanIn: 1, fanOut: 2, random: &random) }
    #expect(random.position == 0)
  }
}
