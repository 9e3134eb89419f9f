import Neural
import Testing

/// Matrix products of every sort of size against plain sums in double.
@Suite struct DenseTests {
  struct Size: Sendable, CustomTestStringConvertible {
    var batch: Int
    var inputs: Int
    var outputs: Int
    var testDescription: String { "batch \(batch), \(inputs) → \(outputs)" }
  }

  /// Every small size, the edges of the tiles (4 rows; 8, 16, 32 columns) and of the panels (256 deep, 32 wide).
  static let sizes: [Size] = {
    var sizes: [Size] = []
    for batch in 1...5 {
      for inputs in 1...5 {
        for outputs in 1...5 { sizes.append(Size(batch: batch, inputs: inputs, outputs: outputs)) }
      }
    }
    for (batch, inputs, outputs) in [
      (1, 784, 10), (2, 300, 3), (7, 600, 33), (32, 31, 64), (33, 64, 65), (40, 257, 70), (64, 520, 31),
      (36, 100, 1), (9, 9, 2), (50, 3, 130), (35, 66, 40), (17, 33, 8), (10, 4, 63),
    ] { sizes.append(Size(batch: batch, inputs: inputs, outputs: outputs)) }
    return sizes
  }()

  @Test func productsMatchPlainSums() {
    var worst = 0.0
    for size in Self.sizes {
      let error = Self.error(size)
      worst = max(worst, error)
      #expect(error < 5e-6, "\(size.testDescription)")
    }
    #expect(worst > 0, "floats cannot match doubles in every digit")
  }

  /// The worst relative error of output and the three gradients.
  static func error(_ size: Size) -> Double {
    let rig = LayerRig(Dense(.vector(size.inputs), outputs: size.outputs), batch: size.batch)
    let weight = rig.split(rig.parameters)[0]
    let bias = rig.split(rig.parameters)[1]
    rig.input.copy(from: noise(rig.input.count, seed: 1))
    rig.outputGradient.copy(from: noise(rig.output.count, seed: 2))
    weight.copy(from: noise(weight.count, seed: 3))
    bias.copy(from: noise(bias.count, seed: 4))
    rig.forward()
    rig.backward()
    let gradients = rig.split(rig.parameterGradient)
    let plain = plainSums(size, rig, weight: weight, bias: bias)
    // The terms are of size one, so a sum that happens to cancel is measured against them.
    return [
      worstError(rig.output.array, plain.output, floor: 1),
      worstError(rig.inputGradient.array, plain.input, floor: 1),
      worstError(gradients[0].array, plain.weight, floor: 1),
      worstError(gradients[1].array, plain.bias, floor: 1),
    ].max() ?? .infinity
  }

  static func plainSums(_ size: Size, _ rig: LayerRig, weight: Floats, bias: Floats) -> (
    output: [Double], input: [Double], weight: [Double], bias: [Double]
  ) {
    let (inputs, outputs) = (size.inputs, size.outputs)
    var y = [Double](repeating: 0, count: size.batch * outputs)
    var dx = [Double](repeating: 0, count: size.batch * inputs)
    var dw = [Double](repeating: 0, count: outputs * inputs)
    var db = [Double](repeating: 0, count: outputs)
    for b in 0..<size.batch {
      for o in 0..<outputs {
        let g = Double(rig.outputGradient[b * outputs + o])
        y[b * outputs + o] = Double(bias[o])
        db[o] += g
        for i in 0..<inputs {
          let x = Double(rig.input[b * inputs + i])
          let w = Double(weight[o * inputs + i])
          y[b * outputs + o] += x * w
          dx[b * inputs + i] += g * w
          dw[o * inputs + i] += g * x
        }
      }
    }
    return (y, dx, dw, db)
  }

  @Test func weightsAreDrawnRowByRowAndBiasesAreZero() {
    let rig = LayerRig(Dense(.vector(3), outputs: 2), batch: 1, seed: 1)
    let runs = rig.split(rig.parameters)
    // The normals of stream (1, 1) times √(2 / (3 + 2)).
    for (weight, golden) in zip(runs[0].array, [-1.37610023, 0.92681535, 1.070106]) {
      #expect(abs(Double(weight) - golden * 0.4.squareRoot()) < 1e-6)
    }
    #expect(runs[1].array == [0, 0])
  }

  @Test func eachRowKeepsTheShapeOfASequence() {
    let layer = Dense(eachRowOf: Shape(rows: 6, columns: 4), outputs: 3)
    #expect(layer.output == Shape(rows: 6, columns: 3))
    #expect(layer.claims.map(\.shape) == [Shape(rows: 3, columns: 4), .vector(3)])
    #expect(Dense(Shape(rows: 6, columns: 4), outputs: 3).claims[0].shape == Shape(rows: 3, columns: 24))
  }
}
