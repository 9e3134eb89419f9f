import Neural
import Testing

/// The gradient of networks put together at random, along random directions, against differences of the loss.
///
/// The loss Σ w y is summed in double from single-precision outputs, so a difference over a step of length h is off by
/// about 10⁻⁶ ‖w‖ / h, and by h² from its curvature; a rectifier or a maximum that changes sides within the step adds its
/// share of h. No single h suits all networks: of three the best is taken, and it has to agree within 2 % of the length
/// of the gradient. Right ones do; a wrong sign, factor or missing term in any one layer is off by far more at every h,
/// because it does not vanish with it.
@Suite struct RandomStackTests {
  private static let perGroup: UInt64 = 30
  private static let steps: [Float] = [0.03, 0.01, 0.003]
  private static let tolerance = 0.02

  private struct Comparison {
    var length: Double
    var error: Double
    var names: [String]
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func gradientsFollowTheLoss(group: UInt64) throws {
    var blind = 0
    for seed in group * Self.perGroup..<(group + 1) * Self.perGroup {
      let found = try compare(try RandomStack(seed: seed), seed: seed)
      #expect(found.error < Self.tolerance, "stack \(seed): \(found.names.joined(separator: " → "))")
      blind += found.length < 1e-3 ? 1 : 0
    }
    #expect(blind < Self.perGroup / 10, "without a slope nothing is tested")
  }

  @Test func everyLayerOfTheCatalogComesUp() throws {
    let names = try (0..<10 * Self.perGroup).flatMap { try RandomStack(seed: $0).stages.map(\.name) }
    #expect(Set(names) == Set(LayerCatalog.all.names))
  }

  /// The same comparison finds every wrong backward pass that makes a difference.
  @Test(arguments: [BackwardChange.flipped, .frozen, .withoutBias])
  func aWrongLayerIsFound(change: BackwardChange) throws {
    var (tried, found) = (0, 0)
    for seed in 0..<Self.perGroup {
      var stack = try RandomStack(seed: seed)
      // The last dense layer: what it sends down reaches the others.
      guard let place = stack.stages.lastIndex(where: { $0.layer is Dense }), place > 1,
        let dense = stack.stages[place].layer as? Dense
      else { continue }
      stack.stages[place].layer = dense.tampered(change)
      tried += 1
      found += try compare(stack, seed: seed).error > Self.tolerance ? 1 : 0
    }
    #expect(tried > 15 && found >= tried * 8 / 10, "\(found) of \(tried)")
  }

  private func compare(_ stack: RandomStack, seed: UInt64) throws -> Comparison {
    var plan = MemoryPlan()
    let batch = 5 + Int(seed % 4)
    let layout = try NetworkLayout(
      stack.stages, maximalBatch: batch, in: &plan, needsInputGradient: true)
    let memory = Memory(plan)
    let network = Network(layout, memory: memory)
    network.initialize(seed: seed, by: Initializer(.xavierNormal))
    for slot in memory.slots {
      // Off the start, where biases are 0 and gains 1.
      let shift = noise(slot.range.count, seed: seed + 1)
      for (i, place) in slot.range.enumerated() { memory.parameters[place] += 0.2 * shift[i] }
    }
    let count = batch * layout.input.count
    var inputs = noise(count, seed: seed + 2).map { 1.5 * $0 }
    if stack.takesClasses { inputs = (0..<count).map { Float(($0 * 7 + Int(seed)) % RandomStack.classes) } }
    let weights = noise(batch * layout.output.count, seed: seed + 3)

    func loss(_ input: Floats) -> Double {
      let output = network.forward(input, batch: batch, isTraining: true, key: seed)
      return zip(output.array, weights).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }

    let directions = Directions(memory, inputs: stack.takesClasses ? 0 : count, seed: seed + 4)
    let (comparison, _) = withFloats(inputs) { input in
      _ = loss(input)
      network.outputGradient.copy(from: weights)
      network.backward()
      let (slope, length) = directions.slope(memory, network.inputGradientOfLastPass)
      let error = Self.steps.map { step -> Double in
        let start = (memory.parameters.array, input.array)
        let values = [step, -step].map { distance in
          directions.move(memory, input, from: start, by: distance)
          return loss(input)
        }
        directions.move(memory, input, from: start, by: 0)
        return abs((values[0] - values[1]) / Double(2 * step) - slope) / max(length, 1e-3)
      }
      return Comparison(
        length: length, error: error.min() ?? .infinity, names: stack.stages.map(\.name))
    }
    return comparison
  }
}

/// A direction of length 1 through all parameters and inputs; the padding between parameters stays zero.
private struct Directions {
  let parameters: [Float]
  let inputs: [Float]

  init(_ memory: Memory, inputs count: Int, seed: UInt64) {
    var parameters = [Float](repeating: 0, count: memory.parameters.count)
    let drawn = noise(memory.parameters.count, seed: seed)
    for slot in memory.slots {
      for place in slot.range { parameters[place] = drawn[place] }
    }
    let inputs = noise(count, seed: seed + 1)
    let square = (parameters + inputs).reduce(0.0) { $0 + Double($1) * Double($1) }
    let length = Float(square.squareRoot())
    self.parameters = parameters.map { $0 / length }
    self.inputs = inputs.map { $0 / length }
  }

  /// The derivative along the direction, and how long it is for a direction that is like others: ‖gradient‖ / √n.
  func slope(_ memory: Memory, _ inputGradient: Floats) -> (slope: Double, length: Double) {
    let directions = parameters + inputs
    let gradients = memory.gradients.array + inputGradient.prefix(inputs.count).array
    var (slope, square) = (0.0, 0.0)
    for (direction, gradient) in zip(directions, gradients) {
      slope += Double(direction) * Double(gradient)
      square += Double(gradient) * Double(gradient)
    }
    let free = directions.count { $0 != 0 }
    return (slope, max(abs(slope), (square / Double(max(free, 1))).squareRoot()))
  }

  func move(_ memory: Memory, _ input: Floats, from start: ([Float], [Float]), by distance: Float) {
    memory.parameters.copy(from: zip(start.0, parameters).map { $0 + distance * $1 })
    for i in inputs.indices { input[i] = start.1[i] + distance * inputs[i] }
  }
}
