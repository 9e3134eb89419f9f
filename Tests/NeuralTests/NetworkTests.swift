import Neural
import TestSupport
import Testing

/// A network with its own memory and an input filled with a simple pattern.
private func makeNetwork(
  _ stages: [Stage], batch: Int, needsInputGradient: Bool = false
) throws -> (network: Network, input: Floats) {
  var plan = MemoryPlan()
  let layout = try NetworkLayout(
    stages, maximalBatch: batch, in: &plan, needsInputGradient: needsInputGradient)
  let room = plan.reserveWorkspace(batch * layout.input.count)
  let network = Network(layout, memory: Memory(plan))
  network.initialize(seed: 3, by: Initializer(.xavierNormal))
  let input = network.memory.workspace[room]
  for i in 0..<input.count { input[i] = Float(i * 7 % 11) / 5 - 1 }
  return (network, input)
}

private let residual = [
  Stage(Dense(.vector(3), outputs: 4)), Stage(Tanh(.vector(4))),
  Stage(Dense(.vector(4), outputs: 4)), Stage(Tanh(.vector(4)), skipFrom: 2),
  Stage(Dense(.vector(4), outputs: 4)), Stage(Sigmoid(.vector(4)), skipFrom: 2),
  Stage(Dense(.vector(4), outputs: 2)),
]

@Suite struct NetworkTests {
  @Test func layersWithParametersAreNumberedFromOne() throws {
    let (network, _) = try makeNetwork(residual, batch: 2)
    #expect(network.layout.parameterLayers.map(\.title) == ["1 dense", "2 dense", "3 dense", "4 dense"])
    #expect(network.layout.parameterLayers.map(\.stage) == [0, 2, 4, 6])
    #expect(network.memory.slots.map(\.name).prefix(3) == ["1.weight", "1.bias", "2.weight"])
  }

  @Test func weightsComeLayerByLayerFromOneStream() throws {
    let (network, _) = try makeNetwork(residual, batch: 1)
    var random = RandomStream(seed: 3, .weights)
    for layer in network.layout.parameterLayers {
      let slot = try #require(layer.slot(.weight))
      let shape = slot.claim.shape
      let deviation = (2 / Double(shape.rows + shape.columns)).squareRoot()
      for i in slot.range { #expect(network.memory.parameters[i] == Float(deviation * random.normal())) }
    }
  }

  @Test func skipAddsTheInputOfTheNamedStage() throws {
    let (network, input) = try makeNetwork(residual, batch: 2)
    network.forward(input, batch: 2)
    for i in 0..<8 {
      #expect(network.output(of: 3)[i] == network.layerOutput(of: 3)[i] + network.output(of: 1)[i])
      #expect(network.output(of: 5)[i] == network.layerOutput(of: 5)[i] + network.output(of: 1)[i])
    }
  }

  /// ∇·d against (L(θ + hd) − L(θ − hd)) / 2h for parameters and for the input, through two overlapping skips.
  @Test func gradientAgreesWithDifferences() throws {
    let (network, input) = try makeNetwork(residual, batch: 5, needsInputGradient: true)
    var target = [Float](repeating: 0.25, count: 10)
    func loss(backward: Bool) -> Float {
      network.memory.gradients.fill(0)
      let output = network.forward(input, batch: 5, isTraining: true, key: 1)
      let value = target.withUnsafeMutableBufferPointer {
        MeanSquaredError().evaluate(
          output, against: Floats($0.baseAddress!, count: 10), batch: 5,
          gradient: backward ? network.outputGradient : output.prefix(0))
      }
      if backward { network.backward() }
      return value
    }
    _ = loss(backward: true)
    let inputGradient = network.inputGradientOfLastPass.array
    expectSlope(of: network.parameters, network.gradients.array) { loss(backward: false) }
    expectSlope(of: input, inputGradient) { loss(backward: false) }
  }

  private func expectSlope(of point: Floats, _ gradient: [Float], loss: () -> Float) {
    var random = RandomStream(seed: 9, .extra)
    let direction = gradient.map { $0 == 0 ? 0 : Float(random.normal()) }
    let start = point.array
    let h: Float = 1e-2
    for i in 0..<point.count { point[i] = start[i] + h * direction[i] }
    let above = Double(loss())
    for i in 0..<point.count { point[i] = start[i] - h * direction[i] }
    let below = Double(loss())
    point.copy(from: start)
    let numeric = (above - below) / (2 * Double(h))
    let analytic = zip(gradient, direction).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
    #expect(abs(numeric - analytic) < 2e-3 * max(1, abs(analytic)), "\(numeric) against \(analytic)")
    #expect(analytic != 0)
  }

  @Test func smallerBatchGivesTheSameRows() throws {
    let (network, input) = try makeNetwork(residual, batch: 4)
    let whole = network.forward(input, batch: 4).array
    let part = network.forward(input.prefix(6), batch: 2).array
    // Other rows beside a row may change the order of its sum, and so the last bit.
    #expect(part.count == 4 && zip(part, whole).allSatisfy { abs($0 - $1) <= 2 * $1.ulp })
  }

  @Test func twoNetworksShareOneMemory() throws {
    var plan = MemoryPlan()
    let first = try NetworkLayout([Stage(Dense(.vector(2), outputs: 3))], maximalBatch: 1, in: &plan)
    let second = try NetworkLayout(
      [Stage(Dense(.vector(3), outputs: 1))], maximalBatch: 1, in: &plan,
      firstNumber: first.parameterLayers.count + 1)
    let memory = Memory(plan)
    let networks = [Network(first, memory: memory), Network(second, memory: memory)]
    var random = RandomStream(seed: 1, .weights)
    for network in networks { network.initialize(by: Initializer(.normal), random: &random) }
    #expect(memory.slots.map(\.name) == ["1.weight", "1.bias", "2.weight", "2.bias"])
    #expect(first.parameterRange.upperBound == second.parameterRange.lowerBound)
    #expect(networks[0].parameters[0] != 0 && networks[1].parameters[0] != 0)
  }

  @Test func faultsAreSentences() {
    func fault(_ stages: [Stage]) -> String {
      var plan = MemoryPlan()
      do {
        _ = try NetworkLayout(stages, maximalBatch: 1, in: &plan)
        return ""
      } catch { return error.description }
    }
    let dense = Stage(Dense(.vector(2), outputs: 3))
    #expect(fault([]) == "A network needs at least one layer.")
    #expect(
      fault([dense, Stage(Tanh(.vector(4)))])
        == "Layer 2 (tanh) takes 4 values, but the dense layer before it gives 3.")
    #expect(fault([dense, Stage(Tanh(.vector(3)), skipFrom: 0)]).contains("adds 2 values to 3"))
    #expect(
      fault([dense, Stage(Tanh(.vector(3)), skipFrom: 5)]).contains("at the layer itself or before it"))
  }

  @Test func passesAllocateNothing() throws {
    let (network, input) = try makeNetwork(residual, batch: 4)
    network.forward(input, batch: 4)
    let count = countAllocations {
      for _ in 0..<20 {
        network.forward(input, batch: 4, isTraining: true, key: 5)
        network.outputGradient.fill(1)
        network.backward()
      }
    }
    #expect(count == 0)
  }
}
