import CKernels

extension AutoencoderLearner {
  /// How many examples the probes show at most, and the side of the grid of decoded codes.
  private enum Limit {
    static let pairs = 16
    static let points = 600
    static let grid = 10
  }

  static func probeNames(
    _ encoder: NetworkLayout, _ decoder: NetworkLayout, _ shape: Shape, hasAnomalies: Bool
  ) -> [String] {
    var names = ["reconstructions", "corrupted", "latent", "decoded-grid", "decoded", "code", "errors"]
    if hasAnomalies { names.append("threshold") }
    if shape.rows > 1, shape.columns > 1 { names += ["drawn", "drawn-code"] }
    names += momentProbeNames(encoder.parameterLayers + decoder.parameterLayers)
    for layer in encoder.parameterLayers + decoder.parameterLayers {
      if layer.carriesWeights { names += ["weights/\(layer.number)", "gradients/\(layer.number)"] }
      if layer.slot(.bias) != nil { names.append("biases/\(layer.number)") }
    }
    return names
  }

  private var examples: Examples { configuration.splits.training }
  /// What the probes show examples of: the test part, or the training part if there is none.
  private var shown: ExampleBlock { test.count > 0 ? test : training }

  public func fill(_ probe: inout Probe) {
    probe.shape = Shape(columns: 0)
    probe.values = []
    probe.labels = []
    if fillMoments(&probe) { return }
    switch probe.name {
    case "reconstructions": fillReconstructions(&probe)
    case "corrupted": fillCorrupted(&probe)
    case "latent": fillLatent(&probe)
    case "decoded-grid": fillGrid(&probe)
    case "decoded": fillDecoded(&probe)
    case "code": fillCode(&probe)
    case "drawn": fillDrawn(&probe)
    case "drawn-code": fillDrawnCode(&probe)
    case "errors": fillErrors(&probe)
    case "threshold": fillThreshold(&probe)
    default:
      probe.fillParameters(encoder.layout.parameterLayers + decoder.layout.parameterLayers, memory)
    }
  }

  /// Pictures become planes, one behind the other; other examples become rows.
  private func setShape(_ probe: inout Probe, count: Int) {
    let shape = examples.inputShape
    probe.shape =
      shape.rows > 1
      ? Shape(rows: shape.rows, columns: shape.columns, channels: count * shape.channels)
      : Shape(rows: count, columns: width)
  }

  /// Input and output in turn, of the first examples.
  private func fillReconstructions(_ probe: inout Probe) {
    let count = min(Limit.pairs, shown.count)
    let inputs = shown.inputs(0..<count)
    let given = configuration.corruption == .none ? inputs : corruptedInputs(of: shown, count: count)
    let outputs = decode(codes(of: given, batch: count), batch: count)
    setShape(&probe, count: 2 * count)
    for row in 0..<count {
      probe.values += inputs[row * width..<(row + 1) * width].array
      probe.values += outputs[row * width..<(row + 1) * width].array
    }
    probe.labels = (0..<count).map { label(of: shown.targets[$0 * shown.targetWidth]) }
  }

  /// Fills a probe with one row of the batch that is followed through a step; leaves it empty where it shows no example.
  func fillFollowed(_ probe: inout Probe, _ pass: DissectedPass, row: Int, in step: Int) {
    let batch = pass.batch
    let clean = inputs(of: step).row(row, of: batch)
    switch probe.name {
    case "reconstructions":
      setShape(&probe, count: 2)
      probe.values = clean + values(of: decoder.output.row(row, of: batch))
      probe.labels = [label(of: training.targets[samples.example(row, of: step) * training.targetWidth])]
    case "corrupted" where configuration.corruption != .none:
      setShape(&probe, count: 1)
      probe.values = encoder.lastInput.row(row, of: batch)
    case "code":
      probe.shape = Shape(columns: codeWidth)
      probe.values = decoder.lastInput.row(row, of: batch)
    case "drawn-code":
      let code = decoder.lastInput.row(row, of: batch)
      let output = values(of: decoder.output.row(row, of: batch))
      probe.values = placed(code, squares: zip(clean, output).map { ($0 - $1) * ($0 - $1) })
      probe.shape = Shape(columns: 3)
      // The plane was laid through codes of other examples.
      _ = enter(pass, of: step)
    default: break
    }
  }

