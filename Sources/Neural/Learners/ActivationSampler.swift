/// Computes an activation and its derivative for any values, outside the network it stands in.
final class ActivationSampler {
  private let layer: any Layer
  private let memory: Memory
  private let input: Range<Int>
  private let output: Range<Int>
  private let slope: Range<Int>
  private let ones: Range<Int>
  private let tape: Range<Int>
  private var width: Int { layer.input.count }

  /// Whether the layer is an activation that treats every element alike.
  static func covers(_ layer: any Layer) -> Bool {
    let name = type(of: layer).name
    return ActivationCatalog.all[name] != nil && name != Linear.name && name != Softmax.name
  }

  init(_ layer: any Layer, parameters: Floats) {
    self.layer = layer
    var plan = MemoryPlan()
    for claim in layer.claims { plan.grant(claim, layer: 1) }
    input = plan.reserveWorkspace(layer.input.count)
    output = plan.reserveWorkspace(layer.input.count)
    slope = plan.reserveWorkspace(layer.input.count)
    ones = plan.reserveWorkspace(layer.input.count)
    tape = plan.reserveWorkspace(layer.tapeCount(batch: 1))
    memory = Memory(plan)
    memory.parameters.copy(from: parameters)
    memory.workspace[ones].fill(1)
  }

  /// f(x) and f′(x) for every x.
  func sample(_ values: [Float]) -> (outputs: [Float], slopes: [Float]) {
    var outputs: [Float] = []
    var slopes: [Float] = []
    for start in stride(from: 0, to: values.count, by: width) {
      let part = Array(values[start..<min(start + width, values.count)])
      memory.workspace[input].copy(from: part)
      layer.forward(pass())
      layer.backward(pass())
      outputs += memory.workspace[output].prefix(part.count).array
      slopes += memory.workspace[slope].prefix(part.count).array
    }
    return (outputs, slopes)
  }

  private func pass() -> Pass {
    let room = memory.workspace
    return Pass(
      batch: 1, isTraining: false, key: 0, parameters: memory.parameters, parameterGradient: memory.gradients,
      buffers: memory.state, tape: room[tape], input: room[input], output: room[output],
      inputGradient: room[slope], outputGradient: room[ones])
  }
}
