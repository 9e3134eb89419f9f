/// A layer with weights and all that stands between it and the next one.
struct LayerBlock {
  let network: Network
  /// Number of the network among the learner's.
  let number: Int
  let layer: ParameterLayer
  let stages: Range<Int>

  static func all(_ networks: [Network]) -> [LayerBlock] {
    networks.enumerated().flatMap { number, network in
      let layers = network.layout.parameterLayers.filter(\.carriesWeights)
      return layers.map { layer in
        let block = network.layout.block(of: layer)
        let isFirst = layer.number == layers[0].number
        return LayerBlock(
          network: network, number: number, layer: layer,
          stages: (isFirst ? 0 : block.lowerBound)..<block.upperBound)
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