  /// With a cross-entropy on logits the sigmoid of what the decoder gave.
  private func values(of output: [Float]) -> [Float] {
    type(of: configuration.loss).name == BinaryCrossEntropy.name
      ? output.map { 1 / (1 + expf(-$0)) } : output
  }

  /// A code's place in the plane of codes, and the mean squared error of what the decoder makes of it.
  private func placed(_ code: [Float], squares: [Float]) -> [Float] {
    let plane = CodePlane(firstCodes(shown), width: codeWidth, isUnit: configuration.isVariational)
    let place = plane.coordinates(of: code)
    return [place.x, place.y, squares.reduce(0, +) / Float(max(width, 1))]
  }

  private func label(of target: Float) -> String {
    let index = Int(exactly: target) ?? -1
    return examples.classNames.indices.contains(index) ? examples.classNames[index] : ""
  }

  /// The same examples as the encoder sees them; only with a corruption.
  private func fillCorrupted(_ probe: inout Probe) {
    guard configuration.corruption != .none else { return }
    let count = min(Limit.pairs, shown.count)
    setShape(&probe, count: count)
    probe.values = corruptedInputs(of: shown, count: count).array
  }

  /// The code of the first shown example.
  private func fillCode(_ probe: inout Probe) {
    probe.shape = Shape(columns: codeWidth)
    probe.values = codes(of: shown.inputs(0..<1), batch: 1).array
  }

  /// What was drawn and what the decoder makes of it, two planes of ink from 0 to 1.
  private func fillDrawn(_ probe: inout Probe) {
    guard let image = drawn ?? DrawnImage(nil, like: examples) else { return }
    let shape = examples.inputShape
    let plane = shape.rows * shape.columns
    probe.shape = Shape(rows: shape.rows, columns: shape.columns, channels: 2)
    let output = decode(codes(of: image.inputs, batch: 1), batch: 1).array
    probe.values = image.inked(Array(image.inputs.array.prefix(plane)) + output.prefix(plane))
  }

  /// Where the drawing stands in the plane of codes, and the mean squared error of what the decoder makes of it; nothing
  /// while nothing is drawn.
  private func fillDrawnCode(_ probe: inout Probe) {
    guard let drawn else { return }
    let code = codes(of: drawn.inputs, batch: 1).array
    let output = decode(codes(of: drawn.inputs, batch: 1), batch: 1).array
    probe.shape = Shape(columns: 3)
    probe.values = placed(code, squares: zip(drawn.inputs.array, output).map { ($0 - $1) * ($0 - $1) })
  }

  /// Codes of the first shown examples, one behind the other.
  private func firstCodes(_ block: ExampleBlock) -> [Float] {
    var values: [Float] = []
    let count = min(block.count, Limit.points)
    for start in stride(from: 0, to: count, by: chunk) {
      let rows = start..<min(start + chunk, count)
      values += codes(of: block.inputs(rows), batch: rows.count).array
    }
    return values
  }

  /// Rows of x, y and class: the two code values themselves, or the first two principal components of longer codes.
  private func fillLatent(_ probe: inout Probe) {
    let codes = firstCodes(shown)
    let count = codes.count / codeWidth
    let plane = CodePlane(codes, width: codeWidth, isUnit: configuration.isVariational)
    probe.shape = Shape(rows: count, columns: 3)
    for row in 0..<count {
      let point = plane.coordinates(of: Array(codes[row * codeWidth..<(row + 1) * codeWidth]))
      probe.values += [point.x, point.y, shown.targets[row * shown.targetWidth]]
    }
    probe.xRange = plane.x
    probe.yRange = plane.y
    probe.labels = examples.classNames
  }

  /// What the decoder makes at 10 × 10 places of the plane of codes, row by row from the lower left.
  private func fillGrid(_ probe: inout Probe) {
    let plane = CodePlane(firstCodes(shown), width: codeWidth, isUnit: configuration.isVariational)
    let rows = codeWidth == 1 ? 1 : Limit.grid
    let side = Float(Limit.grid - 1)
    setShape(&probe, count: rows * Limit.grid)
    for row in 0..<rows {
      for column in 0..<Limit.grid {
        let x = plane.x.lowerBound + (plane.x.upperBound - plane.x.lowerBound) * Float(column) / side
        let y = plane.y.lowerBound + (plane.y.upperBound - plane.y.lowerBound) * Float(row) / side
        probe.values += decoded(plane.code(x, rows == 1 ? 0 : y))
      }
    }
    probe.xRange = plane.x
    probe.yRange = plane.y
  }

