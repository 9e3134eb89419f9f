extension SupervisedLearner {
  /// How many examples the probes show at most.
  enum Limit {
    static let points = PlaneSurgery.mostShown
    static let activations = 200
    static let predictions = 100
  }

  static func probeNames(_ layout: NetworkLayout, _ examples: Examples, kind: Scoring.Kind) -> [String] {
    var names: [String] = []
    let width = examples.inputShape.count
    if width == 2 { names.append("field") }
    if width == 1 { names.append("curve") }
    names.append("points")
    for layer in layout.parameterLayers { names += layerProbes(layer, layout) }
    names += momentProbeNames(layout.parameterLayers)
    if layout.stages.contains(where: { ActivationSampler.covers($0.layer) }) {
      names += ["saturation", "units", "activation-function"]
    }
    names += ["hidden-plane", "predictions", "forward", "backward", "loss-curve", "spread", "starts"]
    return names + answerProbes(examples, kind: kind)
  }

  private static func layerProbes(_ layer: ParameterLayer, _ layout: NetworkLayout) -> [String] {
    // What normalizes a layer's sums belongs to that layer's block.
    var kinds: [String] = []
    if layer.carriesWeights {
      kinds = ["weights", "gradients", "activations", "histogram", "weight-histogram", "updates"]
    }
    if layer.slot(.bias) != nil { kinds.insert("biases", at: kinds.isEmpty ? 0 : 2) }
    if layer.carriesWeights {
      if layout.activation(behind: layer) != nil { kinds += ["dead", "unit-census"] }
      if layout.dropout(behind: layer) != nil { kinds.append("dropout-mask") }
    }
    if layout.stages[layer.stage].layer is BatchNormalization { kinds.append("batch-statistics") }
    return kinds.map { "\($0)/\(layer.number)" }
  }

  private static func answerProbes(_ examples: Examples, kind: Scoring.Kind) -> [String] {
    if kind == .regression { return ["regression", "residuals"] }
    guard examples.targetWidth == 1 else { return [] }
    return ["confusion", "report", "scores"] + (kind == .binary ? ["roc"] : [])
  }

  public func fill(_ probe: inout Probe, before step: Int) {
    shown.step = step
    fill(&probe)
  }

  public func fill(_ probe: inout Probe) {
    probe.shape = Shape(columns: 0)
    probe.values = []
    probe.labels = []
    if fillMoments(&probe) { return }
    switch probe.name {
    case "field": fillField(&probe)
    case "curve": fillCurve(&probe)
    case "points": fillPoints(&probe)
    case "hidden-plane": fillHiddenPlane(&probe)
    case "predictions": fillPredictions(&probe)
    case "confusion": fillConfusion(&probe)
    case "report": fillReport(&probe)
    case "scores": fillScores(&probe)
    case "roc": fillReceiverCurve(&probe)
    case "regression": fillRegression(&probe)
    case "residuals": fillResiduals(&probe)
    case "saturation": fillSaturation(&probe)
    case "units": fillUnits(&probe)
    case "activation-function": fillActivationFunction(&probe)
    case "forward": fillForward(&probe)
    case "backward": fillBackward(&probe)
    case "loss-curve": fillLossCurve(&probe)
    case "spread": fillSpread(&probe)
    case "starts": fillStarts(&probe)
    default: if !fillImage(&probe) { fillLayer(&probe) }
    }
  }

  /// Runs the first `count` examples through the network in evaluation mode, chunk by chunk.
  func predict(_ block: ExampleBlock, count: Int, _ body: (_ start: Int, _ output: Floats) -> Void) {
    var start = 0
    while start < count {
      let rows = start..<min(start + chunk, count)
      body(start, network.forward(block.inputs(rows), batch: rows.count))
      start = rows.upperBound
    }
  }

  /// Runs made-up inputs through the network in evaluation mode, chunk by chunk.
  func evaluate(
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
