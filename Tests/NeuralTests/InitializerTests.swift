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
    case .zero, .constant: 0
    case .normal: gain
    case .uniform: gain / 3.0.squareRoot()
    case .xavierNormal, .xavierUniform: gain * (2.0 / 300).squareRoot()
    case .heNormal, .heUniform: gain * (2.0 / 100).squareRoot()
    case .lecunNormal, .lecunUniform: gain / 100.0.squareRoot()
    // Columns of length 1 over 200 rows.
    case .orthogonal: gain / 200.0.squareRoot()
    }
  }

  @Test(arguments: Initializer.Kind.allCases, [Float(1), 0.5])
  func deviationIsThatOfTheRule(_ kind: Initializer.Kind, gain: Float) {
    let weights = Self.draw(kind, gain: gain).map(Double.init)
    let mean = weights.reduce(0, +) / 20_000
    let deviation = (weights.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000).squareRoot()
    let promised = Self.deviation(kind, gain: Double(gain))
    #expect(abs(deviation - promised) <= 0.02 * promised + 1e-9)
    #expect(abs(mean - (kind == .constant ? Double(gain) : 0)) <= 0.03 * promised + 1e-9)
  }

  @Test(arguments: [Initializer.Kind.uniform, .xavierUniform, .heUniform, .lecunUniform])
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

  /// Rows are perpendicular where there are fewer of them, columns otherwise.
  @Test(arguments: [(4, 9), (9, 4), (6, 6), (1, 5), (5, 1)])
  func orthogonalMatricesKeepLengths(_ rows: Int, _ columns: Int) {
    var random = RandomStream(seed: 4, .weights)
    let weights = withFloats([Float](repeating: 9, count: rows * columns)) {
      Initializer(.orthogonal, gain: 2).fill($0, fanIn: columns, fanOut: rows, random: &random)
    }.values
    func vector(_ number: Int) -> [Float] {
      rows <= columns
        ? Array(weights[number * columns..<(number + 1) * columns])
        : (0..<rows).map { weights[$0 * columns + number] }
    }
    for first in 0..<min(rows, columns) {
      for second in 0...first {
        let product = zip(vector(first), vector(second)).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(product - (first == second ? 4 : 0)) < 1e-5)
      }
    }
  }
}
