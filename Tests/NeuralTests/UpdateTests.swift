import Neural
import TestSupport
import Testing

/// One layer of 4 × 3 weights with biases, and a second of 2 × 4, with an update over all of them.
private final class UpdateRig {
  let memory: Memory
  let update: Update

  init(_ configuration: UpdateConfiguration) throws {
    var plan = MemoryPlan()
    for (layer, shape) in [(1, Shape(rows: 4, columns: 3)), (2, Shape(rows: 2, columns: 4))] {
      plan.grant(Claim("weight", .weight, shape), layer: layer)
      plan.grant(Claim("bias", .bias, .vector(shape.rows)), layer: layer)
    }
    let layout = try UpdateLayout(configuration, in: &plan)
    memory = Memory(plan)
    update = Update(layout, memory: memory)
    for slot in memory.slots {
      memory.parameters[slot.range].copy(from: noise(slot.range.count, seed: UInt64(slot.range.lowerBound)))
    }
  }

  func values(_ name: String) -> [Float] {
    memory.slots.filter { $0.name == name }.flatMap { memory.parameters[$0.range].array }
  }

  func gradients(_ value: Float) {
    for slot in memory.slots { memory.gradients[slot.range].fill(value) }
  }
}

@Suite struct UpdateTests {
  @Test func ridgeActsOnWeightsOnly() throws {
    let rig = try UpdateRig(UpdateConfiguration(rate: 0.1, l2: 0.5))
    let (weights, biases) = (rig.values("1.weight"), rig.values("1.bias"))
    let square = (rig.values("1.weight") + rig.values("2.weight")).reduce(0) { $0 + $1 * $1 }
    #expect(abs(rig.update.penalty - 0.25 * square) < 1e-5)
    rig.update.apply(step: 0)
    #expect(worstError(rig.values("1.weight"), weights.map { Double($0) * 0.95 }) < 1e-6)
    #expect(rig.values("1.bias") == biases)
  }

  @Test func decayIsRidgeForPlainDescentOnly() throws {
    let plain = try [
      UpdateConfiguration(rate: 0.1, l2: 0.5), UpdateConfiguration(rate: 0.1, weightDecay: 0.5),
    ]
    .map(UpdateRig.init)
    let adam = try [
      UpdateConfiguration(optimizer: Adam(), rate: 0.1, l2: 0.5),
      UpdateConfiguration(optimizer: Adam(), rate: 0.1, weightDecay: 0.5),
    ].map(UpdateRig.init)
    for rig in plain + adam { rig.update.apply(step: 0) }
    let reference = plain[0].values("1.weight").map(Double.init)
    #expect(worstError(plain[1].values("1.weight"), reference) < 1e-6)
    #expect(worstError(adam[1].values("1.weight"), adam[0].values("1.weight").map(Double.init)) > 0.01)
  }

  @Test func softThresholdLandsOnZeroAndSubgradientDoesNot() throws {
    var configuration = UpdateConfiguration(rate: 0.1, l1: 0.3)
    let proximal = try UpdateRig(configuration)
    configuration.lassoForm = .subgradient
    let subgradient = try UpdateRig(configuration)
    let biases = proximal.values("2.bias")
    for step in 0..<60 {
      for rig in [proximal, subgradient] {
        rig.memory.gradients.fill(0)
        rig.update.apply(step: step)
      }
    }
    #expect(proximal.update.zeroShare == 1)
    #expect(subgradient.update.zeroShare == 0)
    #expect(subgradient.values("1.weight").allSatisfy { abs($0) <= 0.0301 })
    #expect(proximal.values("2.bias") == biases)
  }

  @Test func thresholdGrowsWithTheReachOfMomentum() throws {
    let rig = try UpdateRig(UpdateConfiguration(optimizer: Momentum(momentum: 0.9), rate: 0.01, l1: 1))
    let before = rig.values("1.weight")
    rig.update.apply(step: 0)
    let expected = before.map { Double(max(abs($0) - 0.1, 0) * ($0 < 0 ? -1 : 1)) }
    #expect(worstError(rig.values("1.weight"), expected) < 1e-4)
  }

  /// ½ a (w − b)² + l1 |w| is least at b − l1 / a, or at 0 where that is not beyond it.
  @Test(arguments: [Momentum(momentum: 0.9) as any Optimizer, Nesterov(momentum: 0.9), SGD()])
  func momentumRestsWhereTheLassoDoes(_ optimizer: any Optimizer) throws {
    let rig = try UpdateRig(UpdateConfiguration(optimizer: optimizer, rate: 0.01, l1: 0.5))
    let slot = try #require(rig.memory.slots.first)
    let targets: [Float] = [2, 0.2, -1.5, -0.1]
    for step in 0..<3000 {
      rig.memory.gradients.fill(0)
      for i in slot.range { rig.memory.gradients[i] = 2 * (rig.memory.parameters[i] - targets[i % 4]) }
      rig.update.apply(step: step)
    }
    for i in slot.range.prefix(12) {
      let rest: Float = [1.75, 0, -1.25, 0][i % 4]
      #expect(abs(rig.memory.parameters[i] - rest) < 1e-4)
      #expect(rest != 0 || rig.memory.parameters[i] == 0)
    }
  }

