/// A dense layer or a convolution: sums of products.
struct SumFace: LayerFace {
  let place: LayerPlace
  let taps: Taps
  private let weights: Slot
  private let bias: Slot?

  init(_ place: LayerPlace, _ taps: Taps) {
    self.place = place
    self.taps = taps
    weights = place.layer.slots[0]
    bias = place.layer.slot(.bias)
  }

  var placeCount: Int { taps.placeCount }
  var placeName: String { taps.placeName }

  func adopt(_ result: inout Magnification) {
    result.unitCount = taps.unitCount
    result.inputCount = taps.inputCount + (bias == nil ? 0 : 1)
    result.placeCount = taps.placeCount
    result.placeName = taps.placeCount > 1 ? taps.placeName : ""
    result.sight.unit = Magnifier.clamp(result.sight.unit, taps.unitCount)
    result.sight.input = Magnifier.clamp(result.sight.input, result.inputCount)
    result.sight.place = Magnifier.clamp(result.sight.place ?? middle, taps.placeCount)
    result.sight.gate = 0
  }

  private var middle: Int {
    let shape = place.network.layout.stages[place.stage].layer.output
    guard placeCount > 1 else { return 0 }
    return shape.rows / 2 * shape.columns + shape.columns / 2 < placeCount && taps.placeName == "position"
      ? shape.rows / 2 * shape.columns + shape.columns / 2 : placeCount / 2
  }

  func parameter(_ sight: Sight) -> Int {
    if sight.input == taps.inputCount, let bias { return bias.range.lowerBound + sight.unit }
    return weights.range.lowerBound + sight.unit * taps.inputCount + min(sight.input, taps.inputCount - 1)
  }

  func weightName(_ sight: Sight) -> String {
    sight.input == taps.inputCount ? "bias" : "w·\(name(sight.input))"
  }

  private func name(_ index: Int) -> String {
    taps.name?(index) ?? place.inputName(index)
  }

  private func output(_ sight: Sight) -> Int { taps.output(sight.unit, sight.place ?? 0) }

  /// What the chosen weight is multiplied with at a place; 1 for the bias.
  private func partner(_ sight: Sight, at spot: Int) -> Double {
    guard sight.input < taps.inputCount else { return 1 }
    let index = taps.inputs(spot)[sight.input]
    return index < 0 ? 0 : Double(place.input[index])
  }

  // MARK: forward

  func forward(_ sight: Sight) -> [WorkedLine] {
    let spot = sight.place ?? 0
    let inputs = taps.inputs(spot)
    let own = place.network.memory.parameters[weights.range]
    let products = inputs.indices.map { index in
      let x = inputs[index] < 0 ? 0 : Double(place.input[inputs[index]])
      let title = name(index)
      return WorkedTerm(
        "w·\(title)",
        [Quantity("w", own[sight.unit * taps.inputCount + index]), Quantity(title, x)],
        isSelected: index == sight.input)
    }
    let others = bias.map {
      [
        WorkedTerm(
          "bias", Double(place.network.memory.parameters[$0.range.lowerBound + sight.unit]),
          isSelected: sight.input == taps.inputCount)
      ]
    }
    let spotWords = placeCount > 1 ? "at \(taps.place(spot))" : ""
    return [.heading("forward: the sum of unit \(sight.unit + 1)", note: spotWords)]
      + [.sum("z", products: products, plus: others ?? [], note: following)] + activation(sight)
  }

  /// What the sum goes through, where that is more than an activation.
  private var following: String {
    guard place.activation == nil, !place.behind.isEmpty else { return "" }
    return "then " + place.behind.map { place.network.layout.stages[$0].name }.joined(separator: ", ")
  }

  private func activation(_ sight: Sight) -> [WorkedLine] {
    guard let stage = place.activation else { return [] }
    let z = Double(place.network.layerOutput(of: place.stage)[output(sight)])
    let name = place.network.layout.stages[stage].name
    let a = place.network.layerOutput(of: stage)[output(sight)]
    return [WorkedLine("a", .function("\(name)(z)", of: [Quantity("z", z)]), Double(a))]
  }

  // MARK: backward

  func backward(_ sight: Sight, loss: WorkedLoss?) -> [WorkedLine] {
    let spot = sight.place ?? 0
    let delta = Double(place.gradient[output(sight)])
    var lines: [WorkedLine] = [.heading("backward: from the loss to \(weightName(sight))")]
    if let stage = place.activation {
      lines += through(stage, sight, loss)
    } else if place.behind.isEmpty, let loss {
      lines.append(LossSlope.line("∂L/∂z", place.network.output, output(sight), loss, delta))
    } else {
      let names = place.behind.map { place.network.layout.stages[$0].name }.joined(separator: ", ")
      lines.append(
        WorkedLine(
          "∂L/∂z", .number, delta, note: names.isEmpty ? "from what follows" : "back through \(names)"))
    }
    let partnerName = sight.input < taps.inputCount ? name(sight.input) : "1"
    let share = WorkedLine.product(
      placeCount > 1 ? "share of this \(placeName)" : "∂L/∂w",
      [Quantity("∂L/∂z", delta), Quantity(partnerName, partner(sight, at: spot))])
    lines.append(share)
    guard placeCount > 1 else { return lines }
    let rest = (0..<placeCount).filter { $0 != spot }.reduce(0.0) {
      $0 + Double(place.gradient[taps.output(sight.unit, $1)]) * partner(sight, at: $1)
    }
    lines.append(
      .sum(
        "∂L/∂w",
        [
          WorkedTerm(share.name, [Quantity(share.name, share.value)]),
          WorkedTerm("\(placeCount - 1) other \(placeName)s", rest),
        ]))
    return lines
  }

