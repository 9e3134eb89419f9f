import CKernels

/// Squeezes every example through a code and rebuilds it: plain, denoising (Vincent et al. 2008) or variational
/// (Kingma & Welling 2014).
///
/// Plain and denoising make the mean loss over all values small. The variational one makes, a mean over examples, the
/// sum of the loss over the values of an example plus beta · divergence of its code from N(0, 1) small.
public final class AutoencoderLearner: Learner {
  public let memory: Memory
  public let encoder: Network
  public let decoder: Network
  public var meters: [Meter] { places.list }
  public let probes: [String]
  public let stepsPerEpoch: Int
  public var isSettled: Bool { false }

  let configuration: AutoencoderConfiguration
  let places: AutoencoderMeters
  let training: ExampleBlock
  let validation: ExampleBlock
  let test: ExampleBlock
  /// Numbers of an example, and of a code.
  let width: Int
  let codeWidth: Int
  /// The most examples one pass may carry.
  let chunk: Int
  let decoderInput: Floats
  /// Two numbers that move a point over the plane of codes; the picture there is the probe `decoded`.
  var codeX: Float = 0
  var codeY: Float = 0
  /// An image drawn by hand: what the decoder makes of it is the probe `drawn`, its place the probe `drawn-code`.
  var drawn: DrawnImage?
  /// What the linear autoencoder with the smallest error would leave, found when it is first asked for.
  private(set) lazy var baseline = AutoencoderBaseline(
    configuration.kept, unseen: test.count > 0 ? test : training, count: codeWidth)
  let anomalies: AnomalyLabels
  let errors: Floats
  private let batchInputs: Floats
  private let batchTargets: Floats
  private let corrupted: Floats
  private let scratch: Floats
  let noise: Floats
  let samples: SampleSequence
  let update: Update
  private(set) var beta: Float
  private var level: Float
  private var sparsity: Float
  private var quantile: Float

  /// Makes both halves and draws their weights; throws one sentence if the parts do not fit together.
  public init(_ configuration: AutoencoderConfiguration) throws(NetworkFault) {
    try configuration.check()
    self.configuration = configuration
    let splits = configuration.splits
    let kept = configuration.kept
    training = ExampleBlock(kept)
    validation = ExampleBlock(splits.validation)
    test = ExampleBlock(splits.test)
    width = training.inputWidth
    codeWidth = configuration.codeWidth
    samples = SampleSequence(
      count: training.count, batch: configuration.batch ?? training.count, order: configuration.order,
      seed: configuration.seed)
    stepsPerEpoch = samples.stepsPerEpoch
    chunk = max(samples.batch, 64)
    var plan = MemoryPlan()
    let first = try NetworkLayout(configuration.encoder, maximalBatch: chunk, in: &plan)
    let second = try NetworkLayout(
      configuration.decoder, maximalBatch: chunk, in: &plan, firstNumber: first.parameterLayers.count + 1,
      needsInputGradient: true)
    let forUpdate = try UpdateLayout(configuration.update, in: &plan)
    let sizes = [width, training.targetWidth, width, width, codeWidth, codeWidth]
    let most = chunk
    let rooms = sizes.map { plan.reserveWorkspace(most * $0) }
    let forErrors = plan.reserveWorkspace(training.count + validation.count + test.count)
    memory = try Memory(affording: plan)
    batchInputs = memory.workspace[rooms[0]]
    batchTargets = memory.workspace[rooms[1]]
    corrupted = memory.workspace[rooms[2]]
    scratch = memory.workspace[rooms[3]]
    noise = memory.workspace[rooms[4]]
    decoderInput = memory.workspace[rooms[5]]
    errors = memory.workspace[forErrors]
    encoder = Network(first, memory: memory)
    decoder = Network(second, memory: memory)
    var random = RandomStream(seed: configuration.seed, .weights)
    encoder.initialize(by: configuration.initializer, random: &random)
    decoder.initialize(by: configuration.initializer, random: &random)
    update = Update(forUpdate, memory: memory)
    anomalies = AnomalyLabels(kept, test: splits.test)
    places = AutoencoderMeters(configuration, anomalies: anomalies)
    probes = Self.probeNames(first, second, kept.inputShape, hasAnomalies: anomalies.isMixed)
    beta = configuration.beta
    level = configuration.corruptionLevel
    sparsity = configuration.sparsity
    quantile = configuration.quantile
  }

  // MARK: the step

