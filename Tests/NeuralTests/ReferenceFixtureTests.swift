import Neural
import Testing

/// Surfaces, perceptrons, adjustments of gradients and residual connections against the same in numpy and PyTorch.
@Suite struct ReferenceFixtureTests {
  struct SurfaceCase: Decodable, Sendable, CustomTestStringConvertible {
    struct Descent: Decodable, Sendable {
      var optimizer: String
      var rate: Float
      var start: [Float]
      var losses: [Double]
      var after: [Double]
    }
    var kind: String
    var points: [[Double]]
    var slopes: [[Double]]
    var minima: [[Double]]
    var descents: [Descent]

    var testDescription: String { kind }
  }

  static let surfaces = fixture("surfaces", SurfaceCase.self)

  private func surface(_ test: SurfaceCase) throws -> Surface {
    Surface(try #require(Surface.Kind(rawValue: test.kind)))
  }

  @Test func everySurfaceHasACase() {
    #expect(Self.surfaces.map(\.kind).sorted() == Surface.Kind.allCases.map(\.rawValue).sorted())
  }

  @Test(arguments: surfaces) func valuesAndSlopesAgree(test: SurfaceCase) throws {
    let surface = try surface(test)
    for (point, expected) in zip(test.points, test.slopes) {
      let found = surface.slope(point[0], point[1])
      let scale = expected.map(abs).max() ?? 0
      for (value, other) in zip([found.value, found.dx, found.dy], expected) {
        #expect(abs(value - other) <= 1e-12 * max(1, scale))
      }
    }
  }

  @Test(arguments: surfaces) func minimaLieWhereASearchEnds(test: SurfaceCase) throws {
    let optima = try surface(test).optima
    #expect(test.minima.isEmpty || test.minima.count == optima.count)
    for minimum in test.minima {
      #expect(optima.contains { abs($0.x - minimum[0]) < 2e-6 && abs($0.y - minimum[1]) < 2e-6 })
    }
  }

  @Test(arguments: surfaces) func tenStepsOfADescentAgree(test: SurfaceCase) throws {
    for descent in test.descents {
      let optimizer = try OptimizerCatalog.all.entry(named: descent.optimizer).make()
      let run = Run(
        try DescentLearner(
          DescentConfiguration(
            surface: surface(test), update: UpdateConfiguration(optimizer: optimizer, rate: descent.rate),
            x: descent.start[0], y: descent.start[1])))
      #expect(worstError(run.losses(10), descent.losses) < 1e-5)
      #expect(worstError(run.learner.memory.parameters.prefix(2).array, descent.after) < 1e-5)
    }
  }

  struct PerceptronCase: Decodable, Sendable, CustomTestStringConvertible {
    var width: Int
    var inputs: [Float]
    var targets: [Float]
    var rate: Float
    var mistakes: [Float]
    var weights: [[Float]]
    var accuracies: [Double]

    var testDescription: String { "\(targets.count) examples of \(width) inputs" }
  }

  /// Inputs are eighths, so that every sum is exact and every weight the same number.
  @Test(arguments: fixture("perceptron", PerceptronCase.self))
  func sixPassesOfThePerceptronAgree(test: PerceptronCase) throws {
    let examples = Examples(
      inputShape: .vector(test.width), inputs: test.inputs, targets: test.targets, problem: .binary)
    let run = Run(
      try PerceptronLearner(PerceptronConfiguration(splits: ToyData.splits(examples), rate: test.rate)))
    let count = test.targets.count
    for pass in test.mistakes.indices {
      run.step(pass * count)
      if pass > 0 { #expect(abs(Double(run["accuracy"]) - test.accuracies[pass - 1]) < 1e-6) }
      run.steps(pass * count + 1..<(pass + 1) * count)
      #expect(run["mistakes/pass"] == test.mistakes[pass])
      #expect(run.probe("weights/1").values + run.probe("biases/1").values == test.weights[pass])
    }
  }

  struct AdjustmentCase: Decodable, Sendable, CustomTestStringConvertible {
    var optimizer: String
    var rate: Float
    var clip: Float
    var clipValue: Float
    var l2: Float
    var l1: Float
    var subgradient: Bool
    var weightDecay: Float
    var maxNorm: Float
    var start: [[Float]]
    var gradients: [[[Float]]]
    var values: [[[Double]]]

    var testDescription: String {
      "\(optimizer) clip \(clip) value \(clipValue) L2 \(l2) L1 \(l1) \(subgradient) decay \(weightDecay) norm \(maxNorm)"
    }
  }

  @Test(arguments: fixture("adjustments", AdjustmentCase.self))
  func adjustedStepsAgree(test: AdjustmentCase) throws {
    var plan = MemoryPlan()
    for (layer, shape) in [(1, Shape(rows: 4, columns: 3)), (2, Shape(rows: 2, columns: 4))] {
      plan.grant(Claim("weight", .weight, shape), layer: layer)
      plan.grant(Claim("bias", .bias, .vector(shape.rows)), layer: layer)
    }
    let optimizer = try OptimizerCatalog.all.entry(named: test.optimizer).make()
    let layout = try UpdateLayout(
      UpdateConfiguration(
        optimizer: optimizer, rate: test.rate, clip: test.clip, clipValue: test.clipValue, l2: test.l2,
        l1: test.l1, lassoForm: test.subgradient ? .subgradient : .proximal, weightDecay: test.weightDecay,
        maxNorm: test.maxNorm), in: &plan)
    let memory = Memory(plan)
    let update = Update(layout, memory: memory)
    for (slot, values) in zip(memory.slots, test.start) {
      memory.parameters[slot.range].copy(from: values)
    }
    for step in 0..<10 {
      for (slot, values) in zip(memory.slots, test.gradients[step]) {
        memory.gradients[slot.range].copy(from: values)
      }
      update.apply(step: step)
      for (slot, values) in zip(memory.slots, test.values[step]) {
        #expect(worstError(memory.parameters[slot.range].array, values) < 1e-5, "step \(step), \(slot.name)")
        let zeros = memory.parameters[slot.range].array.count { $0 == 0 }
        #expect(zeros == values.count { $0 == 0 }, "a soft threshold lands on 0 exactly")
      }
    }
  }

  struct ResidualCase: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var batch: Int
    var input: [Float]
    var output: [Double]
    var outputGradient: [Float]
    var inputGradient: [Double]
    var parameters: [[Float]]
    var gradients: [[Double]]

    var testDescription: String { name }
  }

  private func residual(_ name: String) throws -> [Stage] {
    let (five, six) = (Shape.vector(5), Shape.vector(6))
    switch name {
    case "block":
      return [
        Stage(Dense(five, outputs: 6)), Stage(Tanh(six)), Stage(Dense(six, outputs: 6)), Stage(Tanh(six)),
        Stage(Dense(six, outputs: 6), skipFrom: 2), Stage(Dense(six, outputs: 3)),
      ]
    case "nested":
      return [
        Stage(Dense(six, outputs: 6)), Stage(Tanh(six), skipFrom: 0),
        Stage(Dense(six, outputs: 6), skipFrom: 2), Stage(Dense(six, outputs: 6)),
        Stage(Tanh(six), skipFrom: 0), Stage(ReLU(six)), Stage(Dense(six, outputs: 3)),
      ]
    default:
      let image = Shape(rows: 3, columns: 5, channels: 3)
      let layer = try Convolution(image, filters: 3, kernelRows: 3, kernelColumns: 3, padding: 1)
      return [
        Stage(layer), Stage(ReLU(image)), Stage(layer, skipFrom: 0), Stage(ReLU(image)),
        Stage(Dense(image, outputs: 2)),
      ]
    }
  }

  @Test(arguments: fixture("residual", ResidualCase.self))
  func residualNetworksAgree(test: ResidualCase) throws {
    var plan = MemoryPlan()
    let layout = try NetworkLayout(
      residual(test.name), maximalBatch: test.batch, in: &plan, needsInputGradient: true)
    let memory = Memory(plan)
    let network = Network(layout, memory: memory)
    for (slot, values) in zip(memory.slots, test.parameters) {
      memory.parameters[slot.range].copy(from: values)
    }
    withFloats(test.input) { input in
      let output = network.forward(input, batch: test.batch, isTraining: true)
      #expect(worstError(output.array, test.output) < 1e-5)
      network.outputGradient.copy(from: test.outputGradient)
      network.backward()
    }
    #expect(worstError(network.inputGradientOfLastPass.array, test.inputGradient) < 1e-5)
    #expect(memory.slots.count == test.gradients.count)
    for (slot, values) in zip(memory.slots, test.gradients) {
      #expect(worstError(memory.gradients[slot.range].array, values) < 1e-5, "\(slot.name)")
    }
  }
}
