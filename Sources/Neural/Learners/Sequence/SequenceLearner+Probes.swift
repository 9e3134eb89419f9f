import CKernels

extension SequenceLearner {
  /// How much the probes show at most.
  private enum Limit {
    static let predictions = 200
    static let lagSequences = 16
    static let invented = 120
    static let wordsInvented = 64
  }

  static func probeNames(
    _ layout: NetworkLayout, _ examples: Examples, isText: Bool, samples: Bool
  ) -> [String] {
    var names: [String] = []
    for layer in layout.parameterLayers {
      if layer.carriesWeights { names += ["weights/\(layer.number)", "gradients/\(layer.number)"] }
      guard let unit = unit(layout.stages[layer.stage]) else { continue }
      names += ["recurrent/\(layer.number)", "hidden/\(layer.number)"]
      if !names.contains("hidden") { names += ["hidden", "lag", "lag/input"] }
      for gate in gates(of: unit.cell) where !names.contains("gates/\(gate)") {
        names.append("gates/\(gate)")
      }
      if unit.cell == .lstm, !names.contains("cell") { names.append("cell") }
    }
    names += momentProbeNames(layout.parameterLayers) + ["predictions"]
    if isText { names += samples ? ["next", "sample"] : [] }
    if case .regression = examples.problem { return names }
    return isText ? names : names + ["confusion"]
  }

  /// The gates of a cell in the order of their weights.
  private static func gates(of cell: RecurrentUnit.Cell) -> [String] {
    switch cell {
    case .tanh, .relu, .linear: []
    case .lstm: ["input", "forget", "cell", "output"]
    case .gru: ["reset", "update", "candidate"]
    }
  }

  private static func unit(_ stage: Stage) -> RecurrentUnit? { (stage.layer as? any RecurrentLayer)?.unit }

  public func fill(_ probe: inout Probe) {
    probe.shape = Shape(columns: 0)
    probe.values = []
    probe.labels = []
    if fillMoments(&probe) { return }
    switch probe.name {
    case "hidden", "cell": fillUnits(&probe, part: probe.name)
    case "lag": fillLag(&probe, ofInput: false)
    case "lag/input": fillLag(&probe, ofInput: true)
    case "predictions": fillPredictions(&probe)
    case "next": fillNext(&probe)
    case "sample": fillSample(&probe)
    case "confusion": fillConfusion(&probe)
    default: fillPart(&probe)
    }
  }

  private func fillPart(_ probe: inout Probe) {
    guard let slash = probe.name.firstIndex(of: "/") else { return }
    let part = String(probe.name[..<slash])
    let rest = String(probe.name[probe.name.index(after: slash)...])
    if part == "gates" { return fillUnits(&probe, part: rest) }
    guard let layer = network.layout.parameterLayers.first(where: { String($0.number) == rest }) else {
      return
    }
    switch part {
    case "hidden": fillUnits(&probe, part: part, layer: layer)
    case "weights": fill(&probe, slot: layer.slot(.weight), from: memory.parameters)
    case "gradients": fill(&probe, slot: layer.slot(.weight), from: memory.gradients)
    case "recurrent":
      fill(&probe, slot: layer.slots.first { $0.claim.name == "weight_hh" }, from: memory.parameters)
    default: return
    }
  }

  private func fill(_ probe: inout Probe, slot: Slot?, from floats: Floats) {
    guard let slot else { return }
    probe.shape = slot.claim.shape
    probe.values = floats[slot.range].array
  }

  // MARK: what the units hold

  /// The split whose first sequence is shown.
  private var shown: ExampleBlock { test.count > 0 ? test : validation.count > 0 ? validation : training }

  /// The last layer that remembers.
  private var lastRecurrent: ParameterLayer? {
    network.layout.parameterLayers.last { Self.unit(network.layout.stages[$0.stage]) != nil }
  }