  public func step(_ index: Int, readings: Floats) {
    let batch = samples.range(of: index).count
    let targets = inputs(of: index)
    let input = corrupt(targets, index)
    memory.gradients.fill(0)
    let code = encoder.forward(input, batch: batch, isTraining: true, key: key(.dropout, 2 * index))
    let drawn = draw(code, batch: batch, index)
    let output = decoder.forward(
      drawn.codes, batch: batch, isTraining: true, key: key(.dropout, 2 * index + 1))
    let gradient = decoder.outputGradient
    let reconstruction = configuration.loss.evaluate(
      output, against: targets, batch: batch, gradient: gradient)
    var loss = reconstruction
    if configuration.isVariational {
      scaleValues(gradient, by: Float(width))
      loss = reconstruction * Float(width) + beta * drawn.divergence
    }
    decoder.backward()
    loss += returnGradient(code, drawn.codes, batch: batch)
    encoder.backward()
    readings[places.loss] = loss
    readings[places.reconstruction] = reconstruction
    if places.divergence > 0 { readings[places.divergence] = drawn.divergence }
    let norm = Float(memory.gradients.sumOfSquares.squareRoot())
    readings[places.norm] = norm
    readings[places.rate] = update.rate(at: index)
    update.apply(step: index, norm: norm)
  }

  /// Output number `index` of one of the seed's streams: the key of noise.
  private func key(_ purpose: RandomStream.Purpose, _ index: Int) -> UInt64 {
    var random = RandomStream(seed: configuration.seed, purpose, position: UInt64(index))
    return random.bits()
  }

  /// The examples of a step, uncorrupted.
  func inputs(of index: Int) -> Floats {
    let rows = samples.range(of: index)
    if samples.isContiguous { return training.inputs(rows) }
    let inputs = batchInputs.prefix(rows.count * width)
    training.gather(
      samples.examples(of: index), count: rows.count, inputs: inputs,
      targets: batchTargets.prefix(rows.count * training.targetWidth))
    return inputs
  }

  /// The inputs as the encoder sees them; evaluation noise has numbers of its own.
  private func corrupt(_ clean: Floats, _ number: Int, evaluating: Bool = false) -> Floats {
    guard configuration.corruption != .none, level > 0 else { return clean }
    let input = corrupted.prefix(clean.count)
    input.copy(from: clean)
    let key = key(evaluating ? .sampling : .noise, number)
    if configuration.corruption == .gaussian {
      add_normal_noise(key, level, scratch.base, input.base, input.count)
    } else {
      mask_noise(key, level, input.base, input.count)
    }
    return input
  }

  /// The codes that the decoder reads: what the encoder gave, or drawn from its means and variances.
  private func draw(_ code: Floats, batch: Int, _ index: Int) -> (codes: Floats, divergence: Float) {
    let eps = noise.prefix(batch * codeWidth)
    if configuration.isVariational { normal_noise(key(.extra, index), eps.base, eps.count) }
    return drawCodes(code, batch: batch)
  }

  /// The codes that the noise at hand gives.
  func drawCodes(_ code: Floats, batch: Int) -> (codes: Floats, divergence: Float) {
    guard configuration.isVariational else { return (code, 0) }
    let drawn = decoderInput.prefix(batch * codeWidth)
    return (drawn, draw_codes(code.base, noise.base, drawn.base, batch, codeWidth))
  }

  /// Brings the gradient from the decoder's input to the encoder's output; returns the penalty on large codes.
  ///
  /// - Parameter rows: whose codes bring what is asked of them (penalty, divergence); nil: all.
  func returnGradient(_ code: Floats, _ drawn: Floats, batch: Int, of rows: Range<Int>? = nil) -> Float {
    let arriving = decoder.inputGradientOfLastPass
    let rows = rows ?? 0..<batch
    var penalty: Float = 0
    if sparsity > 0 {
      let share = sparsity / Float(drawn.count)
      for i in rows.lowerBound * codeWidth..<rows.upperBound * codeWidth {
        let value = drawn.base[i]
        penalty += share * abs(value)
        arriving.base[i] += value > 0 ? share : value < 0 ? -share : 0
      }
    }
    if configuration.isVariational {
      draw_codes_backward(
        code.base, noise.base, arriving.base, beta, encoder.outputGradient.base, batch, codeWidth)
      if rows.count < batch { forgetDivergence(code, arriving, batch: batch, outside: rows) }
    } else {
      encoder.outputGradient.copy(from: arriving)
    }
    return penalty
  }

  /// Leaves of the gradient of some rows' codes only what the decoder brings.
  private func forgetDivergence(_ code: Floats, _ arriving: Floats, batch: Int, outside rows: Range<Int>) {
    for row in 0..<batch where !rows.contains(row) {
      let (own, pair) = (row * codeWidth, 2 * row * codeWidth)
      draw_codes_backward(
        code.base + pair, noise.base + own, arriving.base + own, 0, encoder.outputGradient.base + pair, 1,
        codeWidth)
    }
  }

  func scaleValues(_ values: Floats, by factor: Float) {
    for i in 0..<values.count { values.base[i] *= factor }
  }

