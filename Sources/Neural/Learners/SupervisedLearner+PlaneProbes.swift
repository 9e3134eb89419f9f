/// What the network answers over the plane or the line of its inputs.
extension SupervisedLearner {
  /// Coordinates of training points in the first two units of the last hidden layer: h1, h2, target, prediction.
  func fillHiddenPlane(_ probe: inout Probe) {
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

  func fillField(_ probe: inout Probe) {
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
  func fillCurve(_ probe: inout Probe) {
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
  func fillPoints(_ probe: inout Probe) {
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
  func fillPredictions(_ probe: inout Probe) {
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
}