  /// Units (rows) over time (columns) while the shown sequence passes; labels are its characters.
  private func fillUnits(_ probe: inout Probe, part: String, layer: ParameterLayer? = nil) {
    guard let layer = layer ?? lastRecurrent, let unit = Self.unit(network.layout.stages[layer.stage]) else {
      return
    }
    let gate = Self.gates(of: unit.cell).firstIndex(of: part)
    let isCell = part == "cell" && probe.name == "cell"
    guard part == "hidden" || isCell && unit.cell == .lstm || gate != nil else { return }
    let exhibit = exhibit()
    let tape = network.wires[layer.stage].tape
    let batch = network.lastBatch
    let places = unit.tape(batch: batch)
    let width = places.width
    probe.shape = Shape(rows: unit.hidden, columns: unit.steps)
    probe.values = Array(repeating: 0, count: probe.shape.count)
    for step in 0..<unit.steps {
      let (before, after) = (step * batch + exhibit.row, (step + 1) * batch + exhibit.row)
      let start =
        if isCell {
          places.cells + after * width
        } else if let gate, probe.name != "hidden" {
          places.activations + (before * places.gates + gate) * width
        } else {
          places.states + after * width
        }
      for row in 0..<unit.hidden { probe.values[row * unit.steps + step] = tape[start + row] }
    }
    probe.labels = characters(exhibit.inputs)
  }

  private func characters(_ inputs: [Float]) -> [String] {
    guard case .text(let text, _) = configuration.source else { return [] }
    return inputs.map { text.names[Int($0)] }
  }

  /// The sequence that is followed through a step, or the first one that is shown.
  private func exhibit() -> Exhibit {
    if let followed { return followed }
    network.forward(shown.inputs(0..<1), batch: 1)
    return Exhibit(inputs: shown.inputs(0..<1).array, targets: shown.targets(0..<1).array)
  }

  /// Fills a probe of the followed sequence; leaves it empty where it shows none.
  func fillFollowed(_ probe: inout Probe) {
    switch probe.name {
    case "hidden", "cell", "next": fill(&probe)
    case "predictions" where training.targetWidth > 1: fillSteps(&probe)
    default: if probe.name.hasPrefix("hidden/") || probe.name.hasPrefix("gates/") { fill(&probe) }
    }
  }

  /// Rows of time, target and answer of one sequence.
  private func fillSteps(_ probe: inout Probe) {
    let exhibit = exhibit()
    let steps = training.targetWidth
    for step in 0..<steps {
      let answer = scoring.answer(network.output, row: exhibit.row * steps + step)
      probe.values += [Float(step), exhibit.targets[step], answer]
    }
    probe.shape = Shape(rows: steps, columns: 3)
    probe.labels = splits.training.classNames
  }

  // MARK: how far back the gradient reaches

  /// The L2 norm of ∂(loss of the last step)/∂h (or ∂x) for each lag back from the last step, over a few sequences.
  private func fillLag(_ probe: inout Probe, ofInput: Bool) {
    guard let layer = lastRecurrent, let unit = Self.unit(network.layout.stages[layer.stage]) else { return }
    let batch = min(shown.count, Limit.lagSequences, chunk)
    let kept = memory.gradients.array
    let output = network.forward(shown.inputs(0..<batch), batch: batch)
    _ = loss.evaluate(
      output, against: shown.targets(0..<batch), batch: batch, gradient: network.outputGradient)
    keepLastStep(of: network.outputGradient, batch: batch)
    network.backward()
    memory.gradients.copy(from: kept)
    let tape = network.wires[layer.stage].tape
    let places = unit.tape(batch: batch)
    probe.shape = Shape(columns: unit.steps)
    for lag in 0..<unit.steps {
      let step = unit.steps - 1 - lag
      let square =
        ofInput
        ? inputSquare(layer, unit, places, step: step, batch: batch)
        : tape[
          places.state_gradients + step * batch * places.width..<places.state_gradients + (step + 1) * batch
            * places.width
        ].sumOfSquares
      probe.values.append(Float(square.squareRoot()))
    }
  }

