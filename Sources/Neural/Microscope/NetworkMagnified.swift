/// A learner of networks that can send one example through them and back.
protocol NetworkMagnified: Magnified, GradientChecked {
  /// In the order in which an example passes them.
  var magnifiedNetworks: [Network] { get }
  var updates: [Update] { get }
  /// Training examples that can be followed.
  var magnifiedCount: Int { get }
  /// Names of what the first network reads; empty where they have none.
  var inputNames: [String] { get }
  /// How many examples step `index` takes.
  func batchCount(of index: Int) -> Int
  /// Sends an example through the networks as they evaluate and back, adding to the gradients.
  ///
  /// - Parameter network: which network's weights are looked at.
  /// - Returns: what its loss is.
  func work(_ example: Int, for network: Int) -> WorkedLoss
  /// The loss of the batch of a step, as in training; may change the state, which whoever asks restores.
  func batchLoss(of step: Int) -> Double
}

/// The loss of one example, and what the numbers at the end of the network were compared with.
struct WorkedLoss {
  var name: String
  var value: Float
  /// Floats of the targets; empty where the slope of the loss is not worked out.
  var targets: [Float] = []
  /// What is said beside the loss.
  var note = ""
}

extension NetworkMagnified {
  /// Sends one example through a network and back; returns its output and the value of the loss.
  func sendThrough(
    _ network: Network, _ examples: ExampleBlock, _ example: Int, _ loss: any Loss
  ) -> (output: Floats, value: Float) {
    let rows = example..<example + 1
    let output = network.forward(examples.inputs(rows), batch: 1)
    let value = loss.evaluate(
      output, against: examples.targets(rows), batch: 1, gradient: network.outputGradient)
    network.backward()
    return (output, value)
  }

  public func magnify(_ sight: Sight, step: Int) -> Magnification {
    Magnifier(self, sight, step: step).magnification()
  }

  /// What the update does to one parameter in step `step`, with its gradient over the batch; the state stays.
  func watch(_ place: Int, step: Int) -> UpdateWitness {
    let kept = memory.persistent.array
    let witness = UpdateWitness(place)
    for update in updates where update.covers(place) { update.witness = witness }
    performAside(step)
    for update in updates { update.witness = nil }
    memory.persistent.copy(from: kept)
    return witness
  }
}

extension Learner {
  /// Performs a step whose readings nobody wants.
  func performAside(_ step: Int) {
    var plan = MemoryPlan()
    let place = plan.reserveWorkspace(meters.count)
    let room = Memory(plan)
    train(step, readings: room.workspace[place])
  }
}

/// Puts the worked lines of one weight together.
struct Magnifier {
  let learner: any NetworkMagnified
  let step: Int
  private var result: Magnification
  private var place: (network: Int, layer: ParameterLayer)?

  init(_ learner: any NetworkMagnified, _ sight: Sight, step: Int) {
    self.learner = learner
    self.step = step
    var result = Magnification(sight)
    let networks = learner.magnifiedNetworks
    let all = networks.indices.flatMap { index in
      networks[index].layout.parameterLayers.filter(\.carriesWeights).map { (network: index, layer: $0) }
    }
    result.layers = all.map(\.layer.title)
    result.exampleCount = learner.magnifiedCount
    result.sight.example = Self.clamp(sight.example, learner.magnifiedCount)
    result.sight.layer = Self.clamp(sight.layer, all.count)
    place = all.isEmpty ? nil : all[result.sight.layer]
    self.result = result
  }

  static func clamp(_ value: Int, _ count: Int) -> Int { min(max(value, 0), max(count - 1, 0)) }

  func magnification() -> Magnification {
    var result = result
    guard let place else {
      result.refusal = "No layer of this network has weights."
      return result
    }
    let network = learner.magnifiedNetworks[place.network]
    let layer = place.layer
    let face = LayerFaces.face(of: network, layer, isFirst: place.network == 0, names: learner.inputNames)
    face.adopt(&result)
    let weight = face.parameter(result.sight)
    let gradients = learner.memory.gradients.array
    let witness = learner.watch(weight, step: step)
    learner.memory.gradients.fill(0)
    let loss = learner.work(result.sight.example, for: place.network)
    result.weight = face.weightName(result.sight)
    result.lines =
      face.forward(result.sight) + lossLines(loss)
      + face.backward(result.sight, loss: place.network == learner.magnifiedNetworks.count - 1 ? loss : nil)
    result.lines.append(
      WorkedLine(
        "this example's ∂L/∂w", .number, Double(learner.memory.gradients[weight]),
        note: face.placeCount > 1
          ? "all \(face.placeCount) \(face.placeName)s together" : "as the learner has it"))
    learner.memory.gradients.copy(from: gradients)
    result.lines += updateLines(witness)
    return result
  }

  private func lossLines(_ loss: WorkedLoss) -> [WorkedLine] {
    [
      .heading("loss of this example"),
      WorkedLine(
        "loss", .number, Double(loss.value),
        note: [loss.name, loss.note].filter { !$0.isEmpty }.joined(separator: ", ")),
    ]
  }

  private func updateLines(_ witness: UpdateWitness) -> [WorkedLine] {
    guard let account = UpdateAccount(witness) else {
      return [.heading("no step is taken: the weights are kept as they are")]
    }
    let count = learner.batchCount(of: step)
    let rule = type(of: account.configuration.optimizer).name
    return [
      .heading("update \(step + 1) by \(rule)", note: "batch of \(count)"),
      WorkedLine("gradient", .number, witness.gradient(.arrived), note: "∂L/∂w, mean over the batch"),
    ] + account.lines
  }
}
