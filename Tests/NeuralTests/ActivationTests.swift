import Foundation
import Neural
import Testing

/// The polynomial functions against the C library in double.
@Suite struct ActivationTests {
  static func outputs(_ name: String, _ inputs: [Float]) throws -> [Float] {
    let layer = try ActivationCatalog.all.entry(named: name).make(LayerRequest(input: .vector(inputs.count)))
    let rig = LayerRig(layer, batch: 1)
    rig.input.copy(from: inputs)
    rig.forward()
    return rig.output.array
  }

  func expect(_ name: String, of inputs: [Float], gives expected: [Float]) throws {
    let outputs = try Self.outputs(name, inputs)
    #expect(outputs == expected)
  }

  /// Compares at 200 003 points; the bound, in units of the last place, is what all floats together come to on processors
  /// with and without fused products.
  func expect(
    _ name: String, _ range: ClosedRange<Float>, within bound: Double, _ exact: (Double) -> Double
  ) throws {
    let count = 200_003
    let inputs = (0..<count).map {
      range.lowerBound + (range.upperBound - range.lowerBound) * Float($0) / Float(count - 1)
    }
    var worst = 0.0
    for (x, y) in zip(inputs, try Self.outputs(name, inputs)) {
      let expected = exact(Double(x))
      worst = max(worst, abs(Double(y) - expected) / Double(Float(expected).ulp))
    }
    #expect(worst < bound)
    #expect(worst > 0)
  }

  @Test func sigmoidIsExactToAFewPlaces() throws {
    try expect("sigmoid", -80...80, within: 2.5) { 1 / (1 + exp(-$0)) }
    try expect("sigmoid", -4...4, within: 2.5) { 1 / (1 + exp(-$0)) }
  }

  @Test func tanhIsExactToAFewPlaces() throws {
    try expect("tanh", -12...12, within: 6.5, tanh)
    try expect("tanh", -0.01...0.01, within: 3, tanh)
  }

  @Test func infinitiesGiveTheLimits() throws {
    try expect("sigmoid", of: [-.infinity, .infinity, -1e30, 1e30], gives: [0, 1, 0, 1])
    try expect("tanh", of: [-.infinity, .infinity, -1e30, 1e30], gives: [-1, 1, -1, 1])
    try expect("relu", of: [-.infinity, .infinity, -0.0], gives: [0, .infinity, 0])
  }

  @Test func smoothActivationsAreExact() throws {
    try expect("softplus", -80...80, within: 2.8) { log1p(exp(-abs($0))) + max($0, 0) }
    try expect("elu", -1...1, within: 1.7) { $0 > 0 ? $0 : expm1($0) }
    try expect("swish", -80...80, within: 2.8) { $0 / (1 + exp(-$0)) }
    try expect("gelu", 0...10, within: 2.3) { $0 * (1 - 0.5 * erfc($0 / 2.0.squareRoot())) }
    for (x, y) in zip([Float(-1), -3, -6], try Self.outputs("gelu", [-1, -3, -6])) {
      let exact = 0.5 * Double(x) * erfc(-Double(x) / 2.0.squareRoot())
      #expect(abs(Double(y) / exact - 1) < 1e-5)
    }
  }

  /// 1 + tanh would cancel far below zero.
  @Test func theApproximationIsExactFarBelowZero() throws {
    let inputs = (0...900).map { -Float($0) / 100 }
    let layer = try ActivationCatalog.all.entry(named: "gelu").make(
      LayerRequest(input: .vector(inputs.count), options: ["tanh": 1]))
    let rig = LayerRig(layer, batch: 1)
    rig.input.copy(from: inputs)
    rig.outputGradient.fill(1)
    rig.forward()
    rig.backward()
    let scale = (2 / Double.pi).squareRoot()
    for (place, input) in inputs.enumerated() {
      let x = Double(input)
      let share = 1 / (1 + exp(-2 * scale * (x + 0.044715 * x * x * x)))
      let slope = share + x * share * (1 - share) * 2 * scale * (1 + 3 * 0.044715 * x * x)
      #expect(abs(Double(rig.output[place]) - x * share) <= 2e-5 * abs(x * share))
      #expect(abs(Double(rig.inputGradient[place]) - slope) <= 2e-5 * abs(slope) + 1e-7 * share)
    }
  }

  /// Whatever the size, where the formula has a value it is found, and what is no number comes out as none.
  @Test(arguments: ActivationCatalog.all.names)
  func everySizeHasItsValue(name: String) throws {
    let sizes: [Float] = [80, -80, 88.8, -88.8, 104, -104, 1e4, -1e4, 3e37, -3e37, 0, -0.0, 0x1p-140]
    let rest = [Float](repeating: 0.5, count: 6)
    let rig = LayerRig(
      try ActivationCatalog.all.entry(named: name).make(LayerRequest(input: .vector(1))),
      batch: sizes.count + rest.count)
    rig.input.copy(from: sizes + rest)
    rig.outputGradient.fill(1)
    rig.forward()
    rig.backward()
    #expect(rig.output.array.allSatisfy { $0.isFinite })
    #expect(rig.inputGradient.array.allSatisfy { $0.isFinite })
    rig.input.copy(from: [.nan, .infinity, -.infinity] + [Float](repeating: 0.5, count: rig.batch - 3))
    rig.forward()
    #expect(rig.output[0].isNaN)
    #expect(rig.output.array.dropFirst(3).allSatisfy { $0.isFinite })
    // At an infinity there is a limit, except for shares of a sum.
    #expect(name == "softmax" || rig.output[1] > 0 && !rig.output[2].isNaN)
  }

  @Test func smoothActivationsReachTheirLimits() throws {
    try expect("elu", of: [-.infinity, -1e38, 1e38, .infinity], gives: [-1, -1, 1e38, .infinity])
    for name in ["gelu", "softplus", "swish"] {
      try expect(name, of: [-.infinity, -1e38, -1e4, 1e4, 1e38], gives: [0, 0, 0, 1e4, 1e38])
    }
    let sharp = try ActivationCatalog.all.entry(named: "softplus").make(
      LayerRequest(input: .vector(2), options: ["beta": 1000]))
    let rig = LayerRig(sharp, batch: 1)
    rig.input.copy(from: [1e38, -1e38])
    rig.forward()
    #expect(rig.output.array == [1e38, 0])
  }

  @Test(arguments: ["elu", "selu", "gelu", "softplus", "swish"])
  func slopesAreFiniteFarOut(name: String) throws {
    for options in name == "gelu" ? [[:], ["tanh": 1.0]] : [[:]] {
      let layer = try ActivationCatalog.all.entry(named: name).make(
        LayerRequest(input: .vector(4), options: options))
      let rig = LayerRig(layer, batch: 1)
      rig.input.copy(from: [-1e38, -1e4, 1e4, 1e38])
      rig.outputGradient.fill(1)
      rig.forward()
      rig.backward()
      let far: Float = name == "selu" ? SELU.scale : 1
      #expect(rig.inputGradient.array == [0, 0, far, far])
    }
  }

  @Test func softmaxOfHugeLogitsIsFinite() throws {
    try expect("softmax", of: [10_000, -10_000, 10_000], gives: [0.5, 0, 0.5])
    try expect("softmax", of: [-10_000], gives: [1])
  }

  @Test func onePoisonedValueSpoilsOnlyItsOwnPlace() throws {
    let values = try Self.outputs("tanh", [0, .nan, 0] + [Float](repeating: 0, count: 40))
    #expect(values.filter(\.isNaN).count == 1)
  }
}
