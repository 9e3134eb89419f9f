import Neural
import Testing

/// What single layers promise beyond what every layer does.
@Suite struct NormalizingLayerTests {
  private func dropout(_ rate: Float, _ scaling: Dropout.Scaling = .kept, count: Int = 10_000) -> [Float] {
    let rig = LayerRig(Dropout(.vector(count), rate: rate, scaling: scaling), batch: 2)
    rig.input.fill(1)
    rig.forward()
    return rig.output.array
  }

  @Test(arguments: [Float(0), 0.1, 0.5, 0.9])
  func dropoutKeepsTheMean(rate: Float) {
    let output = dropout(rate)
    let dropped = Float(output.count { $0 == 0 }) / 20_000
    #expect(abs(dropped - rate) < 0.015)
    #expect(abs(output.reduce(0, +) / 20_000 - 1) < 0.1)
    #expect(output.allSatisfy { $0 == 0 || abs($0 - 1 / (1 - rate)) < 1e-6 })
    #expect(output.prefix(10_000) != output.suffix(10_000) || rate == 0, "each example has its own mask")
  }

  @Test func otherScalingsChangeTheMean() {
    let slip = dropout(0.2, .dropped)
    #expect(abs(slip.reduce(0, +) / 20_000 - 4) < 0.1)
    #expect(Set(dropout(0.2, .none)) == [0, 1])
    #expect(Set(dropout(0, .dropped)) == [1])
  }

  @Test func layerNormalizationHasNoMeanAndUnitVariance() {
    let rig = LayerRig(LayerNormalization(Shape(rows: 3, columns: 19)), batch: 5)
    rig.input.copy(from: noise(rig.input.count, seed: 2).map { 4096 + 3 * $0 })
    rig.forward()
    for row in 0..<15 {
      let values = rig.output[row * 19..<(row + 1) * 19].array.map(Double.init)
      #expect(abs(values.reduce(0, +) / 19) < 1e-3)
      #expect(abs(values.reduce(0) { $0 + $1 * $1 } / 19 - 1) < 1e-3)
    }
  }

  @Test(arguments: [Float(1e38), -1e38, 1e-30])
  func layerNormalizationOfExtremesIsFinite(size: Float) {
    let rig = LayerRig(LayerNormalization(.vector(4)), batch: 1)
    rig.input.copy(from: [size, 0, size / 2, -size])
    rig.forward()
    rig.outputGradient.copy(from: [1, -1, 2, 0])
    rig.backward()
    #expect(rig.output.array.allSatisfy { $0.isFinite })
    #expect(rig.inputGradient.array.allSatisfy { $0.isFinite })
  }

  @Test func layersOfOneFeatureGiveTheShift() {
    let rig = LayerRig(LayerNormalization(.vector(1)), batch: 3)
    rig.input.copy(from: [5, -7, 1e20])
    rig.forward()
    #expect(rig.output.array == [0, 0, 0])
  }

  @Test func weightNormalizationBeginsAsTheDenseLayer() {
    let normalized = LayerRig(WeightNormalizedDense(.vector(5), outputs: 3), batch: 4)
    let dense = LayerRig(Dense(.vector(5), outputs: 3), batch: 4)
    for rig in [normalized, dense] {
      rig.input.copy(from: noise(20, seed: 7))
      rig.forward()
    }
    #expect(worstError(normalized.output.array, dense.output.array.map(Double.init)) < 1e-6)
  }

  @Test func theLengthOfADirectionDoesNotMatter() {
    let rig = LayerRig(WeightNormalizedDense(.vector(5), outputs: 3), batch: 4)
    rig.input.copy(from: noise(20, seed: 7))
    rig.forward()
    let before = rig.output.array.map(Double.init)
    let direction = rig.split(rig.parameters)[1]
    for i in 0..<15 { direction[i] *= 64 }
    rig.forward()
    #expect(worstError(rig.output.array, before) < 1e-6)
    // And so the gradient stands at right angles to the direction.
    rig.outputGradient.copy(from: noise(12, seed: 8))
    rig.backward()
    let slope = rig.split(rig.parameterGradient)[1]
    for row in 0..<3 {
      let along = (0..<5).reduce(Float(0)) { $0 + slope[row * 5 + $1] * direction[row * 5 + $1] }
      #expect(abs(along) < 1e-5)
    }
  }

  @Test func aDirectionOfZerosStaysFinite() {
    let rig = LayerRig(WeightNormalizedDense(.vector(2), outputs: 2), batch: 1)
    rig.split(rig.parameters)[1].fill(0)
    rig.input.fill(1)
    rig.forward()
    rig.outputGradient.fill(1)
    rig.backward()
    #expect(rig.output.array == [0, 0])
    #expect(rig.parameterGradient.array.allSatisfy { $0.isFinite })
  }

  @Test func embeddingsAddUpWhereANumberRepeats() {
    let rig = LayerRig(Embedding(.vector(3), classes: 4, columns: 2), batch: 1)
    #expect(rig.layer.output == Shape(rows: 3, columns: 2))
    rig.parameters.copy(from: [0, 1, 10, 11, 20, 21, 30, 31])
    rig.input.copy(from: [2, 0, 2])
    rig.forward()
    #expect(rig.output.array == [20, 21, 0, 1, 20, 21])
    rig.outputGradient.copy(from: [1, 2, 3, 4, 5, 6])
    rig.backward()
    #expect(rig.parameterGradient.array.prefix(8) == [3, 4, 0, 0, 6, 8, 0, 0])
    #expect(rig.inputGradient.array == [0, 0, 0])
  }

  @Test(arguments: [Float(-1), 4, .nan, .infinity, 1e38])
  func whatIsNoClassNumberGivesNaN(number: Float) {
    for layer in [Embedding(.vector(2), classes: 4, columns: 3), OneHot(.vector(2), classes: 4)]
      as [any Layer]
    {
      let rig = LayerRig(layer, batch: 1)
      rig.input.copy(from: [number, 3])
      rig.forward()
      let columns = rig.output.count / 2
      #expect(rig.output.prefix(columns).array.allSatisfy { $0.isNaN })
      #expect(rig.output[columns..<2 * columns].array.allSatisfy { $0.isFinite })
      rig.outputGradient.fill(1)
      rig.backward()
      #expect(rig.parameterGradient.array.allSatisfy { $0.isFinite })
    }
  }
}
