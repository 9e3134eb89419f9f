import Experiments
import Neural

/// One example and all that a net of dense layers made of it, read from the probes `forward`, `backward`, `weights/*`
/// and `biases/*`.
struct WorkedExample {
  struct Layer {
    /// One row a unit.
    var weights: [[Double]] = []
    var biases: [Double] = []
    /// z = W x + b.
    var sums: [Double] = []
    var outputs: [Double] = []
    /// What lies between sums and outputs, such as `tanh`.
    var activation = ""
    /// ∂L/∂a, ∂L/∂z, ∂L/∂W, ∂L/∂b; empty without the probe `backward`.
    var outputGradient: [Double] = []
    var sumGradient: [Double] = []
    var weightGradient: [[Double]] = []
    var biasGradient: [Double] = []
    /// The stages of the sums and of the outputs.
    var stage = 0
    var lastStage = 0
    /// As meters and probes count it.
    var number = 0

    var unitCount: Int { biases.count }
    var inputCount: Int { weights.first?.count ?? 0 }
  }

  /// Its number among the training examples, from 1, as the knob `example` has it.
  var number = 1
  var inputs: [Double] = []
  var inputNames: [String] = []
  var targets: [Double] = []
  var loss = Double.nan
  var lossName = ""
  /// The net's answer as one number: a probability, a class, a value.
  var answer = Double.nan
  var layers: [Layer] = []
  /// ∂L/∂x; empty without the probe `backward`.
  var inputGradient: [Double] = []
  /// The part of a step that is looked at, if the example is seen as one of its batch.
  var part: StepPart?

  init?(_ lane: LaneSnapshot?) {
    guard let lane, let forward = lane.probes["forward"] else { return nil }
    let values = StageValues(forward)
    guard let layers = Self.layers(lane, values) else { return nil }
    self.layers = layers
    inputs = values.stages[0] ?? []
    targets = values.stages[values.last] ?? []
    loss = values.loss
    lossName = LossCatalog.all[lane.experiment.loss]?.name ?? lane.experiment.loss
    number = lane.place("example") + 1
    if let part = lane.part, part.probes["forward"] != nil {
      self.part = part
      number = part.example.map { $0 + 1 } ?? number
    }
    let names = lane.probes["weights/1"]?.labels ?? []
    inputNames = names.count == inputs.count ? names : inputs.indices.map { "x\($0 + 1)" }
    answer = Self.answer(layers[layers.count - 1].outputs, lossName)
    if let backward = lane.probes["backward"] { readBackward(backward) }
  }

  /// A probability, the number of a class, or the first value.
  private static func answer(_ outputs: [Double], _ loss: String) -> Double {
    guard loss != "binary-cross-entropy" else { return sigmoid(outputs[0]) }
    guard loss == "categorical-cross-entropy", let largest = outputs.max() else { return outputs[0] }
    return Double(outputs.firstIndex(of: largest) ?? 0)
  }

  /// The dense layers with their numbers; nil if something else carries weights, or nothing does.
  private static func layers(_ lane: LaneSnapshot, _ values: StageValues) -> [Layer]? {
    var layers: [Layer] = []
    for (index, title) in values.titles.enumerated() {
      let stage = index + 1
      guard title.hasSuffix(" dense") else {
        let number = title.prefix { $0.isNumber }
        guard lane.probes["weights/\(number)"] == nil || number.isEmpty, !layers.isEmpty else { return nil }
        layers[layers.count - 1].follow(by: title, outputs: values.stages[stage] ?? [])
        continue
      }
      let number = title.dropLast(6)
      guard let weights = lane.probes["weights/\(number)"], let biases = lane.probes["biases/\(number)"],
        var layer = Layer(weights, biases, sums: values.stages[stage] ?? [], stage: stage),
        layer.inputCount == (layers.last?.outputs ?? values.stages[0] ?? []).count
      else { return nil }
      layer.number = Int(number) ?? 0
      layers.append(layer)
    }
    guard layers.last.map({ $0.outputs.count == $0.unitCount }) == true else { return nil }
    // The probe has the sum with the skipped input, so what lies between z and a is more than the activation.
    if lane.experiment.layers.contains(where: \.skip) {
      for index in layers.indices.dropLast() { layers[index].activation += "+skip" }
    }
    return layers
  }

  /// Takes the gradients if they are all there.
  private mutating func readBackward(_ probe: Probe) {
    guard probe.shape.columns == 6, probe.shape.rows * 6 <= probe.values.count else { return }
    var parts: [Int: [Double]] = [:]
    for row in 0..<probe.shape.rows {
      let (stage, sort) = (probe.value(row, 0), probe.value(row, 2))
      guard stage >= 1, stage < 1e4, sort >= 0, sort <= 2 else { return }
      parts[Int(stage) * 3 + Int(sort), default: []].append(Double(probe.value(row, 5)))
    }
    var read = layers
    for index in read.indices {
      guard read[index].takeGradients(parts) else { return }
    }
    layers = read
    inputGradient = inputs.indices.map { input in
      zip(read[0].weights, read[0].sumGradient).reduce(0) { $0 + $1.0[input] * $1.1 }
    }
  }

  var hasGradients: Bool { !inputGradient.isEmpty }

