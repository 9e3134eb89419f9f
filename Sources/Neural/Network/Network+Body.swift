extension Network {
  /// Copies parameters and running statistics of all layers before the last one that carries weights.
  ///
  /// False, and nothing is copied, if those layers are not the same in both networks.
  func adoptBody(of other: Network) -> Bool {
    guard let head = layout.parameterLayers.last(where: \.carriesWeights)?.stage,
      let otherHead = other.layout.parameterLayers.last(where: \.carriesWeights)?.stage, head == otherHead
    else { return false }
    for index in 0..<head {
      guard layout.stages[index].layer.claims == other.layout.stages[index].layer.claims,
        layout.stages[index].layer.bufferCount == other.layout.stages[index].layer.bufferCount
      else { return false }
    }
    for index in 0..<head {
      wires[index].parameters.copy(from: other.wires[index].parameters)
      wires[index].buffers.copy(from: other.wires[index].buffers)
    }
    return true
  }
}
