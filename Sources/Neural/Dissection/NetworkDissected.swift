import CKernels

/// A learner whose step is one batch through its networks, back, and an update.
protocol NetworkDissected: Dissected, NetworkMagnified {
  /// Sends ∂loss/∂output of some rows of the batch that went forward last back through all layers, adding to the
  /// gradients; the other rows bring nothing.
  ///
  /// The way back is linear, so what the rows bring adds up to the gradient of the batch, whatever couples them.
  func returnLoss(of rows: Range<Int>, in step: Int)
  /// What the loss of one row of that batch is.
  func rowLoss(_ row: Int, in step: Int) -> WorkedLoss
  /// A row's number among the training examples; nil where it has none.
  func exampleNumber(_ row: Int, in step: Int) -> Int?
  /// Fills a probe with one row of the batch, after `returnLoss(of:in:)` for it; leaves it empty if it shows no example.
  func fill(_ probe: inout Probe, row: Int, in step: Int)
}

extension NetworkDissected {
  public func outline(of step: Int) -> StepOutline {
    let blocks = LayerBlock.all(magnifiedNetworks)
    let forward = blocks.map { StepOutline.Operation(.forward, layer: $0.layer.number, title: $0.title) }
    let backward = blocks.reversed().map {
      StepOutline.Operation(.backward, layer: $0.layer.number, title: $0.title)
    }
    let loss = StepOutline.Operation(.loss, title: "loss")
    return StepOutline(
      exampleCount: batchCount(of: step), each: forward + [loss] + backward,
      last: [StepOutline.Operation(.update, title: "update")])
  }

  public func part(_ place: Int, of step: Int, probes: [String]) -> StepPart? {
    StepDissector(self, step).part(place, probes)
  }

  func fill(_ probe: inout Probe, row: Int, in step: Int) {}
}

/// A layer with weights and all that stands between it and the next one.
private struct LayerBlock {
  let network: Network
  let layer: ParameterLayer
  let stages: Range<Int>

  static func all(_ networks: [Network]) -> [LayerBlock] {
    networks.flatMap { network in
      let layers = network.layout.parameterLayers.filter(\.carriesWeights)
      return layers.map { layer in
        let block = network.layout.block(of: layer)
        let isFirst = layer.number == layers[0].number
        return LayerBlock(
          network: network, layer: layer, stages: (isFirst ? 0 : block.lowerBound)..<block.upperBound)
      }
    }
  }

  /// `layer 2 dense, tanh`.
  var title: String {
    let names = stages.map { $0 == layer.stage ? "layer \(layer.title)" : network.layout.stages[$0].name }
    return names.joined(separator: ", ")
  }

  private var isRecurrent: Bool { network.layout.stages[layer.stage].layer is any RecurrentLayer }

  /// What the layer gives for one row of the batch, and what leaves the block where that is something else.
  func outputs(row: Int) -> [StepPart.Series] {
    let own = StepPart.Series(
      isRecurrent ? "h" : "z", network.layerOutput(of: layer.stage).row(row, of: network.lastBatch))
    let last = stages.upperBound - 1
    guard last > layer.stage || network.layout.stages[last].skipFrom != nil else { return [own] }
    return [own, StepPart.Series("a", network.output(of: last).row(row, of: network.lastBatch))]
  }

  /// ∂loss/∂(what the layer gives).
  func delta(row: Int) -> StepPart.Series {
    StepPart.Series("δ", network.gradient(of: layer.stage).row(row, of: network.lastBatch))
  }

  /// Where the parameters of the block lie.
  var parameters: [Range<Int>] {
    network.layout.parameterLayers.filter { stages.contains($0.stage) }.map(\.range)
  }
}

extension Floats {
  /// One of so many equal rows.
  func row(_ index: Int, of count: Int) -> [Float] {
    let width = self.count / Swift.max(count, 1)
    return self[index * width..<(index + 1) * width].array
  }

