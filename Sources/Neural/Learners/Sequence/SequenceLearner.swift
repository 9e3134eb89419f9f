/// Learns from sequences: windows of a text whose next character is to be guessed, or examples with a target for the
/// whole sequence or for every step.
public final class SequenceLearner: Learner {
  public let memory: Memory
  public let network: Network
  public var meters: [Meter] { places.list }
  public let probes: [String]
  public let stepsPerEpoch: Int
  public var isSettled: Bool { false }

  let configuration: SequenceConfiguration
  let scoring: Scoring
  let places: SequenceMeters
  let splits: Splits
  let training: ExampleBlock
  let validation: ExampleBlock
  let test: ExampleBlock
  let sampler: TextSampler?
  let loss: any Loss
  /// Room for one batch; also for the chunks of `measure` and the probes.
  let batchInputs: Floats
  let batchTargets: Floats
  /// The most sequences one pass may carry.
  let chunk: Int
  private let windows: TextWindows?
  let samples: SampleSequence
  let update: Update
  /// While a step is taken apart: the row whose pictures are wanted.
  var followed: Exhibit?

  /// Makes the network and draws its weights; throws one sentence if the parts do not fit together.
  public init(_ configuration: SequenceConfiguration) throws(NetworkFault) {
    self.configuration = configuration
    splits = try configuration.splits()
    try configuration.check(splits)
    training = ExampleBlock(splits.training)
    validation = ExampleBlock(splits.validation)
    test = ExampleBlock(splits.test)
    var isText = false
    if case .text(let text, let window) = configuration.source {
      isText = true
      windows = TextWindows(text, length: window, seed: configuration.seed)
      samples = SampleSequence(
        count: max(1, text.training.count / window), batch: configuration.batch ?? 16, order: .replacement,
        seed: configuration.seed)
      sampler = configuration.stepStages.isEmpty ? nil : try TextSampler(configuration, text)
    } else {
      windows = nil
      samples = SampleSequence(
        count: training.count, batch: configuration.batch ?? training.count, order: configuration.order,
        seed: configuration.seed)
      sampler = nil
    }
    stepsPerEpoch = samples.stepsPerEpoch
    chunk = max(samples.batch, 16)

    var plan = MemoryPlan()
    let layout = try NetworkLayout(configuration.stages, maximalBatch: chunk, in: &plan)
    let updateLayout = try UpdateLayout(configuration.update, in: &plan)
    let inputs = plan.reserveWorkspace(chunk * training.inputWidth)
    let targets = plan.reserveWorkspace(chunk * training.targetWidth)
    memory = try Memory(affording: plan)
    update = Update(updateLayout, memory: memory)
    batchInputs = memory.workspace[inputs]
    batchTargets = memory.workspace[targets]
    network = Network(layout, memory: memory)
    network.initialize(seed: configuration.seed, by: configuration.initializer)

    loss = configuration.loss
    scoring = Scoring(splits.training, decidesAtZero: configuration.decidesAtZero)
    places = SequenceMeters(
      layout.parameterLayers, hasAccuracy: scoring.hasAccuracy, isText: isText, splits: splits)
    probes = Self.probeNames(layout, splits.training, isText: isText, samples: sampler != nil)
  }

  public func step(_ index: Int, readings: Floats) {
    // A plateau is part of the state, so it is looked for in the step: once an epoch, with the weights as they are.
    if configuration.update.schedule.kind == .plateau, index > 0, index % stepsPerEpoch == 0 {
      update.observe(score(validation.count > 0 ? validation : training).loss)
    }
    let (inputs, targets, batch) = load(index)
    memory.gradients.fill(0)
    let output = network.forward(inputs, batch: batch, isTraining: true, key: key(of: index))
    let loss = loss.evaluate(output, against: targets, batch: batch, gradient: network.outputGradient)
    network.backward()
    readings[0] = loss
    if places.hasAccuracy { readings[places.score] = accuracy(output, targets) }
    if places.bits > 0 { readings[places.bits] = Self.bits(loss) }
    let norm = network.gradientNorms(into: readings[places.gradients..<places.deltas])
    readings[places.gradientNorm] = norm
    network.deltaNorms(into: readings[places.deltas..<places.gradientNorm])
    readings[places.rate] = update.rate(at: index)
    update.apply(step: index, norm: norm)
  }

