import Neural
import TestSupport
import Testing

/// What must hold for every layer of the catalog.
@Suite struct LayerConformanceTests {
  static let names = LayerCatalog.all.names
  /// Class numbers have no slope, and only those that occur change the output.
  static let numeric = LayerCatalog.all.entries.filter { !$0.takesClasses }.map(\.name)

  static let imageKinds = [
    "convolution", "max-pooling", "average-pooling", "global-max-pooling", "global-average-pooling",
    "flatten",
  ]

  /// A layer of the kind for a vector of five features, or for an image of that width, with values in place.
  static func rig(_ name: String, batch: Int = 7, columns: Int = 5) throws -> LayerRig {
    let kind = try LayerCatalog.all.entry(named: name)
    let input = imageKinds.contains(name) ? Shape(rows: 6, columns: columns, channels: 2) : .vector(columns)
    let layer = try kind.make(LayerRequest(input: input, size: kind.takesSize ? 4 : nil))
    let rig = LayerRig(layer, batch: batch)
    // Clear of zero, where the rectifiers have their kink.
    rig.input.copy(from: noise(rig.input.count, seed: 3).map { $0 < 0 ? $0 - 0.1 : $0 + 0.1 })
    if name.contains("max") { rig.input.copy(from: distinct(rig.input.count)) }
    if kind.takesClasses { rig.input.copy(from: (0..<rig.input.count).map { Float($0 * 7 % 4) }) }
    rig.outputGradient.copy(from: noise(rig.output.count, seed: 4))
    return rig
  }

  /// Numbers in −2…2 in disorder, each as far from the next as the next: no small step changes which is the largest.
  private static func distinct(_ count: Int) -> [Float] {
    var random = RandomStream(seed: 3, .noise)
    return random.permutation(count).map { 4 * Float($0) / Float(count) - 2 }
  }

  @Test(arguments: names)
  func nameIsThatOfTheType(_ name: String) throws {
    let layer = try Self.rig(name).layer
    #expect(type(of: layer).name == name)
  }

  @Test(arguments: numeric)
  func gradientMatchesTheSlopeAlongADirection(_ name: String) throws {
    let rig = try Self.rig(name)
    rig.forward()
    rig.backward()
    let step: Float = 2e-3
    let direction = noise(rig.input.count, seed: 5)
    let turn = noise(max(rig.parameters.count, 1), seed: 6)
    var slope = 0.0
    for i in 0..<rig.input.count { slope += Double(rig.inputGradient[i] * direction[i]) }
    let slots = rig.split(rig.parameterGradient).map(\.array)
    let input = rig.input.array
    let start = rig.split(rig.parameters).map(\.array)

    func value(at distance: Float) -> Double {
      rig.input.copy(from: zip(input, direction).map { $0 + distance * $1 })
      var k = 0
      for (run, values) in zip(rig.split(rig.parameters), start) {
        for i in 0..<run.count {
          run[i] = values[i] + distance * turn[k]
          k += 1
        }
      }
      rig.forward()
      return zip(rig.output.array, rig.outputGradient.array).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }

    var k = 0
    for gradient in slots {
      for component in gradient {
        slope += Double(component * turn[k])
        k += 1
      }
    }
    let measured = (value(at: step) - value(at: -step)) / Double(2 * step)
    #expect(abs(measured - slope) < 2e-3 * max(1, abs(slope)))
    #expect(abs(slope) > 1e-3, "a direction without slope tests nothing")
  }

  @Test(arguments: names)
  func parameterGradientIsAddedTo(_ name: String) throws {
    let rig = try Self.rig(name)
    rig.forward()
    rig.backward()
    let once = rig.parameterGradient.array
    rig.backward()
    for (sum, gradient) in zip(rig.parameterGradient.array, once) {
      #expect(abs(sum - 2 * gradient) <= 1e-5 * max(1, abs(gradient)))
    }
  }

  @Test(arguments: names)
  func firstLayerSkipsTheInputGradient(_ name: String) throws {
    let rig = try Self.rig(name)
    rig.forward()
    rig.backward()
    let full = rig.parameterGradient.array
    rig.parameterGradient.fill(0)
    rig.inputGradient.fill(7)
    rig.backward(needsInputGradient: false)
    #expect(rig.parameterGradient.array == full)
    #expect(rig.inputGradient.array.allSatisfy { $0 == 7 })
  }

  @Test(arguments: names)
  func whoIsOnlyPassedThroughGivesTheSameInputGradient(_ name: String) throws {
    let rig = try Self.rig(name)
    rig.forward()
    rig.backward()
    let full = rig.inputGradient.array
    rig.inputGradient.fill(7)
    rig.backward(toInputOnly: true)
    #expect(rig.inputGradient.array == full)
  }

