/// Learns from examples with targets: one step is one batch forward, backward and an update.
public final class SupervisedLearner: Learner {
  public let memory: Memory
  public let network: Network
  public var meters: [Meter] { places.list }
  public let probes: [String]
  public var stepsPerEpoch: Int { samples.stepsPerEpoch }
  public var isSettled: Bool { watch?.isStopped ?? false }
  public var measureInterval: Int? { configuration.stopping == nil ? nil : watch?.interval }

  let configuration: SupervisedConfiguration
  let scoring: Scoring
  let places: SupervisedMeters
  let training: ExampleBlock
  let validation: ExampleBlock
  let test: ExampleBlock
  /// Room for one batch; also for the chunks of `measure` and the probes, which need not fit a training step.
  let batchInputs: Floats
  let batchTargets: Floats
  /// The most examples one pass may carry.
  let chunk: Int
  var samples: SampleSequence
  let loss: any Loss
  /// The parameters before the last update, once somebody has asked for updates.
  let previousParameters: Floats
  var watchesUpdates = false
  /// Parameters of the layers that were frozen by hand.
  var frozen: [Range<Int>] = []
  let update: Update
  /// False: every step only looks, forward and backward; no weight moves.
  private var isLearning = true
  /// Which example the probes of a single one show, and what the pictures of an image network show.
  var shown = ShownImage()
  /// What every initializer makes of signals and errors; measured when it is first asked for.
  private(set) lazy var startSpreads = measureStarts()
  /// An image drawn by hand in its place.
  var drawn: DrawnImage?
  /// While a step is taken apart: the row whose pictures are wanted.
  var followed: Exhibit?
  /// Nil where nothing is watched.
  private let watch: StoppingWatch?

  /// Makes the network and draws its weights; throws one sentence if the parts do not fit together.
  public init(_ configuration: SupervisedConfiguration) throws(NetworkFault) {
    try configuration.check()
    self.configuration = configuration
    let splits = configuration.splits
    let isPlane = splits.training.inputShape.count <= 2 && splits.training.targetWidth == 1
    training = ExampleBlock(splits.training, spare: isPlane ? ExampleBlock.spare : 0)
    validation = ExampleBlock(splits.validation)
    test = ExampleBlock(splits.test)
    samples = Self.samples(configuration, count: training.count)
    chunk = max(samples.batch, 64)
    // A batch of all examples, or of more than there are, grows with them.
    let most = max(chunk, min(configuration.batch ?? training.capacity, training.capacity))

    var plan = MemoryPlan()
    let layout = try NetworkLayout(configuration.stages, maximalBatch: most, in: &plan)
    let updateLayout = try UpdateLayout(configuration.update, in: &plan)
    let rule =
      configuration.stopping
      ?? (configuration.update.schedule.kind == .plateau ? StoppingRule(restores: false) : nil)
    let watchLayout = rule.map { StoppingWatch.Layout($0, in: &plan) }
    let inputs = plan.reserveWorkspace(most * training.inputWidth)
    let targets = plan.reserveWorkspace(most * training.targetWidth)
    let previous = plan.reserveWorkspace(plan.parameterCount)
    memory = try Memory(affording: plan)
    update = Update(updateLayout, memory: memory)
    watch =
      if let rule, let watchLayout {
        StoppingWatch(rule, watchLayout, memory: memory, stepsPerEpoch: samples.stepsPerEpoch)
      } else { nil }
    batchInputs = memory.workspace[inputs]
    batchTargets = memory.workspace[targets]
    network = Network(layout, memory: memory)
    network.initialize(seed: configuration.seed, by: configuration.initializer)
    previousParameters = memory.workspace[previous]

    scoring = Scoring(
      splits.training, decidesAtZero: configuration.decidesAtZero, hasShares: configuration.givesShares)
    places = SupervisedMeters(
      layout.parameterLayers, kind: scoring.kind, splits: splits,
      showsWeights: configuration.update.showsWeights, isWatched: configuration.stopping != nil)
    loss = configuration.loss
    _ = shown.turn("example", to: Float(configuration.example))
    probes =
      Self.probeNames(layout, configuration.splits.training, kind: scoring.kind)
      + Self.imageProbeNames(layout, configuration.splits.training.inputShape)
  }