  private func keepLastStep(of gradient: Floats, batch: Int) {
    let steps = training.targetWidth
    guard steps > 1, case .classes = splits.training.problem else { return }
    let width = gradient.count / batch
    for row in 0..<batch { gradient[row * width..<row * width + width - width / steps].fill(0) }
  }

  /// Σ (Wᵀ δ)² over the batch: the input's share of what enters the gates.
  private func inputSquare(
    _ layer: ParameterLayer, _ unit: RecurrentUnit, _ places: recurrent_tape, step: Int, batch: Int
  ) -> Double {
    guard let slot = layer.slot(.weight) else { return 0 }
    let weight = memory.parameters[slot.range]
    let tape = network.wires[layer.stage].tape
    var square = 0.0
    for row in 0..<batch {
      let start = places.deltas + (step * batch + row) * places.gates * places.width
      for input in 0..<unit.inputs {
        var sum: Float = 0
        for gate in 0..<places.gates {
          for u in 0..<unit.hidden {
            sum +=
              weight[(gate * unit.hidden + u) * unit.inputs + input] * tape[start + gate * places.width + u]
          }
        }
        square += Double(sum) * Double(sum)
      }
    }
    return square
  }

  // MARK: answers

  /// Rows of (time, target, answer): the steps of the shown sequence if each has a target, else one row a sequence.
  private func fillPredictions(_ probe: inout Probe) {
    let block = shown
    let steps = training.targetWidth
    let count = steps > 1 ? 1 : min(block.count, Limit.predictions)
    let outputs = steps > 1 ? steps : 1
    predict(block, count: count) { start, output in
      for row in 0..<network.lastBatch * outputs {
        let target = block.targets[start * steps + row]
        probe.values += [Float(start * outputs + row), target, scoring.answer(output, row: row)]
      }
    }
    probe.shape = Shape(rows: probe.values.count / 3, columns: 3)
    probe.labels = splits.training.classNames
  }

  /// Counts of (true class, answered class) over the test sequences, or the training ones if there are none.
  private func fillConfusion(_ probe: inout Probe) {
    let classes = scoring.kind == .binary ? 2 : scoring.width
    let block = test.count > 0 ? test : training
    probe.shape = Shape(rows: classes, columns: classes)
    probe.values = Array(repeating: 0, count: classes * classes)
    predict(block, count: block.count) { start, output in
      for row in 0..<network.lastBatch * block.targetWidth {
        let target = block.targets[start * block.targetWidth + row]
        let isBinary = scoring.kind == .binary
        let truth = isBinary ? (target > 0.5 ? 1 : 0) : Int(target)
        let answer = isBinary ? (output[row] > scoring.threshold ? 1 : 0) : scoring.winner(output, row: row)
        probe.values[truth * classes + answer] += 1
      }
    }
    probe.labels = splits.training.classNames
  }

  /// The probability of each character behind the shown window.
  private func fillNext(_ probe: inout Probe) {
    guard let sampler, case .text(let text, _) = configuration.source else { return }
    probe.values = sampler.expectation(
      after: (followed?.inputs ?? shown.inputs(0..<1).array).map { Int($0) }, weights: memory.parameters,
      state: memory.state)
    probe.shape = Shape(columns: probe.values.count)
    probe.labels = text.names
  }

  /// Invented text: character numbers, with the characters as labels.
  private func fillSample(_ probe: inout Probe) {
    guard let sampler, case .text(let text, _) = configuration.source else { return }
    let count = text.lineEnd == nil ? Limit.invented : Limit.wordsInvented
    let characters = sampler.invent(count, weights: memory.parameters, state: memory.state)
    probe.values = characters.map { Float($0) }
    probe.shape = Shape(columns: characters.count)
    probe.labels = characters.map { text.names[$0] }
  }
}
