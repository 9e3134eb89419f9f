/// What a person does to the network and its examples between two steps.
extension SupervisedLearner {
  public func check(_ intervention: Intervention) throws(NetworkFault) {
    switch intervention {
    case .set(let layer, let unit, let input, let value):
      guard value.isFinite else { throw NetworkFault("A weight is a finite number, not \(value).") }
      _ = try place(layer, unit, input)
    case .freeze(let layer, _): _ = try self.layer(layer)
    case .silence(let layer, let unit, _): _ = try columns(of: unit, layer)
    case .add(let x, let y, let target): try checkAdding(x, y, target)
    case .move(let example, let x, let y):
      try checkExample(example)
      guard x.isFinite, y.isFinite else { throw NetworkFault("An example cannot stand at (\(x), \(y)).") }
    case .relabel(let example, let target):
      try checkExample(example)
      try checkTarget(target)
    case .remove(let example):
      try checkExample(example)
      if training.count <= 2 {
        throw NetworkFault("The last two training examples stay, so that there is something to learn.")
      }
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
    case .add(let x, let y, let target): changeExamples { $0.append(scaled(x, y), target: target) }
    case .move(let example, let x, let y):
      let isLine = training.inputWidth == 1
      changeExamples { $0.place(scaled(x, y), target: isLine ? y : nil, at: example) }
    case .relabel(let example, let target): changeExamples { $0.label(target, at: example) }
    case .remove(let example): changeExamples { $0.remove(example) }
    }
  }

  public func forgetInterventions() {
    frozen = []
    network.hearAll()
    if training.isChanged { changeExamples { $0.restore(configuration.splits.training) } }
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

  private func scaled(_ x: Float, _ y: Float) -> [Float] {
    let scaling = PlaneScaling(configuration.splits.training)
    let inputs = [scaling.scaled(x, feature: 0)]
    return training.inputWidth == 2 ? inputs + [scaling.scaled(y, feature: 1)] : inputs
  }

  private func checkExample(_ example: Int) throws(NetworkFault) {
    guard hasPlane else {
      throw NetworkFault(
        "Examples can be changed by hand where they have one or two features and one target.")
    }
    guard example >= 0, example < training.count else {
      throw NetworkFault("There is no training example \(example); they go from 0 to \(training.count - 1).")
    }
  }

  /// Whether an example is a place of a plane.
  var hasPlane: Bool { training.inputWidth <= 2 && training.targetWidth == 1 }

  private func checkTarget(_ target: Float) throws(NetworkFault) {
    switch configuration.splits.training.problem {
    case .binary where target != 0 && target != 1: throw NetworkFault("The class is 0 or 1, not \(target).")
    case .classes(let count) where !(target >= 0 && target < Float(count) && target == target.rounded()):
      throw NetworkFault("The class is a number from 0 to \(count - 1), not \(target).")
    case _ where !target.isFinite: throw NetworkFault("A target is a finite number, not \(target).")
    default: return
    }
  }

  private func checkAdding(_ x: Float, _ y: Float, _ target: Float) throws(NetworkFault) {
    try checkExample(0)
    try checkTarget(target)
    guard x.isFinite, y.isFinite else { throw NetworkFault("An example cannot stand at (\(x), \(y)).") }
    guard training.count < training.capacity else {
      throw NetworkFault("There is room for \(ExampleBlock.spare) examples more, and it is used up.")
    }
    guard training.count < Limit.points else {
      throw NetworkFault("The pictures show \(Limit.points) training examples; one more would not be seen.")
    }
  }

  /// Epochs count the examples that there are; the order is drawn anew from (seed, epoch, count).
  private func changeExamples(_ change: (ExampleBlock) -> Void) {
    let before = training.count
    change(training)
    if training.count != before { samples = Self.samples(configuration, count: training.count) }
  }
}