  @Test func adamLeavesExactZerosWhereNothingPulls() throws {
    let rig = try UpdateRig(UpdateConfiguration(optimizer: Adam(), rate: 0.01, l1: 0.5))
    let slot = try #require(rig.memory.slots.first)
    for step in 0..<600 {
      rig.memory.gradients.fill(0)
      for i in slot.range where i % 2 == 0 { rig.memory.gradients[i] = rig.memory.parameters[i] - 3 }
      rig.update.apply(step: step)
    }
    for i in slot.range.prefix(12) {
      if i % 2 == 0 {
        #expect(rig.memory.parameters[i] > 1)
      } else {
        #expect(rig.memory.parameters[i] == 0)
      }
    }
  }

  @Test func rowsAreHeldAtTheirNorm() throws {
    let rig = try UpdateRig(UpdateConfiguration(rate: 0.1, maxNorm: 0.5))
    rig.update.apply(step: 0)
    let weights = rig.values("1.weight")
    for row in 0..<4 {
      let square = weights[3 * row..<3 * row + 3].reduce(0) { $0 + $1 * $1 }
      #expect(square.squareRoot() < 0.5 + 1e-6)
    }
    #expect(rig.update.weightNorm > 0.5)
  }

  @Test func gradientsAreClippedByValueAndByNorm() throws {
    let rig = try UpdateRig(UpdateConfiguration(rate: 1, clip: 1, clipValue: 0.5))
    let before = rig.values("1.bias")
    rig.gradients(7)
    rig.update.apply(step: 0)
    // 26 gradients of 0.5 have the norm √6.5, which is scaled to 1.
    let expected = before.map { Double($0) - 0.5 / 6.5.squareRoot() }
    #expect(worstError(rig.values("1.bias"), expected) < 1e-5)
  }

  @Test(arguments: [1, 2])
  func frozenLayersKeepTheirBytes(layer: Int) throws {
    let other = 3 - layer
    let rig = try UpdateRig(
      UpdateConfiguration(
        optimizer: AdamW(), rate: 0.1, l2: 0.1, l1: 0.1, weightDecay: 0.1, maxNorm: 0.1, frozen: [layer]))
    let kept = (rig.values("\(layer).weight"), rig.values("\(layer).bias"))
    let moved = rig.values("\(other).bias")
    for step in 0..<3 {
      rig.gradients(1)
      rig.update.apply(step: step)
    }
    #expect(rig.values("\(layer).weight") == kept.0)
    #expect(rig.values("\(layer).bias") == kept.1)
    #expect(zip(rig.values("\(other).bias"), moved).allSatisfy { $0 < $1 })
  }

  @Test func impossibleFreezesAreOneSentence() {
    for (frozen, part) in [([3], "There is no layer 3 to freeze"), ([1, 2], "Every layer is frozen")] {
      do {
        _ = try UpdateRig(UpdateConfiguration(rate: 1, frozen: Set(frozen)))
        Issue.record("accepted")
      } catch {
        #expect("\(error)".contains(part))
      }
    }
  }

  @Test func everyKnobTurns() throws {
    let rig = try UpdateRig(UpdateConfiguration(optimizer: Adam(), rate: 1))
    for knob in ["rate", "clip", "clip-value", "l1", "l2", "weight-decay", "max-norm", "beta1", "epsilon"] {
      #expect(rig.update.turn(knob, to: 0.5), "\(knob)")
    }
    #expect(!rig.update.turn("rho", to: 0.5))
    #expect(!rig.update.turn("beta1", to: 2))
    #expect(rig.update.rate(at: 0) == 0.5)
  }

  @Test func allocatesNothingAndTakesNotANumber() throws {
    let rig = try UpdateRig(
      UpdateConfiguration(
        optimizer: Adam(), rate: 0.1, schedule: Schedule(.plateau), clip: 1, clipValue: 1, l2: 0.1, l1: 0.1,
        weightDecay: 0.1, maxNorm: 1, frozen: [1]))
    #expect(
      countAllocations {
        rig.update.apply(step: 3)
        rig.update.observe(0.5)
        _ = rig.update.penalty + rig.update.zeroShare + rig.update.weightNorm
      } == 0)
    rig.gradients(.nan)
    rig.update.apply(step: 4)
    #expect(rig.values("2.weight").allSatisfy { $0.isNaN })
  }

  /// Two updates over two ranges of one memory do not touch each other.
  @Test func twoUpdatesShareAMemory() throws {
    var plan = MemoryPlan()
    let first = plan.grant(Claim("weight", .weight, Shape(rows: 3, columns: 3)), layer: 1)
    let second = plan.grant(Claim("weight", .weight, Shape(rows: 2, columns: 5)), layer: 2)
    let layouts = try [first, second].map { range in
      try UpdateLayout(UpdateConfiguration(optimizer: Adam(), rate: 0.1), over: range, in: &plan)
    }
    let memory = Memory(plan)
    let updates = layouts.map { Update($0, memory: memory) }
    memory.gradients.fill(1)
    updates[1].apply(step: 0)
    #expect(memory.parameters[first].array.allSatisfy { $0 == 0 })
    #expect(memory.parameters[second].array.allSatisfy { abs($0 + 0.1) < 1e-5 })
  }
}