  static func samples(_ configuration: SupervisedConfiguration, count: Int) -> SampleSequence {
    SampleSequence(
      count: count, batch: configuration.batch ?? count, order: configuration.order, seed: configuration.seed)
  }

  public func step(_ index: Int, readings: Floats) {
    evaluate(index, into: readings)
    let rows = samples.range(of: index)
    let batch = rows.count
    let (inputs, targets) = load(rows, step: index)
    memory.gradients.fill(0)
    let output = network.forward(inputs, batch: batch, isTraining: true, key: key(of: index))
    readings[0] = loss.evaluate(output, against: targets, batch: batch, gradient: network.outputGradient)
    network.backward()
    read(output, targets, batch: batch, into: readings)
    readings[places.rate] = update.rate(at: index)
    if watchesUpdates || !frozen.isEmpty { previousParameters.copy(from: memory.parameters) }
    guard isLearning, !isSettled else { return }
    for run in frozen { memory.gradients[run].fill(0) }
    update.apply(step: index, norm: frozen.isEmpty ? readings[places.gradientNorm] : nil)
    for run in frozen { memory.parameters[run].copy(from: previousParameters[run]) }
  }

  /// Where an evaluation is due: scores the watched examples with the weights as they are, then stops or goes on.
  ///
  /// When patience has burnt out, the readings that follow are those of the weights that are kept.
  private func evaluate(_ index: Int, into readings: Floats) {
    guard isLearning, let watch, watch.isDue(index) else { return }
    let watched = validation.count > 0 ? validation : training
    let result = score(watched)
    watch.observe(result.loss, step: index)
    update.observe(result.loss)
    guard places.watch > 0 else { return }
    readings[places.watch] = watch.best
    readings[places.watch + 1] = watch.bestStep
    readings[places.watch + 2] = watch.patienceLeft
    if watch.isStopped { return measure(readings: readings) }
    if places.validation > 0 { write(result, at: places.validation, into: readings) }
  }

  /// The examples of a step: where they lie, or gathered into the room for a batch.
  func load(_ rows: Range<Int>, step index: Int) -> (inputs: Floats, targets: Floats) {
    let batch = rows.count
    let isNoisy = configuration.inputNoise > 0
    if samples.isContiguous, !isNoisy, training.mover == nil {
      return (training.inputs(rows), training.targets(rows))
    }
    let inputs = batchInputs.prefix(batch * training.inputWidth)
    let targets = batchTargets.prefix(batch * training.targetWidth)
    if samples.isContiguous {
      inputs.copy(from: training.inputs(rows))
      targets.copy(from: training.targets(rows))
    } else {
      training.gather(samples.examples(of: index), count: batch, inputs: inputs, targets: targets)
    }
    if training.mover != nil { move(rows, into: inputs, step: index) }
    if isNoisy { disturb(inputs, step: index) }
    return (inputs, targets)
  }

  /// Moves the images of a batch by pixels that are a function of (seed, step, place in the batch).
  private func move(_ rows: Range<Int>, into inputs: Floats, step index: Int) {
    var random = moves(of: index, row: 0)
    let chosen = samples.isContiguous ? nil : samples.examples(of: index)
    training.move(chosen, rows: rows, into: inputs, &random)
  }

  /// The same for one example in one place of a batch.
  func move(_ example: Int, row: Int, into inputs: Floats, step index: Int) {
    var random = moves(of: index, row: row)
    training.move(nil, rows: example..<example + 1, into: inputs, &random)
  }

  /// The moves of a step from a row on; a row takes two numbers.
  private func moves(of index: Int, row: Int) -> RandomStream {
    RandomStream(
      seed: configuration.seed, .moves,
      position: UInt64(index) &* UInt64(2 * samples.batch) &+ UInt64(2 * row))
  }

