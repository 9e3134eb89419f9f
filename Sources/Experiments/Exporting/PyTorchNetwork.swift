import Neural

/// A network as `nn.Sequential`, with its starting weights and what keeps some of them from moving.
struct PyTorchNetwork {
  /// The Python variable.
  let name: String
  /// The modules, a layer with its activation a line.
  private(set) var lines: [String] = []
  /// What stands behind the network: layers that do not learn.
  private(set) var rules: [String] = []
  private(set) var tensors: [PyTorchTensor] = []
  /// How the data have to stand.
  private(set) var input = PyTorchModule.Form.vector
  /// Whether some layers never move, so that the optimizer is given the others alone.
  private(set) var isPartlyFrozen = false
  var hasDropout: Bool { lines.contains { $0.contains("Dropout(") } }

  private var form: PyTorchModule.Form?
  /// The numbers of the next module: within the network, and within a residual block if one is open.
  private var places = [0]
  private let memory: Memory
  private let frozen: Set<Int>

  /// Throws one sentence for a layer without a counterpart.
  ///
  /// - Parameter frozen: numbers of layers that do not learn.
  init(_ name: String, _ layout: NetworkLayout, _ memory: Memory, frozen: Set<Int>) throws(SettingError) {
    self.name = name
    self.memory = memory
    self.frozen = frozen
    for (index, stage) in layout.stages.enumerated() {
      if layout.stages[index...].contains(where: { $0.skipFrom == index }) { openBlock() }
      try append(stage.layer, layout.parameterLayers.first { $0.stage == index }, stage: index)
      if stage.skipFrom != nil { closeBlock() }
    }
  }

  var code: String {
    let modules = lines.map { "    \($0)" }.joined(separator: "\n")
    let all = ["\(name) = nn.Sequential(\n\(modules)\n)", "begin(\(name), \"\(name)\")"] + rules
    return all.joined(separator: "\n")
  }

  // MARK: modules

  private mutating func openBlock() {
    write("Residual(", isNew: true)
    places.append(0)
  }

  private mutating func closeBlock() {
    places.removeLast()
    write("),", isNew: true)
    places[places.count - 1] += 1
  }

  private mutating func append(_ layer: any Layer, _ parameters: ParameterLayer?, stage: Int)
    throws(SettingError)
  {
    let (plain, changes) = Self.stripped(layer)
    let biases = parameters?.slots.filter { $0.claim.role == .bias } ?? []
    let isBare =
      changes.contains(.withoutBias)
      && biases.allSatisfy { memory.parameters[$0.range].array.allSatisfy { $0 == 0 } }
    let module = try PyTorchModule(plain, stage: stage, hasBias: !isBare)
    convert(to: module.input, for: plain.input)
    for step in module.before { add(step, isNew: lines.isEmpty) }
    load(isBare ? parameters?.slots.filter { $0.claim.role != .bias } : parameters?.slots, module)
    if let parameters { note(parameters, changes, isBare: isBare) }
    var maker = module.maker
    if changes.contains(.withoutSlope) { maker = "WithoutSlope(\(maker))" }
    if changes.contains(.flipped) { maker = "WrongSign(\(maker))" }
    add(maker, isNew: parameters != nil && module.before.isEmpty || lines.isEmpty)
    for step in module.after { add(step, isNew: false) }
    form = module.output ?? form
  }

  /// The layer itself and what was done to its backward pass.
  private static func stripped(_ layer: any Layer) -> (any Layer, Set<BackwardChange>) {
    var changes: Set<BackwardChange> = []
    var layer = layer
    while let tampered = layer as? any TamperedLayer {
      changes.insert(tampered.change)
      layer = tampered.original
    }
    return (layer, changes)
  }

  /// Makes of the values that come what a layer reads; the first layer decides how the data stand.
  private mutating func convert(to wanted: PyTorchModule.Form?, for shape: Shape) {
    guard let wanted else { return }
    guard let form else {
      input = wanted
      self.form = wanted
      return
    }
    guard form != wanted else { return }
    let module: String? =
      switch (form, wanted) {
      case (_, .vector): "nn.Flatten()"
      case (.sequence, .image): "nn.Unflatten(1, (1, \(shape.rows)))"
      case (_, .image): "nn.Unflatten(1, (\(shape.channels), \(shape.rows), \(shape.columns)))"
      case (.vector, .sequence): "nn.Unflatten(1, (\(shape.rows), \(shape.columns)))"
      case (.image, .sequence): "nn.Flatten(1, 2)"
      default: nil
      }
    guard let module else { return }
    add(module, isNew: false)
  }

  private mutating func add(_ module: String, isNew: Bool) {
    write(module + ",", isNew: isNew)
    places[places.count - 1] += 1
  }

  /// A layer with parameters begins a line; what follows it stands beside it, as far as there is room.
  private mutating func write(_ module: String, isNew: Bool) {
    let indent = String(repeating: "    ", count: places.count - 1)
    if !isNew, let last = lines.last, last.count + module.count < 100, !last.hasSuffix("(") {
      lines[lines.count - 1] = "\(last) \(module)"
    } else {
      lines.append(indent + module)
    }
  }

  // MARK: weights

  private mutating func load(_ slots: [Slot]?, _ module: PyTorchModule) {
    guard let slots, let number = slots.first?.layer else { return }
    let path = ([name] + places.map(String.init)).joined(separator: ".")
    for slot in slots {
      let own = slot.claim.name
      tensors.append(
        PyTorchTensor(
          "\(path).\(module.renamed[own] ?? own)", module.reshaped[own] ?? slot.claim.dimensions,
          memory.parameters[slot.range].array))
    }
    // Running statistics only where an earlier training left some.
    for slot in memory.stateSlots where slot.name.hasPrefix("\(number).") {
      let values = memory.state[slot.range].array
      guard values.contains(where: { $0 != (slot.name.hasSuffix("var") ? 1 : 0) }) else { continue }
      tensors.append(
        PyTorchTensor("\(path).\(slot.name.dropFirst("\(number).".count))", [values.count], values))
    }
  }

  private mutating func note(_ layer: ParameterLayer, _ changes: Set<BackwardChange>, isBare: Bool) {
    let place = name + places.map { "[\($0)]" }.joined()
    if frozen.contains(layer.number) {
      rules.append("\(place).requires_grad_(False)  # frozen")
      isPartlyFrozen = true
    }
    if changes.contains(.frozen) {
      rules.append("for weight in \(place).parameters():  # on purpose: it never hears of its error")
      rules.append("    weight.register_hook(torch.zeros_like)")
    } else if changes.contains(.withoutBias), !isBare {
      rules.append("for weight in \(place).parameters():  # its biases do not learn")
      rules.append("    if weight.dim() == 1:\n        weight.register_hook(torch.zeros_like)")
    }
  }
}
