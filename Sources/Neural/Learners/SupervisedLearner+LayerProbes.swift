/// What single layers hold and give.
extension SupervisedLearner {
  private static let bins = 40

  /// The number may be followed by the layer's name, as meters write it.
  func fillLayer(_ probe: inout Probe) {
    guard let slash = probe.name.firstIndex(of: "/"),
      let number = Int(probe.name[probe.name.index(after: slash)...].prefix { $0 != " " }),
      let layer = network.layout.parameterLayers.first(where: { $0.number == number })
    else { return }
    switch probe.name[..<slash] {
    case "weights": fillWeights(&probe, of: layer)
    case "gradients": fill(&probe, slot: layer.slot(.weight), from: memory.gradients)
    case "biases": fill(&probe, slot: layer.slot(.bias), from: memory.parameters)
    case "activations": fillActivations(&probe, behind: layer)
    case "histogram": fillHistogram(&probe, of: layer)
    case "weight-histogram": fillWeightHistogram(&probe, of: layer)
    case "updates": fillUpdates(&probe, of: layer)
    case "dead": fillDead(&probe, behind: layer)
    case "unit-census": fillUnitCensus(&probe, behind: layer)
    case "dropout-mask": fillMask(&probe, behind: layer)
    case "batch-statistics": fillBatchStatistics(&probe, of: layer)
    default: return
    }
    let features = configuration.splits.training.featureNames
    let isMatrix = probe.name.hasPrefix("weights") || probe.name.hasPrefix("gradients")
    if number == 1, isMatrix, features.count == probe.shape.columns { probe.labels = features }
  }

  private func fill(_ probe: inout Probe, slot: Slot?, from floats: Floats) {
    guard let slot else { return }
    probe.shape = slot.claim.shape
    probe.values = floats[slot.range].array
  }

  /// The weights that multiply: with weight normalization those that length and direction make.
  private func fillWeights(_ probe: inout Probe, of layer: ParameterLayer) {
    fill(&probe, slot: layer.slot(.weight), from: memory.parameters)
    guard let normalized = network.layout.stages[layer.stage].layer as? WeightNormalizedDense else { return }
    probe.values = normalized.weights(memory.parameters[layer.range])
  }

  private func fillActivations(_ probe: inout Probe, behind layer: ParameterLayer) {
    let stage = network.layout.block(of: layer).upperBound - 1
    probe.shape = Shape(
      rows: min(training.count, Limit.activations), columns: network.layout.stages[stage].layer.output.count)
    probe.values = outputs(of: stage)
  }

  /// What a stage gives for the first training examples, in evaluation mode.
  private func outputs(of stage: Int) -> [Float] {
    var values: [Float] = []
    predict(training, count: min(training.count, Limit.activations)) { _, _ in
      values += network.output(of: stage).array
    }
    return values
  }

  /// Row 0: how often the layer's own outputs z fall into each bin; row 1: what the block gives behind its activation.
  private func fillHistogram(_ probe: inout Probe, of layer: ParameterLayer) {
    let sums = outputs(of: layer.stage)
    let activations = outputs(of: network.layout.block(of: layer).upperBound - 1)
    let range = Histogram.symmetricRange(sums + activations)
    for values in [sums, activations] { probe.values += counts(values, range) }
    probe.shape = Shape(rows: 2, columns: Self.bins)
    probe.xRange = range
    probe.labels = ["z", "activation"]
  }

  private func fillWeightHistogram(_ probe: inout Probe, of layer: ParameterLayer) {
    fillWeights(&probe, of: layer)
    let range = Histogram.symmetricRange(probe.values)
    probe.values = counts(probe.values, range)
    probe.shape = .vector(Self.bins)
    probe.xRange = range
  }

  private func counts(_ values: [Float], _ range: ClosedRange<Float>) -> [Float] {
    var histogram = Histogram(range, bins: Self.bins)
    for value in values { histogram.count(value) }
    return histogram.counts.map { Float($0) }
  }

  /// ‖ΔW‖ / ‖W‖, ‖ΔW‖ and ‖W‖ of the last update; a healthy ratio lies near one in a thousand.
  private func fillUpdates(_ probe: inout Probe, of layer: ParameterLayer) {
    guard let slot = layer.slot(.weight) else { return }
    if !watchesUpdates {
      // Nothing was remembered before anybody asked; from the next step on it is.
      watchesUpdates = true
      previousParameters.copy(from: memory.parameters)
    }
    let weights = memory.parameters[slot.range]
    let change = weights.squaredDistance(to: previousParameters[slot.range]).squareRoot()
    let size = weights.sumOfSquares.squareRoot()
    probe.values = [Float(size > 0 ? change / size : 0), Float(change), Float(size)]
    probe.shape = .vector(3)
    probe.labels = ["ratio", "update", "weight"]
  }

  /// 1 for every unit whose activation is 0 for all examples looked at, else 0.
  private func fillDead(_ probe: inout Probe, behind layer: ParameterLayer) {
    guard let stage = network.layout.activation(behind: layer) else { return }
    let width = network.layout.stages[stage].layer.output.count
    probe.values = Self.dead(layerOutputs(of: stage), width: width)
    probe.shape = .vector(width)
  }

