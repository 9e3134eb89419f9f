import Neural
import Testing

@Suite struct BatchNormalizationTests {
  @Test func runningStatisticsFollowTheBatches() {
    let rig = LayerRig(BatchNormalization(.vector(1)), batch: 4)
    #expect(rig.buffers.array == [0, 1])
    rig.input.copy(from: [1, 2, 3, 6])
    rig.forward()
    // Mean 3, unbiased variance 14/3; both move a tenth of the way.
    #expect(abs(rig.buffers[0] - 0.3) < 1e-6)
    #expect(abs(rig.buffers[1] - (0.9 + 1.4 / 3)) < 1e-6)
  }

  @Test func evaluationUsesTheRunningStatistics() {
    let rig = LayerRig(BatchNormalization(.vector(1)), batch: 2)
    rig.buffers.copy(from: [2, 9])
    rig.isTraining = false
    rig.input.copy(from: [5, -1])
    rig.forward()
    #expect(abs(rig.output[0] - 1) < 1e-5)
    #expect(abs(rig.output[1] + 1) < 1e-5)
  }

  @Test func aSingleValueGivesTheShiftAndKeepsTheVariance() {
    let rig = LayerRig(BatchNormalization(.vector(3)), batch: 1)
    rig.input.copy(from: [5, -7, 1e20])
    rig.forward()
    #expect(rig.output.array == [0, 0, 0])
    #expect(rig.buffers[3..<6].array == [1, 1, 1])
    rig.outputGradient.fill(1)
    rig.backward()
    #expect(rig.inputGradient.array == [0, 0, 0])
  }

  @Test func aFarMeanCostsNoPrecision() {
    let rig = LayerRig(BatchNormalization(.vector(1)), batch: 64)
    let wave = noise(64, seed: 8)
    rig.input.copy(from: wave.map { 4096 + ($0 * 64).rounded() / 64 })
    rig.forward()
    let output = rig.output.array.map(Double.init)
    let square = output.reduce(0) { $0 + $1 * $1 } / 64
    #expect(abs(output.reduce(0, +) / 64) < 1e-5)
    #expect(abs(square - 1) < 1e-3)
  }

  @Test func imagesHaveOneFeaturePerChannel() {
    #expect(BatchNormalization(Shape(rows: 4, columns: 5, channels: 3)).features == 3)
    #expect(BatchNormalization(Shape(rows: 4, columns: 5)).features == 5)
  }
}
