import CKernels

/// A batch on its way through networks and back, one after the other, followed row by row.
struct DissectedPass {
  struct Leg {
    /// Number among the learner's networks.
    var network: Int
    /// The row of the pass that is the network's first.
    var firstRow = 0
    /// Whose layer it is, where a learner has networks of different aims.
    var owner = ""
  }

  /// What its rows are; empty where a step is one pass.
  var title = ""
  /// The rows that are followed, of all those whose loss is sent back together.
  var rows: Range<Int>
  var batch: Int
  /// In the order in which a row goes forward.
  var forward: [Leg]
  /// In the order in which its loss comes back.
  var backward: [Leg]
  /// Networks whose parameters get their gradient here.
  var learning: [Int]
  /// Number among the learner's updates.
  var update: Int
  /// The index of that update.
  var turn: Int
  /// Whether the update follows the rows.
  var isConcluded = true
}

/// A learner whose step sends batches through its networks, back, and updates.
protocol NetworkDissected: Dissected, NetworkMagnified {
  /// The passes of a step in their order.
  func passes(of step: Int) -> [DissectedPass]
  /// Sends the batch of a pass forward as step `step` does, from the state before that step; false: it is not taken.
  ///
  /// What is before it in the step is performed; `memory.persistent` is then as it is when the pass begins.
  func enter(_ pass: DissectedPass, of step: Int) -> Bool
  /// Performs the update that follows a pass, right after it was entered.
  func conclude(_ pass: DissectedPass, of step: Int)
  /// Sends ∂loss/∂output of some rows of the pass that was entered back through all layers, adding to the gradients;
  /// the other rows bring nothing.
  ///
  /// The way back is linear, so what the rows bring adds up to the gradient of the batch, whatever couples them.
  func returnLoss(of rows: Range<Int>, _ pass: DissectedPass, in step: Int)
  /// What the loss of one row of that pass is.
  func rowLoss(_ row: Int, _ pass: DissectedPass, in step: Int) -> WorkedLoss
  /// A row's number among the training examples; nil where it has none.
  func exampleNumber(_ row: Int, _ pass: DissectedPass, in step: Int) -> Int?
  /// Where a row lies in the data, in their units; empty with more than two features.
  func point(of row: Int, _ pass: DissectedPass, in step: Int) -> [Float]
  /// Fills a probe with one row of the batch, after `returnLoss` for it; leaves it empty if it shows no example.
  func fill(_ probe: inout Probe, row: Int, _ pass: DissectedPass, in step: Int)
}

extension NetworkDissected {
  public func outline(of step: Int) -> StepOutline {
    StepOutline(
      passes(of: step).map { pass in
        let loss = StepOutline.Operation(.loss, title: "loss")
        return StepOutline.Round(
          pass.title, exampleCount: pass.rows.count,
          each: operations(.forward, pass) + [loss] + operations(.backward, pass),
          last: pass.isConcluded ? [StepOutline.Operation(.update, title: "update")] : [])
      })
  }

  private func operations(_ kind: StepOutline.Operation.Kind, _ pass: DissectedPass) -> [StepOutline
    .Operation]
  {
    let legs = kind == .forward ? pass.forward : pass.backward
    return legs.flatMap { leg in
      let blocks = LayerBlock.all([magnifiedNetworks[leg.network]])
      return (kind == .forward ? blocks : blocks.reversed()).map { block in
        let owner = leg.owner.isEmpty ? "" : "\(leg.owner)'s "
        return StepOutline.Operation(
          kind, layer: block.layer.number, stages: block.stages, title: owner + block.title)
      }
    }
  }

  public func part(_ place: Int, of step: Int, probes: [String]) -> StepPart? {
    StepDissector(self, step).part(place, probes)
  }

  /// One batch through all networks and back.
  func passes(of step: Int) -> [DissectedPass] {
    let count = batchCount(of: step)
    let networks = magnifiedNetworks.indices
    return [
      DissectedPass(
        rows: 0..<count, batch: count, forward: networks.map { DissectedPass.Leg(network: $0) },
        backward: networks.reversed().map { DissectedPass.Leg(network: $0) }, learning: Array(networks),
        update: 0, turn: step)
    ]
  }

  func enter(_ pass: DissectedPass, of step: Int) -> Bool {
    let before = memory.persistent.array
    performAside(step)
    let isTaken = !isSettled
    memory.persistent.copy(from: before)
    return isTaken
  }

  func conclude(_ pass: DissectedPass, of step: Int) { performAside(step) }

  func point(of row: Int, _ pass: DissectedPass, in step: Int) -> [Float] { [] }
  func fill(_ probe: inout Probe, row: Int, _ pass: DissectedPass, in step: Int) {}
}