  /// Zeroes all of so many equal rows but some.
  func keep(rows: Range<Int>, of count: Int) {
    let width = self.count / Swift.max(count, 1)
    for place in 0..<self.count where !rows.contains(place / Swift.max(width, 1)) { base[place] = 0 }
  }
}

/// Performs a step aside, sends parts of its loss back alone, and leaves everything as it was.
private struct StepDissector {
  let learner: any NetworkDissected
  let step: Int
  private let blocks: [LayerBlock]
  private var memory: Memory { learner.memory }

  init(_ learner: any NetworkDissected, _ step: Int) {
    self.learner = learner
    self.step = step
    blocks = LayerBlock.all(learner.magnifiedNetworks)
  }

  func part(_ place: Int, _ probes: [String]) -> StepPart? {
    let outline = learner.outline(of: step)
    guard place >= 1, place <= outline.count else { return nil }
    let mode = flush_subnormals()
    let before = memory.persistent.array
    let parameters = memory.parameters.array
    defer {
      // Once more, so that outputs and gradients are those of the whole batch again.
      learner.performAside(step)
      memory.persistent.copy(from: before)
      restore_subnormals(mode)
    }
    learner.performAside(step)
    guard !learner.isSettled else { return nil }
    let after = memory.parameters.array
    memory.persistent.copy(from: before)
    var part = StepPart(outline, place: place)
    if let row = part.row {
      tell(row, &part, probes)
    } else {
      tellUpdate(&part, parameters, after)
    }
    return part
  }

  private func tell(_ row: Int, _ part: inout StepPart, _ probes: [String]) {
    let count = part.outline.exampleCount
    let loss = learner.rowLoss(row, in: step)
    part.example = learner.exampleNumber(row, in: step)
    let batch = gradient(of: 0..<count)
    let soFar = gradient(of: 0..<row + 1)
    let own = gradient(of: row..<row + 1)
    func shares(_ ranges: [Range<Int>]) -> StepPart.Shares {
      StepPart.Shares(own: own.norm(ranges), soFar: soFar.norm(ranges), batch: batch.norm(ranges))
    }
    let operation = part.operation
    let block = blocks.first { $0.layer.number == operation.layer }
    switch operation.kind {
    case .forward: part.series = block?.outputs(row: row) ?? []
    case .loss:
      part.quantities = [Quantity("loss", loss.value)]
      part.note = [loss.name, loss.note].filter { !$0.isEmpty }.joined(separator: ", ")
    case .backward:
      guard let block else { break }
      part.series = [block.delta(row: row)]
      part.layerGradient = shares(block.parameters)
    case .update: break
    }
    part.quantities += operation.kind == .loss ? [] : [Quantity("loss", loss.value)]
    part.gradient = shares(blocks.flatMap(\.parameters))
    for name in probes {
      var probe = Probe(name)
      learner.fill(&probe, row: row, in: step)
      if !probe.values.isEmpty { part.probes[name] = probe }
    }
  }

  /// The norms of each layer's gradient and of the way its parameters go.
  private func tellUpdate(_ part: inout StepPart, _ before: [Float], _ after: [Float]) {
    let batch = gradient(of: 0..<part.outline.exampleCount)
    let moved = zip(before, after).map { $1 - $0 }
    part.series = [
      StepPart.Series("‖∂L/∂W‖", blocks.map { Float(batch.norm($0.parameters)) }),
      StepPart.Series("‖ΔW‖", blocks.map { Float(moved.norm($0.parameters)) }),
    ]
    if let update = learner.updates.first { part.quantities = [Quantity("rate", update.rate(at: step))] }
    part.note = learner.updates.first?.optimizerName ?? ""
  }

  private func gradient(of rows: Range<Int>) -> [Float] {
    memory.gradients.fill(0)
    learner.returnLoss(of: rows, in: step)
    return memory.gradients.array
  }
}

extension [Float] {
  /// L2 norm over some ranges.
  fileprivate func norm(_ ranges: [Range<Int>]) -> Double {
    ranges.reduce(0.0) { sum, range in self[range].reduce(sum) { $0 + Double($1) * Double($1) } }.squareRoot()
  }
}
