import Datasets
import Experiments
import Neural
import Testing

/// The worked numbers of a microscope: they come out, they are those of training, and looking changes nothing.
@Suite struct MagnificationTests {
  static let cases: [String: Experiment] = {
    let small = [LayerChoice(size: 5, activation: "tanh"), LayerChoice(size: 1)]
    func planar(_ optimizer: String, _ options: [String: Float] = [:], layers: [LayerChoice]? = nil)
      -> Experiment
    {
      Experiment(
        data: DataChoice(name: "two-moons", count: 60), layers: layers ?? small,
        optimizer: OptimizerChoice(name: optimizer, rate: optimizer == "adadelta" ? 1 : 0.05), batch: 16,
        options: options)
    }
    func made(_ experiment: Experiment, _ settings: [String]) -> Experiment {
      (try? experiment.setting(settings.map { try Setting(parsing: $0) })) ?? experiment
    }
    let image = made(
      Experiment(
        layers: [
          LayerChoice(
            kind: "convolution", size: 3, activation: "relu", options: ["kernel": 3, "padding": 1]),
          LayerChoice(kind: "max-pooling", size: 2), LayerChoice(kind: "flatten"), LayerChoice(size: 10),
        ], loss: "categorical-cross-entropy", optimizer: OptimizerChoice(name: "sgd", rate: 0.05), batch: 8),
      ["data.name=digits8", "data.limit=40"])
    func sequence(_ kind: String) -> Experiment {
      made(
        Experiment(
          learner: "sequence", data: DataChoice(name: "recall"),
          layers: [LayerChoice(kind: kind, size: 4, options: ["last": 1]), LayerChoice(size: 4)],
          loss: "categorical-cross-entropy", optimizer: OptimizerChoice(name: "adam", rate: 0.01), batch: 8),
        ["data.lag=6", "data.count=40"])
    }
    func rebuilder(_ settings: [String] = []) -> Experiment {
      made(
        Experiment(
          learner: "autoencoder", data: DataChoice(name: "two-moons", count: 60),
          layers: [
            LayerChoice(size: 5, activation: "tanh"), LayerChoice(size: 2),
            LayerChoice(size: 5, activation: "tanh"), LayerChoice(size: 2),
          ], loss: "mean-squared-error", optimizer: OptimizerChoice(name: "adam", rate: 0.01), batch: 16),
        settings)
    }
    func game(_ settings: [String] = []) -> Experiment {
      var experiment = Experiment(
        learner: "gan", data: DataChoice(name: "ring", count: 200),
        layers: [LayerChoice(size: 6, activation: "relu"), LayerChoice(size: 2)],
        optimizer: OptimizerChoice(name: "adam", rate: 0.01), batch: 16)
      experiment.discriminator = [LayerChoice(size: 5, activation: "leaky-relu"), LayerChoice(size: 1)]
      experiment.order = .replacement
      return made(experiment, settings)
    }
    return [
      "autoencoder": rebuilder(), "sparse autoencoder": rebuilder(["sparsity=0.1"]),
      "denoising autoencoder": rebuilder(["corruption=gaussian", "corruption-level=0.3"]),
      "variational autoencoder": rebuilder(["code=variational", "beta=0.5"]),
      "gan": game(), "least-squares gan": game(["game=least-squares"]),
      "sgd": planar("sgd"), "momentum with L2": planar("momentum", ["l2": 0.01]),
      "nesterov with clipping": planar("nesterov", ["clip": 0.01]), "adam": planar("adam"),
      "adamw": planar("adamw"), "rmsprop": planar("rmsprop"), "adagrad": planar("adagrad"),
      "adadelta": planar("adadelta"), "L1": planar("sgd", ["l1": 0.01]),
      "decay": planar("sgd", ["weight-decay": 0.1]), "norm limit": planar("sgd", ["max-norm": 0.5]),
      "batch norm": planar(
        "sgd",
        layers: [
          LayerChoice(size: 5, activation: "relu", repeat: 2, batchNorm: true, dropout: 0.2),
          LayerChoice(size: 1),
        ]),
      "rnn": sequence("rnn"), "lstm": sequence("lstm"), "gru": sequence("gru"),
      "convolution": image,
      "perceptron": Experiment(
        learner: "perceptron", data: DataChoice(name: "separable"), optimizer: OptimizerChoice(rate: 1)),
      "map": Experiment(
        learner: "som", data: DataChoice(name: "two-moons"), optimizer: OptimizerChoice(rate: 0.1)),
      "descent": Experiment(learner: "descent", optimizer: OptimizerChoice(name: "momentum", rate: 0.01)),
    ]
  }()

  private func loop(_ experiment: Experiment) throws -> Loop {
    let loop = Loop(lanes: [Lane(name: "A", experiment: experiment)], library: .standard)
    if case .failed(let sentence) = loop.snapshot().lanes[0].phase { throw SettingError(sentence) }
    return loop
  }

  private func see(_ loop: Loop, _ sight: Sight) -> Magnification? {
    loop.show([sight.probe])
    return loop.snapshot().lanes[0].magnification
  }

  private func near(_ first: Double, _ second: Double, _ scale: Double = 0) -> Bool {
    abs(first - second) <= 1e-4 * max(abs(first), abs(second), scale) + 1e-12
  }