  @Test(arguments: names)
  func paddingStaysZero(_ name: String) throws {
    let rig = try Self.rig(name)
    rig.forward()
    rig.backward()
    for run in rig.split(rig.parameterGradient) { run.fill(0) }
    for run in rig.split(rig.parameters) { run.fill(0) }
    #expect(rig.parameterGradient.array.allSatisfy { $0 == 0 })
    #expect(rig.parameters.array.allSatisfy { $0 == 0 })
  }

  @Test(arguments: names)
  func passesAllocateNothing(_ name: String) throws {
    let rig = try Self.rig(name)
    let count = countAllocations {
      rig.forward()
      rig.backward()
    }
    #expect(count == 0)
  }

  @Test(arguments: numeric)
  func notANumberSpreads(_ name: String) throws {
    let rig = try Self.rig(name)
    rig.input.fill(.nan)
    rig.forward()
    #expect(rig.output.array.allSatisfy { $0.isNaN })
    rig.outputGradient.fill(.nan)
    rig.backward()
    // Pooling sends no gradient to what no window chose or saw.
    let isPartial = name.contains("pooling")
    #expect(
      isPartial
        ? rig.inputGradient.array.contains { $0.isNaN } : rig.inputGradient.array.allSatisfy { $0.isNaN })
    for run in rig.split(rig.parameterGradient) { #expect(run.array.allSatisfy { $0.isNaN }) }
  }

  /// Layers that bring numbers to a common size, or into a range, do so with numbers of any size.
  @Test(arguments: numeric, [Float(80), 1e4, 1e8])
  func largeNumbersStayFinite(_ name: String, size: Float) throws {
    // More columns than a vector of the processor holds, and a rest.
    let rig = try Self.rig(name, batch: 17, columns: 19)
    for i in 0..<rig.input.count { rig.input[i] *= i % 5 == 0 ? -size : size }
    rig.forward()
    rig.backward()
    #expect(rig.output.array.allSatisfy { $0.isFinite })
    #expect(rig.inputGradient.array.allSatisfy { $0.isFinite })
    #expect(rig.parameterGradient.array.allSatisfy { $0.isFinite })
  }

  /// Gates and states stay between their limits, whatever comes in: vectors and rest alike.
  @Test(arguments: ["lstm", "gru", "rnn"], [Float(1e4), 1e12, 1e20, 1e30])
  func statesStayWithinTheirLimits(_ name: String, size: Float) throws {
    let kind = try LayerCatalog.all.entry(named: name)
    let rig = LayerRig(try kind.make(LayerRequest(input: Shape(rows: 5, columns: 3), size: 37)), batch: 3)
    let inputs = noise(rig.input.count, seed: 9)
    rig.input.copy(from: inputs.map { $0 * size })
    rig.outputGradient.fill(1)
    rig.forward()
    rig.backward()
    #expect(rig.output.array.allSatisfy { abs($0) <= 1 })
    #expect(rig.inputGradient.array.allSatisfy { $0.isFinite })
  }

  /// What is no number in one example stays out of the others, forward and backward; only a norm over the batch sees all.
  @Test(arguments: numeric.filter { $0 != "batch-normalization" }, [Float.infinity, -.infinity, .nan])
  func oneExampleSpoilsNoOther(_ name: String, value: Float) throws {
    let (sound, spoilt) = (
      try Self.rig(name, batch: 19, columns: 21), try Self.rig(name, batch: 19, columns: 21)
    )
    let (inputs, outputs) = (sound.layer.input.count, sound.layer.output.count)
    spoilt.input.prefix(inputs).fill(value)
    spoilt.outputGradient.prefix(outputs).fill(value)
    for rig in [sound, spoilt] {
      rig.forward()
      rig.backward()
    }
    #expect(spoilt.output.array.dropFirst(outputs) == sound.output.array.dropFirst(outputs))
    #expect(spoilt.inputGradient.array.dropFirst(inputs) == sound.inputGradient.array.dropFirst(inputs))
  }

  @Test(arguments: names)
  func evaluationChangesNoState(_ name: String) throws {
    let rig = try Self.rig(name)
    rig.isTraining = false
    let before = rig.buffers.array
    rig.forward()
    #expect(rig.buffers.array == before)
  }

  @Test(arguments: names)
  func sameInputsGiveTheSameBytes(_ name: String) throws {
    let runs = try (0..<2).map { _ in
      let rig = try Self.rig(name, batch: 19, columns: 23)
      rig.forward()
      rig.backward()
      return rig.output.array + rig.inputGradient.array + rig.parameterGradient.array
    }
    #expect(runs[0] == runs[1])
  }

  @Test(.enabled(if: areAllocationsCounted, "a sanitizer has its own allocator"))
  func theCounterCounts() {
    var kept: [Float] = []
    #expect(countAllocations { kept = [Float](repeating: 1, count: 64) } > 0)
    #expect(kept.count == 64)
  }
}