/// Performs a step aside, sends parts of its loss back alone, and leaves everything as it was.
private struct StepDissector {
  let learner: any NetworkDissected
  let step: Int
  private let blocks: [LayerBlock]
  private let passes: [DissectedPass]
  private var memory: Memory { learner.memory }

  init(_ learner: any NetworkDissected, _ step: Int) {
    self.learner = learner
    self.step = step
    blocks = LayerBlock.all(learner.magnifiedNetworks)
    passes = learner.passes(of: step)
  }

  func part(_ place: Int, _ probes: [String]) -> StepPart? {
    let outline = learner.outline(of: step)
    guard place >= 1, place <= outline.count else { return nil }
    let mode = flush_subnormals()
    let before = memory.persistent.array
    defer {
      // Once more, so that outputs and gradients are those of the whole batch again.
      memory.persistent.copy(from: before)
      learner.performAside(step)
      memory.persistent.copy(from: before)
      restore_subnormals(mode)
    }
    var part = StepPart(outline, place: place)
    let pass = passes[part.position.round]
    guard learner.enter(pass, of: step) else { return nil }
    if let row = part.row {
      tell(pass.rows.lowerBound + row, pass, &part, probes)
    } else {
      tellUpdate(pass, &part)
    }
    return part
  }

  private func tell(_ row: Int, _ pass: DissectedPass, _ part: inout StepPart, _ probes: [String]) {
    let loss = learner.rowLoss(row, pass, in: step)
    part.example = learner.exampleNumber(row, pass, in: step)
    part.point = learner.point(of: row, pass, in: step)
    let batch = gradient(of: 0..<pass.batch, pass)
    let soFar = gradient(of: 0..<row + 1, pass)
    let own = gradient(of: row..<row + 1, pass)
    func shares(_ blocks: [LayerBlock]) -> StepPart.Shares {
      let ranges = blocks.flatMap(\.parameters)
      return StepPart.Shares(own: own.norm(ranges), soFar: soFar.norm(ranges), batch: batch.norm(ranges))
    }
    let operation = part.operation
    let block = blocks.first { $0.layer.number == operation.layer }
    let legs = operation.kind == .forward ? pass.forward : pass.backward
    let firstRow = legs.first { $0.network == block?.number }?.firstRow ?? 0
    switch operation.kind {
    case .forward: part.series = block?.outputs(row: row - firstRow) ?? []
    case .loss:
      part.quantities = [Quantity("loss", loss.value)]
      part.note = [loss.name, loss.note].filter { !$0.isEmpty }.joined(separator: ", ")
    case .backward:
      guard let block else { break }
      part.series = [block.delta(row: row - firstRow)]
      if pass.learning.contains(block.number) {
        part.layerGradient = shares([block])
      } else {
        part.note = "this layer only passes the gradient on"
      }
    case .update: break
    }
    part.quantities += operation.kind == .loss ? [] : [Quantity("loss", loss.value)]
    part.gradient = shares(learningBlocks(pass))
    for name in probes {
      var probe = Probe(name)
      learner.fill(&probe, row: row, pass, in: step)
      if !probe.values.isEmpty { part.probes[name] = probe }
    }
  }

  private func learningBlocks(_ pass: DissectedPass) -> [LayerBlock] {
    blocks.filter { pass.learning.contains($0.number) }
  }

  /// The norms of each layer's gradient and of the way its parameters go.
  private func tellUpdate(_ pass: DissectedPass, _ part: inout StepPart) {
    let batch = gradient(of: 0..<pass.batch, pass)
    if learner.updates.indices.contains(pass.update) {
      let update = learner.updates[pass.update]
      part.quantities = [Quantity("rate", update.rate(at: pass.turn))]
      part.note = update.optimizerName
    }
    let before = memory.parameters.array
    learner.conclude(pass, of: step)
    let moved = zip(before, memory.parameters.array).map { $1 - $0 }
    let own = learningBlocks(pass)
    part.series = [
      StepPart.Series("‖∂L/∂W‖", own.map { Float(batch.norm($0.parameters)) }),
      StepPart.Series("‖ΔW‖", own.map { Float(moved.norm($0.parameters)) }),
    ]
  }

  private func gradient(of rows: Range<Int>, _ pass: DissectedPass) -> [Float] {
    memory.gradients.fill(0)
    learner.returnLoss(of: rows, pass, in: step)
    return memory.gradients.array
  }
}

extension [Float] {
  /// L2 norm over some ranges.
  fileprivate func norm(_ ranges: [Range<Int>]) -> Double {
    ranges.reduce(0.0) { sum, range in self[range].reduce(sum) { $0 + Double($1) * Double($1) } }.squareRoot()
  }
}
