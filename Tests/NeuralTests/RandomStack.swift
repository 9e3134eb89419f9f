import Neural

/// A network put together at random from the catalog: dense layers, convolutions, pooling, norms, residual connections,
/// dropout, recurrent layers, heads for the last and for every step, lookups.
///
/// What normalizes stands behind layers with weights only and takes four numbers at least: of two numbers a norm leaves
/// no more than a sign, which no difference can follow.
struct RandomStack {
  var stages: [Stage] = []
  private(set) var input = Shape.vector(1)
  /// Whether inputs are class numbers 0 to 4.
  private(set) var takesClasses = false
  private var random: RandomStream

  static let classes = 5
  private static let activations = ActivationCatalog.all.names.filter { $0 != "softmax" }

  init(seed: UInt64) throws {
    random = RandomStream(seed: seed, .data)
    switch random.index(below: 4) {
    case 0: input = .vector(number(1...9))
    case 1:
      input = Shape(rows: number(3...8), columns: number(3...8), channels: number(1...3))
      try addImageLayers()
    case 2:
      input = Shape(rows: number(2...6), columns: number(1...5))
      try addSequenceLayers(vocabulary: 0)
    default:
      input = Shape(rows: number(2...6))
      takesClasses = true
      let vocabulary = try addLookup()
      try addSequenceLayers(vocabulary: vocabulary)
    }
    if shape.rows == 1, shape.channels == 1 { try addVectorLayers() }
  }

  private var shape: Shape { stages.last?.layer.output ?? input }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + random.index(below: range.count)
  }
  private mutating func chance(_ share: Double) -> Bool { random.uniform() < share }

  private mutating func add(
    _ name: String, size: Int? = nil, _ options: [String: Double] = [:], skipFrom: Int? = nil
  ) throws {
    let kind = try LayerCatalog.all.entry(named: name)
    stages.append(
      Stage(
        try kind.make(LayerRequest(input: shape, size: size, options: options)), skipFrom: skipFrom))
  }

  private mutating func addActivation(skipFrom: Int? = nil) throws {
    try add(Self.activations[random.index(below: Self.activations.count)], skipFrom: skipFrom)
  }

  private mutating func addVectorLayers() throws {
    for _ in 0..<number(1...3) {
      let start = stages.count
      let isResidual = chance(0.3)
      let width = shape.count
      try add(
        chance(0.2) ? "weight-normalized-dense" : "dense", size: isResidual ? width : number(1...9))
      if shape.count > 3, chance(0.4) {
        try add(chance(0.5) ? "batch-normalization" : "layer-normalization")
      }
      try addActivation(skipFrom: isResidual && shape.count == width ? start : nil)
      if chance(0.2) { try add("dropout", ["rate": 0.3]) }
    }
    try add("dense", size: number(1...4))
    if shape.count > 1, chance(0.2) { try add("softmax") }
  }

  private mutating func addImageLayers() throws {
    for _ in 0..<number(1...2) {
      let side = min(shape.rows, shape.columns)
      if shape.channels > 1, chance(0.3) {
        let start = stages.count
        try add("convolution", size: shape.channels, ["padding": 1])
        try addActivation(skipFrom: start)
      } else {
        let options = [
          "kernel": number(1...min(3, side)), "stride": number(1...2), "padding": number(0...1),
        ]
        try add("convolution", size: number(1...5), options.mapValues(Double.init))
        if chance(0.3) { try add("batch-normalization", ["by-channel": 1]) }
        if chance(0.2), shape.count > 3 { try add("layer-normalization") }
        try addActivation()
      }
      if chance(0.5) {
        let window = number(1...min(3, min(shape.rows, shape.columns)))
        try add(
          chance(0.5) ? "max-pooling" : "average-pooling", size: window, ["stride": Double(number(0...2))])
      }
    }
    try add(["flatten", "global-average-pooling", "global-max-pooling"][random.index(below: 3)])
  }

  /// Returns the vocabulary for a recurrent layer that reads class numbers itself, else 0.
  private mutating func addLookup() throws -> Int {
    switch random.index(below: 3) {
    case 0: try add("embedding", size: number(1...5), ["classes": Double(Self.classes)])
    case 1: try add("one-hot", size: Self.classes)
    default: return Self.classes
    }
    return 0
  }

  private mutating func addSequenceLayers(vocabulary: Int) throws {
    if vocabulary == 0, chance(0.3) { try add("dense", size: number(1...5), ["each-row": 1]) }
    try addRecurrent(["vocabulary": Double(vocabulary)], last: false)
    if shape.columns > 3, chance(0.3) { try add("layer-normalization") }
    if chance(0.5) { return try addRecurrent([:], last: true) }
    try add("dense", size: number(1...5), ["each-row": 1])
    try addActivation()
    if chance(0.5) { try add("flatten") }
  }

  private mutating func addRecurrent(_ options: [String: Double], last: Bool) throws {
    var options = options
    let name = ["rnn", "lstm", "gru"][random.index(below: 3)]
    if name == "rnn" { options["unit"] = Double(number(0...2)) }
    options["last"] = last ? 1 : 0
    try add(name, size: number(1...9), options)
  }
}
