/// How one layer's numbers are followed: which of them make a unit's sum, and how the gradient comes back to a weight.
protocol LayerFace {
  var placeCount: Int { get }
  var placeName: String { get }
  /// Says what can be chosen, and brings the sight into range.
  func adopt(_ result: inout Magnification)
  /// Where the chosen parameter lies in the memory.
  func parameter(_ sight: Sight) -> Int
  func weightName(_ sight: Sight) -> String
  func forward(_ sight: Sight) -> [WorkedLine]
  /// - Parameter loss: given to the network that the loss looks at.
  func backward(_ sight: Sight, loss: WorkedLoss?) -> [WorkedLine]
}

/// A layer within its network.
struct LayerPlace {
  let network: Network
  let layer: ParameterLayer
  /// Whether it reads the examples themselves, or what another network made.
  let isFirst: Bool
  let names: [String]

  var stage: Int { layer.stage }
  var weights: Floats { network.memory.parameters[layer.slots[0].range] }
  var input: Floats { stage == 0 ? network.lastInput : network.output(of: stage - 1) }
  var gradient: Floats { network.gradient(of: stage) }

  /// What input number `index` is called.
  func inputName(_ index: Int) -> String {
    if stage == 0, isFirst { return index < names.count ? names[index] : "x\(index + 1)" }
    return "h\(index + 1)"
  }

  /// The stages behind the layer until the next one with weights; the last belongs to its output.
  var behind: Range<Int> {
    let block = network.layout.block(of: layer)
    return block.lowerBound + 1..<block.upperBound
  }

  /// The stage of an activation that stands right behind the layer, without a residual connection in between.
  var activation: Int? {
    let stages = network.layout.stages
    guard let next = behind.first, stages[stage].skipFrom == nil, ActivationSampler.covers(stages[next].layer)
    else { return nil }
    return next
  }
}

enum LayerFaces {
  /// How the numbers of this layer are followed.
  static func face(
    of network: Network, _ layer: ParameterLayer, isFirst: Bool, names: [String]
  ) -> any LayerFace {
    let place = LayerPlace(network: network, layer: layer, isFirst: isFirst, names: names)
    let base = network.layout.stages[layer.stage].layer
    if let recurrent = base as? any RecurrentLayer { return RecurrentFace(place, recurrent.unit) }
    if let taps = Taps(base) { return SumFace(place, taps) }
    return PlainFace(place)
  }
}

/// Which weights and which inputs make one output of a layer that adds products.
struct Taps {
  let unitCount: Int
  let inputCount: Int
  let placeCount: Int
  let placeName: String
  /// For each weight of a unit at a place the input it is multiplied with; −1: outside of the image.
  let inputs: @Sendable (_ place: Int) -> [Int]
  let output: @Sendable (_ unit: Int, _ place: Int) -> Int
  /// What a place is called in words.
  let place: @Sendable (Int) -> String
  /// What an input of the unit is called; nil: as the layer's inputs are.
  let name: (@Sendable (Int) -> String)?

  init?(_ layer: any Layer) {
    switch layer {
    case let dense as Dense: self.init(dense)
    case let tampered as Tampered<Dense>: self.init(tampered.base)
    case let convolution as Convolution: self.init(convolution)
    default: return nil
    }
  }

  private init(_ dense: Dense) {
    let (inputs, outputs) = (dense.inputs, dense.outputs)
    unitCount = outputs
    inputCount = inputs
    placeCount = max(1, dense.output.count / max(1, outputs))
    placeName = "row"
    self.inputs = { place in Array(place * inputs..<(place + 1) * inputs) }
    output = { unit, place in place * outputs + unit }
    place = { "row \($0 + 1)" }
    name = nil
  }

  private init(_ layer: Convolution) {
    let (kernel, input, output, stride, padding) = (
      layer.kernel, layer.input, layer.output, layer.stride, layer.padding
    )
    unitCount = layer.filters
    inputCount = kernel.count
    placeCount = output.rows * output.columns
    placeName = "position"
    inputs = { place in
      let (row, column) = (
        place / output.columns * stride - padding, place % output.columns * stride - padding
      )
      return (0..<kernel.count).map { index in
        let (i, j) = (index / kernel.columns % kernel.rows, index % kernel.columns)
        let (r, c) = (row + i, column + j)
        guard r >= 0, c >= 0, r < input.rows, c < input.columns else { return -1 }
        return (index / (kernel.rows * kernel.columns) * input.rows + r) * input.columns + c
      }
    }
    self.output = { unit, place in unit * output.rows * output.columns + place }
    place = { "row \($0 / output.columns + 1), column \($0 % output.columns + 1)" }
    name = { index in
      let (i, j) = (index / kernel.columns % kernel.rows, index % kernel.columns)
      let channel = index / (kernel.rows * kernel.columns)
      return "x\(kernel.channels > 1 ? "\(channel + 1):" : "")\(i + 1),\(j + 1)"
    }
  }
}
