/// The first value of a training step that is not a number, infinite, or too large.
public struct Fault: Sendable, Hashable {
  /// The parts of a step in the order in which they happen.
  public enum Operation: String, Sendable, Hashable, CaseIterable {
    /// What a layer gives on the way forward.
    case forward
    case loss
    /// ∂loss/∂output of a layer, or ∂loss/∂parameters, on the way back.
    case gradient
    /// A parameter after the optimizer has changed it.
    case update
  }

  public var operation: Operation
  /// Such as `3 dense`, or `tanh behind 3 dense`; empty for the loss.
  public var layer: String
  public var value: Float
  /// Which example of the batch, from 0; nil for what belongs to the whole batch.
  public var row: Int?
  /// The same example's place among the training examples, from 0.
  public var example: Int?

  public init(
    _ operation: Operation, layer: String = "", value: Float, row: Int? = nil, example: Int? = nil
  ) {
    self.operation = operation
    self.layer = layer
    self.value = value
    self.row = row
    self.example = example
  }
}

extension Fault {
  fileprivate func named(_ suffix: String) -> Fault {
    var fault = self
    fault.layer += suffix
    return fault
  }
}

extension Learner {
  /// Looks at the loss, the gradients and the parameters: what every learner has in its memory.
  public func fault(of index: Int, loss: Float, limit: Float) -> Fault? {
    loss.breaks(limit)
      ? Fault(.loss, value: loss) : memory.gradientFault(limit: limit) ?? memory.updateFault(limit: limit)
  }
}

extension Memory {
  /// The first bad gradient of a parameter on the way back, the last layer first.
  func gradientFault(limit: Float, name: (Slot) -> String = { $0.name }) -> Fault? {
    for slot in slots.reversed() {
      if let value = gradients[slot.range].firstBreaking(limit) {
        return Fault(.gradient, layer: name(slot), value: gradients[slot.range.lowerBound + value])
      }
    }
    return nil
  }

  /// The first bad parameter, the first layer first.
  func updateFault(limit: Float, name: (Slot) -> String = { $0.name }) -> Fault? {
    for slot in slots {
      if let value = parameters[slot.range].firstBreaking(limit) {
        return Fault(.update, layer: name(slot), value: parameters[slot.range.lowerBound + value])
      }
    }
    return nil
  }
}

extension Network {
  /// The first bad value of the last step: forward from the first layer, the loss, back from the last layer, the
  /// parameters after the update.
  func fault(loss: Float, limit: Float) -> Fault? {
    Network.fault(of: [(self, "")], loss: loss, limit: limit)
  }

  /// The same of networks of one memory behind each other; the first one reads the examples. Each has a suffix that is
  /// put behind the names of its layers.
  static func fault(of chain: [(network: Network, suffix: String)], loss: Float, limit: Float) -> Fault? {
    for (network, suffix) in chain {
      if let fault = network.forwardFault(limit) { return fault.named(suffix) }
    }
    if loss.breaks(limit) { return Fault(.loss, value: loss) }
    for (network, suffix) in chain.reversed() {
      if let fault = network.gradientFault(limit) { return fault.named(suffix) }
    }
    func title(_ slot: Slot) -> String {
      for (network, suffix) in chain {
        guard let owner = network.layout.parameterLayers.first(where: { $0.number == slot.layer }) else {
          continue
        }
        return "\(owner.title)\(suffix), \(slot.claim.name)"
      }
      return slot.name
    }
    let memory = chain.first?.network.memory
    return memory?.gradientFault(limit: limit, name: title) ?? memory?.updateFault(limit: limit, name: title)
  }

  private func forwardFault(_ limit: Float) -> Fault? {
    for stage in 0..<count {
      if let fault = fault(in: layerOutput(of: stage), .forward, stage, limit) { return fault }
      if let fault = fault(in: output(of: stage), .forward, stage, limit) { return fault }
    }
    return nil
  }

  private func gradientFault(_ limit: Float) -> Fault? {
    for stage in (0..<count).reversed() {
      if let fault = fault(in: gradient(of: stage), .gradient, stage, limit) { return fault }
    }
    return nil
  }

  private func fault(in values: Floats, _ operation: Fault.Operation, _ stage: Int, _ limit: Float) -> Fault?
  {
    guard let place = values.firstBreaking(limit) else { return nil }
    let width = max(1, layout.stages[stage].layer.output.count)
    return Fault(operation, layer: layout.place(of: stage), value: values[place], row: place / width)
  }
}

extension NetworkLayout {
  /// A layer with parameters by its title, any other by its name and the layer it stands behind.
  func place(of stage: Int) -> String {
    guard let owner = parameterLayers.last(where: { $0.stage <= stage }) else { return stages[stage].name }
    return owner.stage == stage ? owner.title : "\(stages[stage].name) behind \(owner.title)"
  }
}

extension Float {
  /// Not finite, or larger than `limit` either way.
  fileprivate func breaks(_ limit: Float) -> Bool { !(magnitude <= limit) }
}

extension Floats {
  fileprivate func firstBreaking(_ limit: Float) -> Int? {
    for i in 0..<count where base[i].breaks(limit) { return i }
    return nil
  }
}
