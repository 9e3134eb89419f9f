/// What a person does to the network and its examples between two steps.
extension SupervisedLearner {
  public func check(_ intervention: Intervention) throws(NetworkFault) {
    switch intervention {
    case .set(let layer, let unit, let input, let value):
      guard value.isFinite else { throw NetworkFault("A weight is a finite number, not \(value).") }
      _ = try place(layer, unit, input)
    case .freeze(let layer, _): _ = try self.layer(layer)
    case .silence(let layer, let unit, _): _ = try columns(of: unit, layer)
    default: try surgery.check(intervention)
    }
  }

  public func intervene(_ intervention: Intervention) {
    guard (try? check(intervention)) != nil else { return }
    switch intervention {
    case .set(let layer, let unit, let input, let value):
      if let index = try? place(layer, unit, input) { memory.parameters[index] = value }
    case .freeze(let layer, let isOn): freeze(layer, isOn)
    case .silence(let number, let unit, let isOn):
      if let (stage, columns) = try? self.columns(of: unit, number) { network.silence(stage, columns, isOn) }
    default: changeExamples { surgery.perform(intervention) }
    }
  }

  public func forgetInterventions() {
    frozen = []
    network.hearAll()
    if training.changes > 0 { changeExamples { training.restore(configuration.splits.training) } }
  }

  // MARK: weights and units

  private func layer(_ number: Int) throws(NetworkFault) -> ParameterLayer {
    guard let layer = network.layout.parameterLayers.first(where: { $0.number == number }) else {
      throw NetworkFault("This network has no layer \(number) with weights.")
    }
    return layer
  }

  private func place(_ number: Int, _ unit: Int, _ input: Int?) throws(NetworkFault) -> Int {
    let layer = try layer(number)
    let wanted: Role = input == nil ? .bias : .weight
    guard let slot = layer.slot(wanted), slot.claim.shape.channels == 1 else {
      throw NetworkFault(
        "Layer \(number) has no \(input == nil ? "bias" : "weight") that can be set by hand.")
    }
    let shape = slot.claim.shape
    let isInside =
      input.map { (1...max(shape.rows, 1)).contains(unit) && (1...max(shape.columns, 1)).contains($0) }
      ?? (1...max(shape.count, 1)).contains(unit)
    guard isInside else {
      throw NetworkFault("Layer \(number) has no such \(input == nil ? "bias" : "weight"); it is \(shape).")
    }
    return slot.range.lowerBound + (input.map { (unit - 1) * shape.columns + $0 - 1 } ?? unit - 1)
  }

  private func freeze(_ number: Int, _ isOn: Bool) {
    guard let layer = try? layer(number) else { return }
    frozen.removeAll { $0 == layer.range }
    if isOn { frozen.append(layer.range) }
  }

  /// Where the outputs of a unit stand behind its activation: one number, or the plane of a channel.
  private func columns(of unit: Int, _ number: Int) throws(NetworkFault) -> (stage: Int, columns: Range<Int>)
  {
    let layer = try layer(number)
    let stage = network.layout.block(of: layer).upperBound - 1
    let units = network.layout.stages[layer.stage].layer.output
    let width = network.layout.stages[stage].layer.output.count
    let count = units.channels > 1 ? units.channels : units.columns
    guard unit >= 1, unit <= count, units.rows == 1 || units.channels > 1, width % count == 0 else {
      throw NetworkFault("Layer \(number) has no unit \(unit) that can be silenced.")
    }
    let size = width / count
    return (stage, (unit - 1) * size..<unit * size)
  }

  // MARK: examples

  private var surgery: PlaneSurgery {
    PlaneSurgery(examples: configuration.splits.training, block: training)
  }

  /// Epochs count the examples that there are; the order is drawn anew from (seed, epoch, count).
  private func changeExamples(_ change: () -> Void) {
    let before = training.count
    change()
    if training.count != before { samples = Self.samples(configuration, count: training.count) }
  }
}