  /// Every layer, a few units and weights, with gates and places where there are some.
  private func sights(_ seen: Magnification) -> [Sight] {
    var all: [Sight] = []
    for layer in seen.layers.indices {
      for (unit, input, gate, place) in [(0, 0, 0, nil), (1, 2, 1, 0), (3, 9999, 2, 2), (2, 3, 3, 1)]
        as [(Int, Int, Int, Int?)]
      {
        var sight = Sight()
        (sight.layer, sight.unit, sight.input, sight.gate, sight.place) = (layer, unit, input, gate, place)
        sight.example = 3
        all.append(sight)
      }
    }
    return all
  }

  @Test(arguments: cases.keys.sorted())
  func productsAndSumsComeOut(name: String) throws {
    let loop = try loop(#require(Self.cases[name]))
    loop.advance(25)
    let first = try #require(see(loop, Sight()))
    for sight in sights(first) {
      let seen = try #require(see(loop, sight))
      #expect(seen.refusal == nil && !seen.lines.isEmpty)
      var known: [String: Double] = [:]
      for line in seen.lines {
        if line.form != .heading {
          // What is used further on under the same name is the same number.
          if let before = known[line.name] {
            #expect(
              near(before, line.value, 1e-6),
              "\(name) \(seen.weight): \(line.name) is \(before) and \(line.value)")
          }
          known[line.name] = line.value
          #expect(line.value.isFinite, "\(name): \(line.name)")
        }
        if case .sum(let terms) = line.form {
          #expect(near(terms.reduce(0) { $0 + $1.value }, line.value, terms.map { abs($0.value) }.max() ?? 0))
        }
      }
    }
  }

  @Test(arguments: cases.keys.sorted())
  func lookingChangesNoByte(name: String) throws {
    let experiment = try #require(Self.cases[name])
    let (watched, alone) = (try loop(experiment), try loop(experiment))
    for _ in 0..<3 {
      watched.advance(7)
      alone.advance(7)
      for sight in sights(try #require(see(watched, Sight()))) { _ = see(watched, sight) }
      #expect(watched.learners[0]?.memory.persistent.array == alone.learners[0]?.memory.persistent.array)
    }
    #expect(
      watched.snapshot().lanes[0].readings.map(\.bitPattern)
        == alone.snapshot().lanes[0].readings.map(\.bitPattern))
  }

  /// The step that is announced is the one that is taken.
  @Test(arguments: cases.keys.sorted().filter { $0 != "perceptron" && $0 != "map" })
  func theStepIsTheOneThatIsTaken(name: String) throws {
    let loop = try loop(#require(Self.cases[name]))
    loop.advance(12)
    for sight in sights(try #require(see(loop, Sight()))) {
      let before = try #require(see(loop, sight))
      let announced = try #require(before.lines.last { $0.name == "w next" })
      let step = try #require(before.lines.last { $0.name == "step" })
      loop.advance(1)
      let after = try #require(see(loop, sight))
      guard case .sum(let terms)? = after.lines.last(where: { $0.name == "w next" })?.form else {
        Issue.record("no step")
        return
      }
      #expect(abs(terms[0].value - announced.value) < 1e-9, "\(name) \(before.weight)")
      guard case .sum(let parts) = step.form else { continue }
      let rounding = parts.first { $0.name.hasPrefix("rounding") }?.value ?? 0
      // Only what 24 bits cannot hold is left unexplained.
      #expect(
        abs(rounding) < 2e-7 * max(abs(announced.value), 1) + 1e-4 * abs(step.value), "\(name) \(rounding)")
    }
  }

  /// The sum and the chain lead to the numbers that the learner itself computes.
  @Test(arguments: [
    "sgd", "convolution", "rnn", "lstm", "gru", "autoencoder", "variational autoencoder", "gan",
  ])
  func theChainEndsAtTheLearnersGradient(name: String) throws {
    let loop = try loop(#require(Self.cases[name]))
    loop.advance(10)
    for sight in sights(try #require(see(loop, Sight()))) {
      let seen = try #require(see(loop, sight))
      let worked = try #require(
        seen.lines.last { ["∂L/∂w", "share of this step"].contains($0.name) && $0.form != .number })
      let learned = try #require(seen.lines.first { $0.name == "this example's ∂L/∂w" })
      #expect(
        near(worked.value, learned.value, 1e-4), "\(name) \(seen.layers[seen.sight.layer]) \(seen.weight)")
    }
  }

  /// Both networks of a pair can be looked into, layer by layer in one row.
  @Test(arguments: ["autoencoder", "variational autoencoder", "gan"])
  func bothNetworksAreSeen(name: String) throws {
    let loop = try loop(#require(Self.cases[name]))
    loop.advance(5)
    let layers = try #require(see(loop, Sight())).layers
    #expect(layers.count == 4 && Set(layers).count == 4, "\(layers)")
    for layer in layers.indices {
      var sight = Sight()
      sight.layer = layer
      let seen = try #require(see(loop, sight))
      #expect(seen.sight.layer == layer && seen.unitCount > 0 && seen.inputCount > 1)
    }
  }

  @Test func aSightIsBroughtIntoRange() throws {
    let loop = try loop(#require(Self.cases["sgd"]))
    var sight = Sight()
    (sight.layer, sight.unit, sight.input, sight.example) = (99, 99, 99, 9999)
    let seen = try #require(see(loop, sight))
    #expect(seen.sight.layer == 1 && seen.sight.unit == 0 && seen.weight == "bias")
    #expect(seen.sight.example == seen.exampleCount - 1)
    #expect(Sight(probe: sight.probe) == sight && Sight(probe: "microscope/1") == nil)
  }
}