  /// What a layer reads: the inputs, or the outputs of the layer before.
  func inputs(of layer: Int) -> [Double] { layer == 0 ? inputs : layers[layer - 1].outputs }

  func inputName(_ input: Int, of layer: Int) -> String {
    layer == 0 ? inputNames[input] : name(layer - 1, input)
  }

  /// `h2`, `h3.1` in deeper nets, `y` for the output.
  func name(_ layer: Int, _ unit: Int) -> String {
    if layer == layers.count - 1 { return layers[layer].unitCount == 1 ? "y" : "y\(unit + 1)" }
    if layers[layer].unitCount == 1 { return "h\(layer + 1)" }
    return layers.count == 2 ? "h\(unit + 1)" : "h\(layer + 1).\(unit + 1)"
  }

  /// Such as `2-4-1`.
  var shape: String { ([inputs.count] + layers.map(\.unitCount)).map(String.init).joined(separator: "-") }

  /// What the loss makes of the last sum before it compares: the sigmoid inside the binary cross-entropy.
  var lossHasSigmoid: Bool { lossName == "binary-cross-entropy" }

  /// `example 3`; of a step that is followed part by part, how much of the loss is the example's.
  var place: String {
    guard let part, part.outline.exampleCount > 1 else { return "example \(number)" }
    return "example \(number), 1/\(part.outline.exampleCount) of the batch"
  }

  /// What the loss of the batch has of this example's loss.
  var share: Double { part.map { 1 / Double(max($0.outline.exampleCount, 1)) } ?? 1 }

  /// Layer and unit that the knobs point at, from 0.
  func selection(_ lane: LaneSnapshot) -> (layer: Int, unit: Int, input: Int) {
    func knob(_ key: String, below count: Int) -> Int {
      let value = lane.experiment.options[key] ?? 1
      return value.isFinite ? min(max(Int(min(max(value, 1), 1e6)) - 1, 0), max(count - 1, 0)) : 0
    }
    let layer = knob("layer", below: layers.count)
    return (
      layer, knob("unit", below: layers[layer].unitCount), knob("input", below: layers[layer].inputCount)
    )
  }

  /// Why there are no numbers to show.
  static func missing(_ lane: LaneSnapshot?) -> String {
    lane.map { $0.step > 0 } == true
      ? "Only nets of small dense layers are shown number by number."
      : "The numbers of one example appear here, for nets of small dense layers. Space runs it."
  }
}

extension WorkedExample.Layer {
  /// More weights than this are not shown number by number.
  private static let mostWeights = 4096

  fileprivate init?(_ weights: Probe, _ biases: Probe, sums: [Double], stage: Int) {
    let (rows, columns) = (weights.shape.rows, weights.shape.columns)
    guard rows > 0, columns > 0, rows <= Self.mostWeights, columns <= Self.mostWeights,
      rows * columns <= Self.mostWeights, weights.values.count == rows * columns,
      biases.values.count == rows, sums.count == rows
    else { return nil }
    let numbers = weights.values.map { Double($0) }
    self.weights = (0..<rows).map { Array(numbers[$0 * columns..<($0 + 1) * columns]) }
    self.biases = biases.values.map { Double($0) }
    self.sums = sums
    outputs = sums
    activation = "linear"
    (self.stage, lastStage) = (stage, stage)
  }

  /// Adds a stage without weights behind the layer; dropout passes everything on while one looks.
  fileprivate mutating func follow(by title: String, outputs: [Double]) {
    lastStage += 1
    self.outputs = outputs
    let name = String(title.drop { $0.isNumber || $0 == " " })
    guard name != "dropout" else { return }
    activation = activation == "linear" ? name : "\(activation)+\(name)"
  }

  /// From the parts of the probe `backward`, by stage · 3 + sort; false if one is missing.
  fileprivate mutating func takeGradients(_ parts: [Int: [Double]]) -> Bool {
    guard let above = parts[lastStage * 3], let sums = parts[stage * 3], let weights = parts[stage * 3 + 1],
      let biases = parts[stage * 3 + 2], above.count == unitCount, sums.count == unitCount,
      weights.count == unitCount * inputCount, biases.count == unitCount
    else { return false }
    (outputGradient, sumGradient, biasGradient) = (above, sums, biases)
    let width = inputCount
    weightGradient = (0..<unitCount).map { Array(weights[$0 * width..<($0 + 1) * width]) }
    return true
  }
}

/// The probe `forward` by stage: 0 the input, then the stages of the net, then the target; and the loss.
private struct StageValues {
  var stages: [Int: [Double]] = [:]
  var loss = Double.nan
  /// Titles of the net's stages.
  var titles: ArraySlice<String> = []
  /// The stage of the target.
  var last = 0

  init(_ probe: Probe) {
    guard probe.labels.count >= 4, probe.shape.columns == 4, probe.shape.rows * 4 <= probe.values.count
    else { return }
    last = probe.labels.count - 2
    for row in 0..<probe.shape.rows {
      let stage = probe.value(row, 0)
      guard stage >= 0, stage < 1e4 else { return }
      if Int(stage) == last + 1 { loss = Double(probe.value(row, 3)) }
      stages[Int(stage), default: []].append(Double(probe.value(row, 3)))
    }
    titles = probe.labels[1..<last]
  }
}
