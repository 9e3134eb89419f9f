import Neural
import Testing

struct LayerCase: Decodable, Sendable, CustomTestStringConvertible {
  var kind: String
  var shape: [Int]
  var size: Int?
  var options: [String: Double]
  var batch: Int
  var training: Bool
  var parameters: [[Double]]
  var buffers: [[Double]]
  var input: [Double]
  var output: [Double]
  var outputGradient: [Double]
  var inputGradient: [Double]
  var parameterGradients: [[Double]]
  var buffersAfter: [[Double]]

  var testDescription: String { "\(kind) \(shape) size \(size ?? 0) batch \(batch) training \(training)" }

  func rig() throws -> LayerRig {
    let input = Shape(rows: shape[0], columns: shape[1], channels: shape[2])
    let layer = try LayerCatalog.all.entry(named: kind).make(
      LayerRequest(input: input, size: size, options: options))
    let rig = LayerRig(layer, batch: batch)
    for (run, values) in zip(rig.split(rig.parameters), parameters) { run.copy(from: values.map(Float.init)) }
    if layer.bufferCount > 0 { rig.buffers.copy(from: buffers.flatMap { $0.map(Float.init) }) }
    rig.input.copy(from: self.input.map(Float.init))
    rig.outputGradient.copy(from: outputGradient.map(Float.init))
    rig.isTraining = training
    return rig
  }
}

@Suite struct LayerFixtureTests {
  static let cases = ["layers", "recurrent", "images", "normalizing-layers", "odd-sizes"].flatMap {
    fixture($0, LayerCase.self)
  }

  @Test(arguments: cases)
  func agreesWithPyTorch(_ reference: LayerCase) throws {
    let rig = try reference.rig()
    rig.forward()
    #expect(worstError(rig.output.array, reference.output) < 1e-5)
    #expect(worstError(rig.buffers.array, reference.buffersAfter.flatMap(\.self)) < 1e-5)
    rig.backward()
    #expect(worstError(rig.inputGradient.array, reference.inputGradient) < 1e-5)
    let gradients = rig.split(rig.parameterGradient)
    #expect(gradients.count == reference.parameterGradients.count)
    for (run, expected) in zip(gradients, reference.parameterGradients) {
      #expect(worstError(run.array, expected) < 1e-5)
    }
  }

  @Test func everyLayerHasCases() {
    #expect(Set(Self.cases.map(\.kind)) == Set(LayerCatalog.all.names))
  }
}