  private func layerOutputs(of stage: Int) -> [Float] {
    var values: [Float] = []
    predict(training, count: min(training.count, Limit.activations)) { _, _ in
      values += network.layerOutput(of: stage).array
    }
    return values
  }

  private static func dead(_ outputs: [Float], width: Int) -> [Float] {
    var dead = [Float](repeating: 1, count: width)
    for (i, output) in outputs.enumerated() where output != 0 { dead[i % width] = 0 }
    return dead
  }

  /// One row for each layer with an activation behind it: the layer's number, the share of outputs whose slope is
  /// below a tenth of the activation's largest one, the share of dead units.
  func fillSaturation(_ probe: inout Probe) {
    let layout = network.layout
    for layer in layout.parameterLayers where layer.carriesWeights {
      guard let stage = layout.activation(behind: layer) else { continue }
      let flat = flatness(before: stage)
      let dead = Self.dead(layerOutputs(of: stage), width: layout.stages[stage].layer.output.count)
      probe.values += [
        Float(layer.number), Float(flat.count { $0 }) / Float(max(flat.count, 1)),
        dead.reduce(0, +) / Float(max(dead.count, 1)),
      ]
      probe.labels.append(layer.title)
    }
    probe.shape = Shape(rows: probe.labels.count, columns: 3)
  }

  /// Of every number that goes into an activation: whether its slope there is below a tenth of the steepest.
  private func flatness(before stage: Int) -> [Bool] {
    let activation = network.layout.stages[stage].layer
    let sampler = ActivationSampler(activation, parameters: network.parameters(of: stage))
    let steepest: Float = activation is Sigmoid ? 0.25 : 1
    return sampler.sample(outputs(of: stage - 1)).slopes.map { !(abs($0) >= 0.1 * steepest) }
  }

  /// One row a unit, a channel of an image being one: the share of its outputs on flat ground, and 1 if it gave nothing
  /// for any example.
  func fillUnitCensus(_ probe: inout Probe, behind layer: ParameterLayer) {
    guard let stage = network.layout.activation(behind: layer) else { return }
    let shape = network.layout.stages[stage].layer.output
    let share = shape.channels > 1 ? shape.rows * shape.columns : 1
    let units = shape.count / share
    var (flat, seen) = ([Float](repeating: 0, count: units), [Float](repeating: 0, count: units))
    for (place, isFlat) in flatness(before: stage).enumerated() {
      flat[place % shape.count / share] += isFlat ? 1 : 0
      seen[place % shape.count / share] += 1
    }
    let dead = Self.dead(layerOutputs(of: stage), width: shape.count)
    probe.shape = Shape(rows: units, columns: 2)
    probe.values = (0..<units).flatMap { unit in
      let isDead = dead[unit * share..<(unit + 1) * share].allSatisfy { $0 == 1 }
      return [flat[unit] / max(seen[unit], 1), isDead ? 1 : 0]
    }
  }

  /// x, f(x) and f′(x) of the first activation, at 121 points from −6 to 6.
  func fillActivationFunction(_ probe: inout Probe) {
    let layout = network.layout
    guard
      let stage = layout.stages.indices.first(where: { ActivationSampler.covers(layout.stages[$0].layer) })
    else { return }
    let sampler = ActivationSampler(layout.stages[stage].layer, parameters: network.parameters(of: stage))
    let points = (-60...60).map { Float($0) / 10 }
    let (outputs, slopes) = sampler.sample(points)
    for i in points.indices { probe.values += [points[i], outputs[i], slopes[i]] }
    probe.shape = Shape(rows: points.count, columns: 3)
    probe.xRange = -6...6
    probe.labels = [layout.stages[stage].name]
  }

  /// The mask of the last training step, example by example: 0 where a unit was switched off, else its factor.
  private func fillMask(_ probe: inout Probe, behind layer: ParameterLayer) {
    guard let stage = network.layout.dropout(behind: layer),
      let dropout = network.layout.stages[stage].layer as? Dropout
    else { return }
    let mask = dropout.mask(network.tape(of: stage))
    let width = dropout.input.count
    let rows = min(mask.count / width, Limit.activations)
    probe.shape = Shape(rows: rows, columns: width)
    probe.values = mask.prefix(rows * width).array
  }

  /// One row a feature: mean and variance over the first batch of training examples, running mean and variance.
  private func fillBatchStatistics(_ probe: inout Probe, of layer: ParameterLayer) {
    guard let norm = network.layout.stages[layer.stage].layer as? BatchNormalization else { return }
    let running = network.buffers(of: layer.stage).array
    let (state, workspace) = (memory.state.array, memory.workspace.array)
    let batch = min(configuration.batch ?? training.count, training.count, chunk)
    network.forward(training.inputs(0..<batch), batch: batch, isTraining: true)
    let tape = network.tape(of: layer.stage)
    for feature in 0..<norm.features {
      let inverse = tape[norm.features + feature]
      probe.values += [tape[feature], max(0, 1 / (inverse * inverse) - norm.epsilon)]
      probe.values += [running[feature], running[norm.features + feature]]
    }
    probe.shape = Shape(rows: norm.features, columns: 4)
    probe.labels = ["batch mean", "batch variance", "running mean", "running variance"]
    memory.state.copy(from: state)
    memory.workspace.copy(from: workspace)
  }
}