  /// The sequences of a step: where they lie, or gathered into the room for a batch.
  func load(_ index: Int) -> (inputs: Floats, targets: Floats, batch: Int) {
    let rows = samples.range(of: index)
    let batch = rows.count
    if windows == nil, samples.isContiguous { return (training.inputs(rows), training.targets(rows), batch) }
    let inputs = batchInputs.prefix(batch * training.inputWidth)
    let targets = batchTargets.prefix(batch * training.targetWidth)
    if let windows {
      windows.draw(step: index, batch: batch, inputs: inputs, targets: targets)
    } else {
      training.gather(samples.examples(of: index), count: batch, inputs: inputs, targets: targets)
    }
    return (inputs, targets, batch)
  }

  /// Whether steps take windows of a text, which have no number, instead of examples.
  var drawsWindows: Bool { windows != nil }

  /// The key of dropout masks and noise: output number `index` of the seed's dropout stream.
  func key(of index: Int) -> UInt64 {
    var random = RandomStream(seed: configuration.seed, .dropout, position: UInt64(index))
    return random.bits()
  }

  /// The share of targets, of all steps that have one, that are answered rightly.
  private func accuracy(_ output: Floats, _ targets: Floats) -> Float {
    Float(scoring.correct(output, targets, batch: targets.count)) / Float(targets.count)
  }

  static func bits(_ loss: Float) -> Float { Float(Information.bitsPerCharacter(Double(loss))) }

  public func measure(readings: Floats) {
    if !places.hasAccuracy { readings[places.score] = score(training).score }
    if places.validation > 0 { write(score(validation), at: places.validation, into: readings) }
    if places.test > 0 { write(score(test), at: places.test, into: readings) }
  }

  private func write(_ result: (loss: Float, score: Float), at place: Int, into readings: Floats) {
    readings[place] = result.loss
    readings[place + 1] = result.score
    if places.bits > 0 { readings[place + 2] = Self.bits(result.loss) }
  }

  /// Mean loss and accuracy (or R²) over all sequences of a split, in evaluation mode.
  func score(_ examples: ExampleBlock) -> (loss: Float, score: Float) {
    var total = 0.0
    var right = 0.0
    var residual = 0.0
    predict(examples, count: examples.count) { start, output in
      let targets = examples.targets(start..<start + network.lastBatch)
      let mean = loss.evaluate(output, against: targets, batch: network.lastBatch, gradient: output.prefix(0))
      total += Double(mean) * Double(network.lastBatch)
      if places.hasAccuracy {
        right += Double(accuracy(output, targets)) * Double(network.lastBatch)
      } else {
        residual += output.squaredDistance(to: targets)
      }
    }
    let count = Double(examples.count)
    let score = places.hasAccuracy ? right / count : 1 - residual / examples.targetSpread
    return (Float(total / count), Float(score))
  }

  /// Runs the first `count` sequences through the network in evaluation mode, chunk by chunk.
  func predict(_ block: ExampleBlock, count: Int, _ body: (_ start: Int, _ output: Floats) -> Void) {
    var start = 0
    while start < count {
      let rows = start..<min(start + chunk, count)
      body(start, network.forward(block.inputs(rows), batch: rows.count))
      start = rows.upperBound
    }
  }

  public func show(_ showing: Showing) -> Showing? {
    switch (showing, sampler) {
    case (.prompt(let text), let sampler?): return .prompt(sampler.begin(with: text))
    case (.temperature(let value), let sampler?) where value > 0 && value.isFinite:
      sampler.temperature = value
      return showing
    default: return nil
    }
  }

  /// Windows of a text are drawn anew at each step, so their examples have no number.
  public func fault(of index: Int, loss: Float, limit: Float) -> Fault? {
    var fault = network.fault(loss: loss, limit: limit)
    if windows == nil, let row = fault?.row { fault?.example = samples.example(row, of: index) }
    return fault
  }

  public func turn(_ knob: String, to value: Float) -> Bool {
    if knob == "temperature", let sampler {
      sampler.temperature = value
      return true
    }
    return update.turn(knob, to: value)
  }
}