  /// ∂L/∂a, the slope of the activation, and their product.
  private func through(_ stage: Int, _ sight: Sight, _ loss: WorkedLoss?) -> [WorkedLine] {
    let network = place.network
    let z = network.layerOutput(of: place.stage)[output(sight)]
    let slope = ActivationSampler(
      network.layout.stages[stage].layer, parameters: network.parameters(of: stage)
    ).sample([z]).slopes[0]
    let above = Double(network.gradient(of: stage)[output(sight)])
    let isLast = stage == network.layout.stages.count - 1
    let arriving =
      isLast
      ? loss.map { LossSlope.line("∂L/∂a", network.output, output(sight), $0, above) }
      : readers(of: sight, behind: stage)
    let name = network.layout.stages[stage].name
    return [
      arriving ?? WorkedLine("∂L/∂a", .number, above, note: "from the layers above"),
      WorkedLine("∂a/∂z", .number, Double(slope), note: "slope of \(name) at z"),
      .product("∂L/∂z", [Quantity("∂L/∂a", above), Quantity("∂a/∂z", Double(slope))]),
    ]
  }

  /// ∂L/∂a as the sum over the units that read it, where a dense layer follows at once.
  private func readers(of sight: Sight, behind stage: Int) -> WorkedLine? {
    let network = place.network
    let next = stage + 1
    guard placeCount == 1, next < network.layout.stages.count, network.wires[stage].skipFrom < 0,
      network.wires[next].firstReader < 0, let dense = network.layout.stages[next].layer as? Dense,
      dense.output.count == dense.outputs
    else { return nil }
    let weights = network.parameters(of: next)
    let deltas = network.gradient(of: next)
    let products = (0..<dense.outputs).map { unit in
      WorkedTerm(
        "w·δ\(unit + 1)",
        [
          Quantity("w", weights[unit * dense.inputs + sight.unit]), Quantity("δ\(unit + 1)", deltas[unit]),
        ])
    }
    return .sum("∂L/∂a", products: products, plus: [], note: "over the units that read it")
  }
}

/// The slope of a loss where it can be written down.
enum LossSlope {
  /// - Parameters:
  ///   - output: all outputs of the example.
  ///   - place: which of them.
  ///   - slope: as it was computed.
  static func line(
    _ name: String, _ output: Floats, _ place: Int, _ loss: WorkedLoss, _ slope: Double
  ) -> WorkedLine {
    let plain = WorkedLine(name, .number, slope, note: "slope of the loss")
    let targets = loss.targets
    switch loss.name {
    case BinaryCrossEntropy.name where output.count == 1 && targets.count == 1:
      let answer = Double(targets[0]) + slope
      return .sum(name, [WorkedTerm("σ(z)", answer), WorkedTerm("-target", -Double(targets[0]))])
    case MeanSquaredError.name where output.count == 1 && targets.count == 1:
      let error = Double(output[place]) - Double(targets[0])
      return .product(name, [Quantity("2", 2.0), Quantity("answer - target", error)])
    case CategoricalCrossEntropy.name where targets.count == 1:
      let right = Int(targets[0]) == place ? 1.0 : 0
      return .sum(name, [WorkedTerm("softmax", slope + right), WorkedTerm("-target", -right)])
    default: return plain
    }
  }
}

/// Any other layer with weights: the numbers that arrive at the chosen one, without the way there.
struct PlainFace: LayerFace {
  let place: LayerPlace

  init(_ place: LayerPlace) { self.place = place }

  var placeCount: Int { 1 }
  var placeName: String { "" }
  private var shape: Shape { place.layer.slots[0].claim.shape }

  func adopt(_ result: inout Magnification) {
    result.unitCount = shape.rows
    result.inputCount = shape.columns
    result.sight.unit = Magnifier.clamp(result.sight.unit, shape.rows)
    result.sight.input = Magnifier.clamp(result.sight.input, shape.columns)
    (result.sight.place, result.sight.gate) = (0, 0)
  }

  func parameter(_ sight: Sight) -> Int {
    place.layer.slots[0].range.lowerBound + sight.unit * shape.columns + sight.input
  }

  func weightName(_ sight: Sight) -> String { "w\(sight.unit + 1),\(sight.input + 1)" }

  func forward(_ sight: Sight) -> [WorkedLine] {
    let value = place.network.memory.parameters[parameter(sight)]
    return [
      .heading("row \(sight.unit + 1), column \(sight.input + 1) of \(place.layer.title)"),
      WorkedLine("w", .number, Double(value)),
    ]
  }

  func backward(_ sight: Sight, loss: WorkedLoss?) -> [WorkedLine] {
    [.heading("backward: from the loss to \(weightName(sight))")]
  }
}
