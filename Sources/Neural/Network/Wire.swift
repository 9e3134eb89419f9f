/// The views of one stage, for a full batch; smaller batches use their fronts. Plain numbers, so that reading one costs
/// no reference counting.
struct Wire {
  let box: Unmanaged<LayerBox>
  let parameters: Floats
  let parameterGradient: Floats
  let buffers: Floats
  let tape: Floats
  /// What the layer itself wrote.
  let output: Floats
  /// What the next stage reads: `output`, plus the skipped input if there is a residual connection.
  let sum: Floats
  /// ∂loss/∂sum.
  let gradient: Floats
  let inputCount: Int
  let outputCount: Int
  /// The stage whose input is added; −1: none.
  let skipFrom: Int
  /// The first and the next stage that add the input of this stage; −1: none.
  var firstReader = -1
  var nextReader = -1
  /// Whether the layer multiplies by weights.
  let carriesWeights: Bool

  init(_ stage: Stage, _ place: NetworkLayout.Place, _ memory: Memory) {
    box = .passRetained(LayerBox(stage.layer))
    parameters = memory.parameters[place.parameters]
    parameterGradient = memory.gradients[place.parameters]
    buffers = memory.state[place.buffers]
    tape = memory.workspace[place.tape]
    output = memory.workspace[place.output]
    sum = memory.workspace[place.sum]
    gradient = memory.workspace[place.gradient]
    inputCount = stage.layer.input.count
    outputCount = stage.layer.output.count
    skipFrom = stage.skipFrom ?? -1
    carriesWeights = stage.layer.claims.contains { $0.role == .weight }
  }
}

extension Wire {
  var layer: any Layer { box.takeUnretainedValue().layer }
}

/// Keeps one layer at a fixed place. A call through the constant property reaches the layer without copying it, which
/// would cost a pair of atomic reference counts.
final class LayerBox {
  let layer: any Layer

  init(_ layer: any Layer) {
    self.layer = layer
  }
}