  /// Adds noise that is a function of (seed, step, place in the batch).
  private func disturb(_ inputs: Floats, step index: Int) {
    let drawsPerStep = UInt64(2 * samples.batch * training.inputWidth)
    var random = RandomStream(
      seed: configuration.seed, .noise, position: UInt64(index) &* drawsPerStep)
    for i in 0..<inputs.count { inputs.base[i] += configuration.inputNoise * Float(random.normal()) }
  }

  /// The key of dropout masks and noise: output number `index` of the seed's dropout stream.
  func key(of index: Int) -> UInt64 {
    var random = RandomStream(seed: configuration.seed, .dropout, position: UInt64(index))
    return random.bits()
  }

  private func read(_ output: Floats, _ targets: Floats, batch: Int, into readings: Floats) {
    if places.accuracy > 0 {
      readings[places.accuracy] = Float(scoring.correct(output, targets, batch: batch)) / Float(batch)
    }
    if places.largestError > 0 {
      readings[places.largestError] = scoring.largestError(output, targets, batch: batch)
    }
    readings[places.gradientNorm] = network.gradientNorms(into: readings[places.gradients..<places.deltas])
    network.deltaNorms(into: readings[places.deltas..<places.gradientNorm])
    guard places.penalty > 0 else { return }
    readings[places.penalty] = update.penalty
    readings[places.penalty + 1] = update.zeroShare
    readings[places.penalty + 2] = update.weightNorm
  }

  public func measure(readings: Floats) {
    if places.explained > 0 { readings[places.explained] = score(training).score }
    measureErrors(into: readings)
    if places.validation > 0 { write(score(validation), at: places.validation, into: readings) }
    if places.test > 0 { write(score(test), at: places.test, into: readings) }
  }

  private func write(_ result: (loss: Float, score: Float), at place: Int, into readings: Floats) {
    readings[place] = result.loss
    readings[place + 1] = result.score
  }

  /// Mean loss and accuracy (or R²) over all examples of a split, in evaluation mode.
  func score(_ examples: ExampleBlock) -> (loss: Float, score: Float) {
    var total = 0.0
    var correct = 0
    var residual = 0.0
    var start = 0
    while start < examples.count {
      let rows = start..<min(start + chunk, examples.count)
      let output = network.forward(examples.inputs(rows), batch: rows.count)
      let targets = examples.targets(rows)
      let mean = loss.evaluate(output, against: targets, batch: rows.count, gradient: output.prefix(0))
      total += Double(mean) * Double(rows.count)
      if scoring.hasAccuracy {
        correct += scoring.correct(output, targets, batch: rows.count)
      } else {
        residual += output.squaredDistance(to: targets)
      }
      start = rows.upperBound
    }
    let count = Double(examples.count)
    // R² says nothing of targets that are all equal.
    let explained = examples.targetSpread > 0 ? 1 - residual / examples.targetSpread : .nan
    let score = scoring.hasAccuracy ? Double(correct) / count : explained
    return (Float(total / count), Float(score))
  }

  public func turn(_ knob: String, to value: Float) -> Bool {
    switch knob {
    case "learning":
      isLearning = value != 0
      return true
    case "layer", "unit", "input": return true  // What panels show; nothing here depends on it.
    default:
      return shown.turn(knob, to: value) || update.turn(knob, to: value)
        || watch?.turn(knob, to: value) ?? false
    }
  }

  public func fault(of index: Int, loss: Float, limit: Float) -> Fault? {
    guard var fault = network.fault(loss: loss, limit: limit) else { return nil }
    fault.example = fault.row.map { samples.example($0, of: index) }
    return fault
  }

  /// Takes over what another learner has learned, all layers but the last one with weights; false if they differ.
  ///
  /// The last layer keeps the weights it was born with.
  @discardableResult
  public func adoptBody(of other: SupervisedLearner) -> Bool { network.adoptBody(of: other.network) }
}

extension Floats {
  /// Σ (xᵢ − yᵢ)².
  func squaredDistance(to other: Floats) -> Double {
    var sum = 0.0
    for i in 0..<count {
      let difference = Double(base[i]) - Double(other.base[i])
      sum += difference * difference
    }
    return sum
  }
}
