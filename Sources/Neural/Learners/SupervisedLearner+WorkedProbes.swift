/// One example, number for number.
extension SupervisedLearner {
  /// How many units of a stage, and how many weights, are written down.
  private static let mostEntries = 4096

  /// The example that the knob `example` chose, or the last one.
  private var example: Range<Int> {
    let index = shown.place("example", below: training.count)
    return index..<index + 1
  }

  /// Rows of stage, layer number (0 without parameters), unit and value. Stage 0 is the input, the next ones are the
  /// stages of the network, then the targets, then the loss; `labels` names them in this order.
  func fillForward(_ probe: inout Probe) {
    let (inputs, targets) = (training.inputs(example), training.targets(example))
    let output = network.forward(inputs, batch: 1)
    let value = loss.evaluate(output, against: targets, batch: 1, gradient: output.prefix(0))
    writeForward(&probe, row: 0, inputs: inputs.array, targets: targets.array, loss: value)
  }

  /// The numbers of one row of the last pass.
  func writeForward(_ probe: inout Probe, row: Int, inputs: [Float], targets: [Float], loss: Float) {
    let layout = network.layout
    append(inputs, stage: 0, number: 0, to: &probe)
    for stage in layout.stages.indices {
      let outputs = network.output(of: stage).row(row, of: network.lastBatch)
      append(outputs, stage: stage + 1, number: layout.number(of: stage), to: &probe)
    }
    append(targets, stage: layout.stages.count + 1, number: 0, to: &probe)
    probe.values += [Float(layout.stages.count + 2), 0, 0, loss]
    probe.shape = Shape(rows: probe.values.count / 4, columns: 4)
    probe.labels = ["input"] + layout.stages.indices.map(layout.title) + ["target", "loss"]
  }

  private func append(_ values: [Float], stage: Int, number: Int, to probe: inout Probe) {
    for unit in 0..<min(values.count, Self.mostEntries) {
      probe.values += [Float(stage), Float(number), Float(unit), values[unit]]
    }
  }

  /// Rows of stage, layer number, sort (0: ∂loss/∂output, 1: ∂loss/∂weight, 2: ∂loss/∂bias and other parameters), row,
  /// column, value; from the last stage to the first, numbered and labelled as in `forward`.
  func fillBackward(_ probe: inout Probe) {
    let kept = memory.gradients.array
    memory.gradients.fill(0)
    let output = network.forward(training.inputs(example), batch: 1)
    _ = loss.evaluate(
      output, against: training.targets(example), batch: 1, gradient: network.outputGradient)
    network.backward()
    writeBackward(&probe, row: 0)
    memory.gradients.copy(from: kept)
  }

  /// What one row of the last pass has brought back, with the gradients as they stand.
  func writeBackward(_ probe: inout Probe, row: Int) {
    let layout = network.layout
    for stage in layout.stages.indices.reversed() {
      let deltas = network.gradient(of: stage).row(row, of: network.lastBatch)
      append(deltas, shape: .vector(deltas.count), sort: 0, stage: stage, to: &probe)
      let layer = layout.parameterLayers.first { $0.stage == stage }
      for slot in layer?.slots ?? [] {
        let sort = slot.claim.role == .weight ? 1 : 2
        append(
          memory.gradients[slot.range].array, shape: slot.claim.shape, sort: sort, stage: stage, to: &probe)
      }
    }
    probe.shape = Shape(rows: probe.values.count / 6, columns: 6)
    probe.labels = ["input"] + layout.stages.indices.map(layout.title)
  }

  private func append(_ values: [Float], shape: Shape, sort: Int, stage: Int, to probe: inout Probe) {
    let columns = max(shape.columns, 1)
    for i in 0..<min(values.count, Self.mostEntries) {
      probe.values += [Float(stage + 1), Float(network.layout.number(of: stage)), Float(sort)]
      probe.values += [Float(i / columns), Float(i % columns), values[i]]
    }
  }

  /// Rows of prediction, loss and slope: 101 points as one prediction of the chosen example varies and the others
  /// stay, then one row for where it stands. With several classes the logit of the right class varies.
  func fillLossCurve(_ probe: inout Probe) {
    let exhibit = followed ?? chosen()
    let output = network.output.row(exhibit.row, of: network.lastBatch)
    let place = scoring.kind == .classes ? min(max(0, Int(exhibit.targets[0])), output.count - 1) : 0
    let present = output[place]
    let range = predictionRange(around: present, target: exhibit.targets[0])
    let points = (0...100).map {
      range.lowerBound + (range.upperBound - range.lowerBound) * Float($0) / 100
    }
    let width = exhibit.targets.count
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * output.count + width) { buffer in
      guard let base = buffer.baseAddress else { return }
      buffer.initialize(repeating: 0)
      let prediction = Floats(base, count: output.count)
      let slope = Floats(base + output.count, count: output.count)
      let targets = Floats(base + 2 * output.count, count: width)
      targets.copy(from: exhibit.targets)
      prediction.copy(from: output)
      for point in points + [present] {
        prediction[place] = point
        let value = loss.evaluate(prediction, against: targets, batch: 1, gradient: slope)
        probe.values += [point, value, slope[place]]
      }
    }
    probe.shape = Shape(rows: points.count + 1, columns: 3)
    probe.xRange = range
    probe.labels = [type(of: loss).name]
  }

  /// The chosen example, sent through the network.
  private func chosen() -> Exhibit {
    network.forward(training.inputs(example), batch: 1)
    return Exhibit(inputs: training.inputs(example).array, targets: training.targets(example).array)
  }

  /// Where the curve is worth a look: about the target, or the usual span of logits; with the present place inside.
  private func predictionRange(around present: Float, target: Float) -> ClosedRange<Float> {
    var (low, high): (Float, Float) = (-6, 6)
    if scoring.kind == .regression, target.isFinite { (low, high) = (target - 3, target + 3) }
    if scoring.kind != .regression, !scoring.isLogit { (low, high) = (-0.5, 1.5) }
    guard abs(present) < 1e4 else { return low...high }
    return min(low, present)...max(high, present)
  }
}