  /// What the decoder makes at the place of the knobs `code-x` and `code-y` in the plane of codes.
  private func fillDecoded(_ probe: inout Probe) {
    let plane = CodePlane(firstCodes(shown), width: codeWidth, isUnit: configuration.isVariational)
    setShape(&probe, count: 1)
    probe.values = decoded(plane.code(codeX, codeY))
  }

  private func decoded(_ code: [Float]) -> [Float] {
    let input = decoderInput.prefix(codeWidth)
    input.copy(from: code)
    return decode(input, batch: 1).array
  }

  /// Rows of mean squared error, class, split (0 training, 1 validation, 2 test) and whether training never showed the
  /// class.
  private func fillErrors(_ probe: inout Probe) {
    measureAllErrors()
    var place = 0
    for (split, block) in [training, validation, test].enumerated() {
      for row in 0..<block.count {
        let isAnomaly = split == 2 && row < anomalies.isAnomaly.count && anomalies.isAnomaly[row]
        probe.values += [
          errors[place], block.targets[row * block.targetWidth], Float(split), isAnomaly ? 1 : 0,
        ]
        place += 1
      }
    }
    probe.shape = Shape(rows: place, columns: 4)
    probe.labels = examples.classNames
  }

  /// The threshold, the share of the anomalies above it, and that of the usual examples.
  private func fillThreshold(_ probe: inout Probe) {
    measureAllErrors()
    let threshold = threshold()
    let (detected, alarms) = anomalies.shares(above: threshold, testErrors)
    probe.shape = Shape(columns: 3)
    probe.values = [threshold, detected, alarms]
    probe.labels = ["threshold", "detected", "false alarms"]
  }
}

/// A plane through the space of codes: the space itself if it has two dimensions, else that of the first two principal
/// components of the codes at hand.
struct CodePlane {
  let x: ClosedRange<Float>
  let y: ClosedRange<Float>
  private let components: PrincipalComponents?
  private let width: Int

  /// - Parameter isUnit: codes are meant to be N(0, 1): a plane of two code values then reaches from −2.5 to 2.5.
  init(_ codes: [Float], width: Int, isUnit: Bool) {
    self.width = width
    let finite = codes.allSatisfy(\.isFinite) ? codes : codes.map { $0.isFinite ? $0 : 0 }
    components = width > 2 ? PrincipalComponents(of: finite, width: width, count: 2) : nil
    guard !(isUnit && width <= 2) else {
      (x, y) = (-2.5...2.5, -2.5...2.5)
      return
    }
    var places: (x: [Float], y: [Float]) = ([], [])
    for start in stride(from: 0, to: finite.count, by: width) {
      let point = Self.coordinates(Array(finite[start..<start + width]), components)
      places.x.append(point.x)
      places.y.append(point.y)
    }
    x = Self.extent(places.x)
    y = Self.extent(places.y)
  }

  /// Without the outermost 2 % on each side.
  private static func extent(_ values: [Float]) -> ClosedRange<Float> {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last, last > first else { return -1...1 }
    let cut = sorted.count / 50
    let (low, high) = (sorted[cut], sorted[sorted.count - 1 - cut])
    return low < high ? low...high : first...last
  }

  func coordinates(of code: [Float]) -> (x: Float, y: Float) { Self.coordinates(code, components) }

  private static func coordinates(_ code: [Float], _ components: PrincipalComponents?) -> (x: Float, y: Float)
  {
    guard let components else { return (code[0], code.count > 1 ? code[1] : 0) }
    var copy = code
    let along = copy.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { components.codes(of: Floats($0, count: buffer.count)) } ?? [0, 0]
    }
    return (along[0], along[1])
  }

  /// The code at a place of the plane.
  func code(_ x: Float, _ y: Float) -> [Float] {
    guard let components else { return width == 1 ? [x] : [x, y] }
    return (0..<width).map { i in
      components.mean[i] + x * components.directions[i] + y * components.directions[width + i]
    }
  }
}
