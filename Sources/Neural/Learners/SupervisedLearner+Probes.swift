extension SupervisedLearner {
  /// How many examples the probes show at most.
  private enum Limit {
    static let points = 400
    static let activations = 200
    static let predictions = 100
  }

  static func probeNames(_ layout: NetworkLayout, _ examples: Examples, kind: Scoring.Kind) -> [String] {
    var names: [String] = []
    let width = examples.inputShape.count
    if width == 2 { names.append("field") }
    if width == 1 { names.append("curve") }
    names.append("points")
    for layer in layout.parameterLayers {
      if layer.carriesWeights { names += ["weights/\(layer.number)", "gradients/\(layer.number)"] }
      if layer.slot(.bias) != nil { names.append("biases/\(layer.number)") }
      names.append("activations/\(layer.number)")
    }
    names += ["hidden-plane", "predictions"]
    if kind != .regression { names.append("confusion") }
    return names
  }

  public func fill(_ probe: inout Probe) {
    probe.shape = Shape(columns: 0)
    probe.values = []
    probe.labels = []
    switch probe.name {
    case "field": fillField(&probe)
    case "curve": fillCurve(&probe)
    case "points": fillPoints(&probe)
    case "hidden-plane": fillHiddenPlane(&probe)
    case "predictions": fillPredictions(&probe)
    case "confusion": fillConfusion(&probe)
    default: if !fillImage(&probe) { fillLayer(&probe) }
    }
  }

  private func fillLayer(_ probe: inout Probe) {
    guard let slash = probe.name.firstIndex(of: "/"),
      let number = Int(probe.name[probe.name.index(after: slash)...]),
      let layer = network.layout.parameterLayers.first(where: { $0.number == number })
    else { return }
    switch probe.name[..<slash] {
    case "weights": fill(&probe, slot: layer.slot(.weight), from: memory.parameters)
    case "gradients": fill(&probe, slot: layer.slot(.weight), from: memory.gradients)
    case "biases": fill(&probe, slot: layer.slot(.bias), from: memory.parameters)
    case "activations": fillActivations(&probe, after: layer)
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

  /// The last stage before the next layer that carries weights: where the activation behind layer `layer` ends.
  private func lastStage(after layer: ParameterLayer) -> Int {
    let next = network.layout.parameterLayers.first { $0.stage > layer.stage && $0.carriesWeights }
    return (next?.stage ?? network.layout.stages.count) - 1
  }

  private func fillActivations(_ probe: inout Probe, after layer: ParameterLayer) {
    let stage = lastStage(after: layer)
    let count = min(training.count, Limit.activations)
    let width = network.layout.stages[stage].layer.output.count
    probe.shape = Shape(rows: count, columns: width)
    predict(training, count: count) { _, _ in probe.values += network.output(of: stage).array }
  }

  /// Coordinates of training points in the first two units of the last hidden layer: h1, h2, target, prediction.
  private func fillHiddenPlane(_ probe: inout Probe) {
    guard let last = network.layout.parameterLayers.last(where: \.carriesWeights), last.stage > 0 else {
      return
    }
    let width = network.layout.stages[last.stage].layer.input.count
    guard width >= 2 else { return }
    let count = min(training.count, Limit.points)
    probe.shape = Shape(rows: count, columns: 4)
    predict(training, count: count) { start, output in
      let hidden = network.output(of: last.stage - 1)
      for row in 0..<network.lastBatch {
        let target = training.targets[(start + row) * training.targetWidth]
        probe.values += [
          hidden[row * width], hidden[row * width + 1], target, scoring.answer(output, row: row),
        ]
      }
    }
    probe.labels = configuration.splits.training.classNames
  }

  private func fillField(_ probe: inout Probe) {
    guard let grid = PlaneGrid(configuration.splits) else { return }
    let isMany = scoring.kind == .classes
    probe.shape = Shape(rows: PlaneGrid.rows, columns: PlaneGrid.columns, channels: isMany ? 2 : 1)
    probe.values = Array(repeating: 0, count: probe.shape.count)
    probe.xRange = grid.xRange
    probe.yRange = grid.yRange
    probe.labels = configuration.splits.training.classNames
    evaluate(count: grid.count, point: { index, input in (input[0], input[1]) = grid.point(index) }) {
      start, output in
      for row in 0..<network.lastBatch {
        probe.values[start + row] = scoring.answer(output, row: row)
        if isMany { probe.values[grid.count + start + row] = scoring.decision(output, row: row).confidence }
      }
    }
  }

  /// The answer over the range of a single feature: rows of x (original units) and prediction.
  private func fillCurve(_ probe: inout Probe) {
    let examples = configuration.splits.training
    guard training.inputWidth == 1, let low = examples.inputs.min(), let high = examples.inputs.max() else {
      return
    }
    let count = 192
    let margin = 0.08 * (high - low)
    let scaling = PlaneScaling(examples)
    func x(_ index: Int) -> Float {
      low - margin + (high - low + 2 * margin) * Float(index) / Float(count - 1)
    }
    probe.shape = Shape(rows: count, columns: 2)
    evaluate(count: count, point: { index, input in input[0] = x(index) }) { start, output in
      for row in 0..<network.lastBatch {
        probe.values += [scaling.x(x(start + row)), scoring.answer(output, row: row)]
      }
    }
    let first = scaling.x(low - margin)
    probe.xRange = first...max(first, scaling.x(high + margin))
    probe.labels = examples.featureNames
  }

  /// Examples of all splits: x, y in original units, target, prediction, split (0 training, 1 validation, 2 test).
  /// With a single feature y is the target.
  private func fillPoints(_ probe: inout Probe) {
    let scaling = PlaneScaling(configuration.splits.training)
    for (split, block) in [training, validation, test].enumerated() {
      predict(block, count: min(block.count, Limit.points)) { start, output in
        for row in 0..<network.lastBatch {
          let input = block.inputs(start + row..<start + row + 1)
          let target = block.targets[(start + row) * block.targetWidth]
          let y = input.count > 1 ? scaling.y(input[1]) : target
          probe.values += [scaling.x(input[0]), y, target, scoring.answer(output, row: row), Float(split)]
        }
      }
    }
    probe.shape = Shape(rows: probe.values.count / 5, columns: 5)
    probe.labels = configuration.splits.training.classNames
  }

  /// Training examples with their features in original units, target and prediction.
  private func fillPredictions(_ probe: inout Probe) {
    let examples = configuration.splits.training
    let scaling = PlaneScaling(examples)
    let count = min(training.count, Limit.predictions)
    predict(training, count: count) { start, output in
      for row in 0..<network.lastBatch {
        let input = training.inputs(start + row..<start + row + 1)
        for feature in 0..<input.count {
          probe.values.append(scaling.original(input[feature], feature: feature))
        }
        let target = training.targets[(start + row) * training.targetWidth]
        probe.values += [target, scoring.answer(output, row: row)]
      }
    }
    probe.shape = Shape(rows: count, columns: training.inputWidth + 2)
    if examples.featureNames.count == training.inputWidth {
      probe.labels = examples.featureNames + [examples.targetName.isEmpty ? "target" : examples.targetName]
      probe.labels.append("prediction")
    }
  }

  /// Counts of (true class, answered class): rows are true classes; over the test examples, or the training examples
  /// if there are none.
  private func fillConfusion(_ probe: inout Probe) {
    guard scoring.kind != .regression else { return }
    let classes = scoring.kind == .binary ? 2 : scoring.width
    let block = test.count > 0 ? test : training
    probe.shape = Shape(rows: classes, columns: classes)
    probe.values = Array(repeating: 0, count: classes * classes)
    predict(block, count: block.count) { start, output in
      for row in 0..<network.lastBatch {
        let target = block.targets[start + row]
        let isBinary = scoring.kind == .binary
        let truth = isBinary ? (target > 0.5 ? 1 : 0) : Int(target)
        let answer = isBinary ? (output[row] > scoring.threshold ? 1 : 0) : scoring.winner(output, row: row)
        probe.values[truth * classes + answer] += 1
      }
    }
    probe.labels = configuration.splits.training.classNames
  }

  /// Runs the first `count` examples through the network in evaluation mode, chunk by chunk.
  private func predict(_ block: ExampleBlock, count: Int, _ body: (_ start: Int, _ output: Floats) -> Void) {
    var start = 0
    while start < count {
      let rows = start..<min(start + chunk, count)
      body(start, network.forward(block.inputs(rows), batch: rows.count))
      start = rows.upperBound
    }
  }

  /// Runs made-up inputs through the network in evaluation mode, chunk by chunk.
  private func evaluate(
    count: Int, point: (_ index: Int, _ input: Floats) -> Void,
    _ body: (_ start: Int, _ output: Floats) -> Void
  ) {
    let width = training.inputWidth
    var start = 0
    while start < count {
      let rows = min(chunk, count - start)
      for row in 0..<rows { point(start + row, batchInputs[row * width..<(row + 1) * width]) }
      body(start, network.forward(batchInputs.prefix(rows * width), batch: rows))
      start += rows
    }
  }
}