  // MARK: evaluation

  /// Codes of examples in evaluation mode: the encoder's output, or its means.
  func codes(of inputs: Floats, batch: Int) -> Floats {
    let code = encoder.forward(inputs, batch: batch)
    guard configuration.isVariational else { return code }
    let means = decoderInput.prefix(batch * codeWidth)
    for row in 0..<batch {
      (means.base + row * codeWidth).update(from: code.base + 2 * row * codeWidth, count: codeWidth)
    }
    return means
  }

  /// Examples from codes, as values: with a cross-entropy on logits the sigmoid is taken.
  func decode(_ codes: Floats, batch: Int) -> Floats {
    let output = decoder.forward(codes, batch: batch)
    guard type(of: configuration.loss).name == BinaryCrossEntropy.name else { return output }
    let values = scratch.prefix(output.count)
    sigmoid_forward(output.base, values.base, output.count)
    return values
  }

  /// Writes the mean squared error of each example of a split, rebuilt from its code.
  private func measureErrors(of block: ExampleBlock, into errors: Floats, corrupting: Bool = false) -> Float {
    var total = 0.0
    var start = 0
    while start < block.count {
      let rows = start..<min(start + chunk, block.count)
      let clean = block.inputs(rows)
      let input = corrupting ? corrupt(clean, start / chunk, evaluating: true) : clean
      let output = decode(codes(of: input, batch: rows.count), batch: rows.count)
      for row in 0..<rows.count {
        var sum = 0.0
        for i in row * width..<(row + 1) * width {
          let difference = Double(output.base[i] - clean.base[i])
          sum += difference * difference
        }
        total += sum
        if !errors.isEmpty { errors.base[start + row] = Float(sum / Double(width)) }
      }
      start = rows.upperBound
    }
    return Float(total / Double(max(1, block.count * width)))
  }

  var trainingErrors: Floats { errors.prefix(training.count) }
  var testErrors: Floats { errors[errors.count - test.count..<errors.count] }

  /// Fills `errors`: training, validation, test.
  func measureAllErrors() {
    _ = measureErrors(of: training, into: trainingErrors)
    _ = measureErrors(of: validation, into: errors[training.count..<training.count + validation.count])
    _ = measureErrors(of: test, into: testErrors)
  }

  /// The error below which the given share of the training examples lies.
  func threshold() -> Float {
    let sorted = trainingErrors.array.sorted()
    let place = Int(Float(sorted.count) * min(max(quantile, 0), 1))
    return sorted[min(place, sorted.count - 1)]
  }

  public func measure(readings: Floats) {
    let own = measureErrors(of: training, into: trainingErrors)
    let unseen = test.count > 0 ? measureErrors(of: test, into: testErrors) : own
    readings[places.error] = own
    if places.test > 0 { readings[places.test] = unseen }
    readings[places.baseline] = baseline.error
    readings[places.ratio] = unseen / baseline.error
    if places.denoising > 0 {
      readings[places.denoising] = measureErrors(
        of: test.count > 0 ? test : training, into: errors.prefix(0), corrupting: true)
    }
    if places.separation > 0 {
      readings[places.separation] = anomalies.separation(testErrors)
      let (detected, alarms) = anomalies.shares(above: threshold(), testErrors)
      readings[places.separation + 1] = detected
      readings[places.separation + 2] = alarms
    }
  }

  public func fault(of index: Int, loss: Float, limit: Float) -> Fault? {
    let chain = [(encoder, " of the encoder"), (decoder, " of the decoder")]
    guard var fault = Network.fault(of: chain, loss: loss, limit: limit) else { return nil }
    fault.example = fault.row.map { samples.example($0, of: index) }
    return fault
  }

  public func show(_ showing: Showing) -> Showing? {
    switch showing {
    case .code(let x, let y) where x.isFinite && y.isFinite: (codeX, codeY) = (x, y)
    case .image(nil): drawn = nil
    case .image(let pixels):
      guard let image = DrawnImage(pixels, like: configuration.splits.training) else { return nil }
      drawn = image
    default: return nil
    }
    return showing
  }

  public func turn(_ knob: String, to value: Float) -> Bool {
    switch knob {
    case "beta": beta = value
    case "corruption-level": level = value
    case "sparsity": sparsity = value
    case "quantile": quantile = value
    case "code-x": codeX = value
    case "code-y": codeY = value
    default: return update.turn(knob, to: value)
    }
    return true
  }

  /// The examples of a block as the encoder sees them in a test of denoising; the first `count`, at most one chunk.
  func corruptedInputs(of block: ExampleBlock, count: Int) -> Floats {
    corrupt(block.inputs(0..<min(count, block.count, chunk)), 0, evaluating: true)
  }
}
