import Neural

/// One layer with all the memory its passes need, outside any network.
final class LayerRig {
  let layer: any Layer
  let batch: Int
  var isTraining = true
  private let memory: Memory
  let parameters: Floats
  let parameterGradient: Floats
  let buffers: Floats
  let input: Floats
  let output: Floats
  let inputGradient: Floats
  let outputGradient: Floats
  private let tape: Floats

  init(_ layer: any Layer, batch: Int, seed: UInt64 = 1) {
    self.layer = layer
    self.batch = batch
    var plan = MemoryPlan()
    for claim in layer.claims { plan.grant(claim, layer: 1) }
    let state = plan.reserveState(layer.bufferCount)
    let inputs = batch * layer.input.count
    let outputs = batch * layer.output.count
    let places = [inputs, outputs, inputs, outputs, layer.tapeCount(batch: batch)].map {
      plan.reserveWorkspace($0)
    }
    memory = Memory(plan)
    parameters = memory.parameters
    parameterGradient = memory.gradients
    buffers = memory.state[state]
    input = memory.workspace[places[0]]
    output = memory.workspace[places[1]]
    inputGradient = memory.workspace[places[2]]
    outputGradient = memory.workspace[places[3]]
    tape = memory.workspace[places[4]]
    var random = RandomStream(seed: seed, .weights)
    layer.initialize(parameters, buffers: buffers, by: Initializer(.xavierNormal), random: &random)
  }

  /// The views of each claim, in order.
  func split(_ run: Floats) -> [Floats] {
    memory.slots.map { run[$0.range] }
  }

  func forward() {
    let pass = Pass(
      batch: batch, isTraining: isTraining, key: 1, parameters: parameters,
      parameterGradient: parameterGradient.prefix(0), buffers: buffers, tape: tape, input: input,
      output: output,
      inputGradient: inputGradient.prefix(0), outputGradient: outputGradient.prefix(0))
    layer.forward(pass)
  }

  func backward(needsInputGradient: Bool = true, toInputOnly: Bool = false) {
    let pass = Pass(
      batch: batch, isTraining: isTraining, key: 1, parameters: parameters,
      parameterGradient: parameterGradient,
      buffers: buffers, tape: tape, input: input, output: output,
      inputGradient: needsInputGradient ? inputGradient : inputGradient.prefix(0),
      outputGradient: outputGradient)
    toInputOnly ? layer.backwardToInput(pass) : layer.backward(pass)
  }
}
