extension PerceptronLearner {
  public func fill(_ probe: inout Probe) {
    probe.shape = Shape(columns: 0)
    probe.values = []
    probe.labels = []
    switch probe.name {
    case "field": fillField(&probe)
    case "points": fillPoints(&probe)
    case "line": fillLine(&probe)
    case "guilty": fillRecord(&probe, state.glance(.guilty))
    case "current": fillRecord(&probe, state.glance(.current))
    case "weights/1":
      probe.shape = Shape(columns: width)
      probe.values = state.weight.array
      probe.labels = splits.training.featureNames
    case "biases/1":
      probe.shape = .vector(1)
      probe.values = state.bias.array
    default: return
    }
  }

  /// The half planes: 1 where the answer is class 1, else 0.
  private func fillField(_ probe: inout Probe) {
    guard let grid = PlaneGrid(splits) else { return }
    probe.shape = PlaneGrid.shape
    probe.xRange = grid.xRange
    probe.yRange = grid.yRange
    probe.labels = splits.training.classNames
    probe.values = (0..<grid.count).map { index in
      let point = grid.point(index)
      return withPoint(point.x, point.y) { answer($0) > 0 ? 1 : 0 }
    }
  }

  private func withPoint<Result>(_ x: Float, _ y: Float, _ body: (Floats) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2) { buffer in
      buffer.initializeElement(at: 0, to: x)
      buffer.initializeElement(at: 1, to: y)
      return body(Floats(buffer.baseAddress!, count: 2))
    }
  }

  /// Examples of all splits: x, y in original units, target, answer, split (0 training, 1 validation, 2 test).
  private func fillPoints(_ probe: inout Probe) {
    let scaling = PlaneScaling(splits.training)
    for (split, block) in [training, validation, test].enumerated() {
      for row in 0..<min(block.count, PlaneSurgery.mostShown) {
        let input = block.inputs(row..<row + 1)
        let target = block.targets[row]
        let y = width > 1 ? scaling.y(input[1]) : target
        probe.values += [scaling.x(input[0]), y, target, answer(input) > 0 ? 1 : 0, Float(split)]
      }
    }
    probe.shape = Shape(rows: probe.values.count / 5, columns: 5)
    probe.labels = splits.training.classNames
  }

  /// w₁, w₂, b of the line w₁ x + w₂ y + b = 0 in original units: as it answers now, and before the last correction.
  private func fillLine(_ probe: inout Probe) {
    guard width == 2 else { return }
    let scaling = PlaneScaling(splits.training)
    probe.shape = Shape(rows: 2, columns: 3)
    for weights in [answeringWeights, state.weightsBeforeCorrection] {
      probe.values += scaling.line(weights[0], weights[1], weights[2])
    }
  }

  /// One row: x and y in original units, scaled inputs, label ±1, w·x, weights before, weights after, step, example.
  /// With two inputs: 2 + 2 + 1 + 1 + 3 + 3 + 1 + 1 = 14 columns.
  private func fillRecord(_ probe: inout Probe, _ glance: PerceptronState.Glance?) {
    guard let glance else { return }
    let scaling = PlaneScaling(splits.training)
    let originals = glance.inputs.indices.map { scaling.original(glance.inputs[$0], feature: $0) }
    probe.values = originals + glance.inputs + [glance.label, glance.sum]
    probe.values += glance.weightsBefore + glance.weightsAfter + [glance.step, glance.example]
    probe.shape = Shape(columns: probe.values.count)
    probe.labels = splits.training.featureNames
  }
}
