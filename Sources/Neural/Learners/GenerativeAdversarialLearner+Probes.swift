extension GenerativeAdversarialLearner {
  /// How many points the probes show at most, and how many lines each way the noise is drawn with.
  private enum Limit {
    static let points = 500
    static let images = 16
    static let lines = 21
  }

  static func probeNames(
    _ generator: NetworkLayout, _ discriminator: NetworkLayout, width: Int, hasModes: Bool
  ) -> [String] {
    var names = ["samples", "real"]
    if width <= 2 { names.append("field") }
    if width == 1 { names.append("density") }
    if width <= 2, hasModes { names.append("modes") }
    if generator.input.count <= 2, width <= 2 { names.append("generator-field") }
    names += momentProbeNames(generator.parameterLayers + discriminator.parameterLayers)
    for layer in generator.parameterLayers + discriminator.parameterLayers {
      if layer.carriesWeights { names += ["weights/\(layer.number)", "gradients/\(layer.number)"] }
      if layer.slot(.bias) != nil { names.append("biases/\(layer.number)") }
    }
    return names
  }

  private var examples: Examples { configuration.splits.training }

  public func fill(_ probe: inout Probe) {
    probe.shape = Shape(columns: 0)
    probe.values = []
    probe.labels = []
    if fillMoments(&probe) { return }
    switch probe.name {
    case "samples": fillRows(&probe, of: make(min(Self.measured, Limit.points)))
    case "real": fillRows(&probe, of: training.inputs(0..<min(training.count, Limit.points)))
    case "field": fillField(&probe)
    case "density": fillDensity(&probe)
    case "modes": fillModes(&probe)
    case "generator-field": fillWeb(&probe)
    default: fillLayer(&probe)
    }
  }

  /// Rows of features in the units of the data; images: one plane each, of sixteen.
  private func fillRows(_ probe: inout Probe, of rows: Floats) {
    let shape = examples.inputShape
    if shape.rows > 1 {
      let count = min(Limit.images, rows.count / width)
      probe.shape = Shape(rows: shape.rows, columns: shape.columns, channels: count * shape.channels)
      probe.values = rows.prefix(count * width).array
      return
    }
    let scaling = PlaneScaling(examples)
    probe.shape = Shape(rows: rows.count / width, columns: width)
    probe.values = (0..<rows.count).map { scaling.original(rows[$0], feature: $0 % width) }
    probe.labels = examples.featureNames
    setRanges(&probe)
  }

  private func setRanges(_ probe: inout Probe) {
    if let grid = PlaneGrid(configuration.splits) {
      probe.xRange = grid.xRange
      probe.yRange = grid.yRange
    } else if width == 1 {
      let line = line
      probe.xRange = line.first...max(line.first, line.last)
    }
  }

  /// The range of the only feature with a margin, in the units of the data.
  private var line: (first: Float, last: Float) {
    let (low, high) = scaledLine
    let scaling = PlaneScaling(examples)
    return (scaling.x(low), scaling.x(high))
  }

  private var scaledLine: (Float, Float) {
    let values = examples.inputs.filter { $0.isFinite }
    let (low, high) = (values.min() ?? -1, values.max() ?? 1)
    let margin = max(0.15 * (high - low), 1e-3)
    return (low - margin, high + margin)
  }

  private func verdict(_ output: Float) -> Float {
    configuration.game.hasLogits ? Self.sigmoid(output) : output
  }

  /// What the discriminator answers over the plane; over a line: rows of x and answer.
  private func fillField(_ probe: inout Probe) {
    if width == 1 {
      let (low, high) = scaledLine
      let scaling = PlaneScaling(examples)
      let count = 192
      let places = (0..<count).map { low + (high - low) * Float($0) / Float(count - 1) }
      let answers = judge(places, width: 1)
      probe.shape = Shape(rows: count, columns: 2)
      probe.values = zip(places, answers).flatMap { [scaling.x($0), $1] }
    } else if let grid = PlaneGrid(configuration.splits) {
      probe.shape = PlaneGrid.shape
      probe.values = judge((0..<grid.count).flatMap { [grid.point($0).x, grid.point($0).y] }, width: 2)
      probe.labels = ["made", "real"]
    }
    setRanges(&probe)
  }

  private func judge(_ points: [Float], width: Int) -> [Float] {
    let capacity = discriminator.layout.maximalBatch
    var answers: [Float] = []
    for start in stride(from: 0, to: points.count, by: capacity * width) {
      var part = Array(points[start..<min(start + capacity * width, points.count)])
      part.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        let input = Floats(base, count: buffer.count)
        answers += discriminator.forward(input, batch: buffer.count / width).array.map(verdict)
      }
    }
    return answers
  }

  /// Rows of x, share of the real and share of the made examples near x (48 bins of one feature).
  private func fillDensity(_ probe: inout Probe) {
    let bins = 48
    let (low, high) = scaledLine
    let scaling = PlaneScaling(examples)
    func shares(_ values: Floats) -> [Float] {
      var counts = [Float](repeating: 0, count: bins)
      for i in 0..<values.count {
        let place = (values[i] - low) / (high - low) * Float(bins)
        if place >= 0, place < Float(bins) { counts[Int(place)] += 1 }
      }
      return counts.map { $0 / Float(max(1, values.count)) }
    }
    let (real, fake) = (shares(training.inputs), shares(make(Self.measured)))
    probe.shape = Shape(rows: bins, columns: 3)
    for bin in 0..<bins {
      probe.values += [
        scaling.x(low + (high - low) * (Float(bin) + 0.5) / Float(bins)), real[bin], fake[bin],
      ]
    }
    setRanges(&probe)
  }

  /// The share of the made examples in each cloud of the data.
  private func fillModes(_ probe: inout Probe) {
    guard let modes else { return }
    probe.shape = Shape(columns: modes.centres.count)
    probe.values = modes.counts(make(Self.measured)).map { $0 / Float(Self.measured) }
    probe.labels = modes.names
  }

  /// Where a web of noise from −2 to 2 ends up: rows of noise (one or two numbers) and features, 21 places each way.
  private func fillWeb(_ probe: inout Probe) {
    let side = Limit.lines
    let count = latent == 1 ? side : side * side
    let scaling = PlaneScaling(examples)
    func place(_ index: Int) -> Float { 4 * Float(index) / Float(side - 1) - 2 }
    probe.shape = Shape(rows: count, columns: latent + width)
    for start in stride(from: 0, to: count, by: chunk) {
      let rows = min(chunk, count - start)
      for row in 0..<rows {
        noise[row * latent] = place((start + row) % side)
        if latent == 2 { noise[row * latent + 1] = place((start + row) / side) }
      }
      let output = generator.forward(noise.prefix(rows * latent), batch: rows)
      for row in 0..<rows {
        probe.values += noise[row * latent..<(row + 1) * latent].array
        probe.values += (0..<width).map { scaling.original(output[row * width + $0], feature: $0) }
      }
    }
    setRanges(&probe)
  }

  private func fillLayer(_ probe: inout Probe) {
    let layers = generator.layout.parameterLayers + discriminator.layout.parameterLayers
    probe.fillParameters(layers, memory)
  }
}

extension Probe {
  /// Fills `weights/N`, `gradients/N` or `biases/N` from the layer of that number.
  mutating func fillParameters(_ layers: [ParameterLayer], _ memory: Memory) {
    let parts = name.split(separator: "/")
    guard parts.count == 2, let number = Int(parts[1]),
      let layer = layers.first(where: { $0.number == number }),
      let slot = layer.slot(parts[0] == "biases" ? .bias : .weight)
    else { return }
    shape = slot.claim.shape
    values = (parts[0] == "gradients" ? memory.gradients : memory.parameters)[slot.range].array
  }
}
