/// Where every part of a network lies in a memory that does not exist yet.
///
/// Several networks may be laid out in one plan; they then share one memory, one checkpoint and one optimizer loop.
public struct NetworkLayout: Sendable {
  public let stages: [Stage]
  /// The most examples one pass may carry.
  public let maximalBatch: Int
  public let parameterLayers: [ParameterLayer]
  /// All parameters of this network in the memory, with their padding.
  public let parameterRange: Range<Int>
  let places: [Place]
  let inputGradient: Range<Int>

  /// Where the parts of one stage lie; parameters in the memory's parameters, buffers in its state, the rest in its
  /// workspace.
  struct Place: Sendable {
    var parameters: Range<Int>
    var buffers: Range<Int>
    var tape: Range<Int>
    var output: Range<Int>
    /// Layer output plus skipped input; equal to `output` without a residual connection.
    var sum: Range<Int>
    var gradient: Range<Int>
  }

  /// Checks that the stages fit together and reserves what they need.
  ///
  /// - Parameters:
  ///   - firstNumber: number of the first layer with parameters; a second network in the same plan goes on counting.
  ///   - needsInputGradient: whether backward also writes ∂loss/∂input (for a network behind another one).
  public init(
    _ stages: [Stage], maximalBatch: Int, in plan: inout MemoryPlan, firstNumber: Int = 1,
    needsInputGradient: Bool = false
  ) throws(NetworkFault) {
    try Self.check(stages)
    self.stages = stages
    self.maximalBatch = maximalBatch
    var layers: [ParameterLayer] = []
    var places: [Place] = []
    let start = plan.parameterCount
    for (index, stage) in stages.enumerated() {
      let number = firstNumber + layers.count
      places.append(Self.place(stage, batch: maximalBatch, number: number, in: &plan))
      guard !stage.layer.claims.isEmpty else { continue }
      layers.append(
        ParameterLayer(
          number: number, name: stage.name, stage: index, slots: plan.slots.suffix(stage.layer.claims.count),
          range: places[index].parameters))
    }
    parameterLayers = layers
    parameterRange = start..<plan.parameterCount
    self.places = places
    inputGradient = plan.reserveWorkspace(needsInputGradient ? maximalBatch * stages[0].layer.input.count : 0)
  }

  public var input: Shape { stages[0].layer.input }
  public var output: Shape { stages[stages.count - 1].layer.output }

  private static func place(
    _ stage: Stage, batch: Int, number: Int, in plan: inout MemoryPlan
  ) -> Place {
    let layer = stage.layer
    let start = plan.parameterCount
    for claim in layer.claims { plan.grant(claim, layer: number) }
    let end = plan.parameterCount
    let buffers = plan.reserveState(layer.bufferCount)
    let length = layer.bufferCount / max(1, layer.bufferNames.count)
    for (index, name) in layer.bufferNames.enumerated() {
      let first = buffers.lowerBound + index * length
      plan.name(first..<first + length, name, layer: number)
    }
    let output = plan.reserveWorkspace(batch * layer.output.count)
    return Place(
      parameters: start..<end,
      buffers: buffers,
      tape: plan.reserveWorkspace(layer.tapeCount(batch: batch)),
      output: output,
      sum: stage.skipFrom == nil ? output : plan.reserveWorkspace(batch * layer.output.count),
      gradient: plan.reserveWorkspace(batch * layer.output.count))
  }

  private static func check(_ stages: [Stage]) throws(NetworkFault) {
    if stages.isEmpty { throw NetworkFault("A network needs at least one layer.") }
    for (index, stage) in stages.enumerated() {
      let title = "Layer \(index + 1) (\(stage.name))"
      if index > 0, stages[index - 1].layer.output.count != stage.layer.input.count {
        let previous = stages[index - 1]
        throw NetworkFault(
          "\(title) takes \(stage.layer.input) values, but the \(previous.name) layer before it gives "
            + "\(previous.layer.output).")
      }
      guard let origin = stage.skipFrom else { continue }
      guard stages.indices.contains(origin), origin <= index else {
        throw NetworkFault("The skip connection behind \(title) must begin at the layer itself or before it.")
      }
      let skipped = stages[origin].layer.input
      if skipped.count != stage.layer.output.count {
        throw NetworkFault(
          "The skip connection behind \(title) adds \(skipped) values to \(stage.layer.output): both must have the "
            + "same shape.")
      }
    }
  }
}
