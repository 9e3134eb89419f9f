import Neural
import TestSupport
import Testing

@Suite struct SequenceTests {
  /// A text that repeats `abcde`.
  static let text = SequenceText(
    names: ["a", "b", "c", "d", "e"], training: (0..<400).map { $0 % 5 }, test: (0..<120).map { $0 % 5 })

  static func learner(
    _ cell: RecurrentUnit.Cell = .lstm, text: SequenceText = text, batch: Int? = 4, window: Int = 8,
    schedule: Schedule = Schedule()
  ) throws -> SequenceLearner {
    func stages(_ rows: Int) -> [Stage] {
      let unit = RecurrentUnit(cell, Shape(rows: rows), hidden: 12, vocabulary: text.names.count, gateBias: 1)
      let layer: any Layer =
        switch cell {
        case .gru: GRU(unit)
        case .lstm: LSTM(unit)
        default: Recurrent(unit)
        }
      return [Stage(layer), Stage(Dense(eachRowOf: layer.output, outputs: text.names.count))]
    }
    return try SequenceLearner(
      SequenceConfiguration(
        stages: stages(window), stepStages: stages(1), loss: CategoricalCrossEntropy(),
        update: UpdateConfiguration(optimizer: Adam(), rate: 0.02, schedule: schedule, clip: 1),
        source: .text(text, window: window), batch: batch))
  }

  static func train(_ learner: SequenceLearner, _ steps: Range<Int>) -> [Float] {
    var readings = [Float](repeating: .nan, count: learner.meters.count)
    readings.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let floats = Floats(base, count: buffer.count)
      for step in steps { learner.step(step, readings: floats) }
      learner.measure(readings: floats)
    }
    return readings
  }

  static func probe(_ name: String, of learner: SequenceLearner) -> Probe {
    var probe = Probe(name)
    learner.fill(&probe)
    return probe
  }

  @Test(arguments: [RecurrentUnit.Cell.tanh, .lstm, .gru])
  func learnsWhatFollows(_ cell: RecurrentUnit.Cell) throws {
    let learner = try Self.learner(cell)
    let readings = Self.train(learner, 0..<300)
    let names = learner.meters.map(\.name)
    let bits = try #require(names.firstIndex(of: "test/bits"))
    #expect(names.prefix(3) == ["loss", "accuracy", "bits"])
    #expect(readings[bits] < 0.4)
    #expect(abs(readings[2] - readings[0] * 1.442_695) < 1e-6)
    let sample = Self.probe("sample", of: learner)
    let numbers = sample.values.map { Int($0) }
    let right = zip(numbers, numbers.dropFirst()).filter { ($0 + 1) % 5 == $1 }.count
    #expect(right > numbers.count * 9 / 10)
    #expect(sample.labels.count == numbers.count)
  }

  /// A plateau belongs to the steps: whoever only measures must not bring it nearer.
  @Test func measuringChangesNoState() throws {
    let plateau = Schedule(.plateau, factor: 0.5, patience: 0)
    // What comes next in the held-out part is the opposite of what is learned, so its loss rises.
    var text = Self.text
    text.validation = (0..<120).map { (120 - $0) % 5 }
    let learner = try Self.learner(text: text, schedule: plateau)
    let rates = learner.meters.firstIndex { $0.name == "rate" }
    _ = Self.train(learner, 0..<1)
    let before = learner.memory.persistent.array
    for _ in 0..<5 { _ = Self.train(learner, 0..<0) }
    #expect(learner.memory.persistent.array == before)
    let end = Self.train(learner, 1..<40 * learner.stepsPerEpoch)
    #expect(end[try #require(rates)] < 0.02)
  }

  @Test func aStepAllocatesNothingAndRepeats() throws {
    let learner = try Self.learner()
    var readings = [Float](repeating: 0, count: learner.meters.count)
    let other = try Self.learner()
    _ = Self.train(other, 0..<5)
    _ = Self.train(learner, 0..<5)
    #expect(learner.memory.parameters.array == other.memory.parameters.array)
    let count = readings.withUnsafeMutableBufferPointer { buffer -> Int in
      guard let base = buffer.baseAddress else { return -1 }
      let floats = Floats(base, count: buffer.count)
      return countAllocations { learner.step(5, readings: floats) }
    }
    #expect(count == 0)
  }

  @Test func probesHaveTheShapesTheyPromise() throws {
    let learner = try Self.learner()
    _ = Self.train(learner, 0..<3)
    let before = learner.memory.gradients.array
    for name in learner.probes { #expect(Self.probe(name, of: learner).values.count > 0, "\(name)") }
    #expect(learner.memory.gradients.array == before)
    let hidden = Self.probe("hidden", of: learner)
    #expect(hidden.shape == Shape(rows: 12, columns: 8))
    #expect(hidden.labels.count == 8)
    let forget = Self.probe("gates/forget", of: learner)
    #expect(forget.shape == hidden.shape)
    #expect(forget.values.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(Self.probe("cell", of: learner).values != Self.probe("gates/cell", of: learner).values)
    #expect(Self.probe("lag", of: learner).values.count == 8)
    #expect(abs(Self.probe("next", of: learner).values.reduce(0, +) - 1) < 1e-5)
  }

  @Test func theGradientOfARotationFadesByItsSize() throws {
    let shape = Shape(rows: 21, columns: 2)
    let unit = RecurrentUnit(.linear, shape, hidden: 16, givesLast: true, start: .orthogonal(0.9))
    let examples = Examples(
      inputShape: shape, inputs: noise(42 * 6, seed: 3), targets: noise(6, seed: 4), problem: .regression)
    let learner = try SequenceLearner(
      SequenceConfiguration(
        stages: [Stage(Recurrent(unit)), Stage(Dense(.vector(16), outputs: 1))], loss: MeanSquaredError(),
        update: UpdateConfiguration(rate: 0.1),
        source: .examples(
          Splits(training: examples, validation: examples.emptied, test: examples.emptied))))
    let lag = Self.probe("lag", of: learner).values
    for k in 0...20 { #expect(abs(lag[k] / lag[0] / pow(0.9, k) - 1) < 1e-4) }
    #expect(learner.meters.map(\.name).prefix(2) == ["loss", "r2"])
  }

  private func pow(_ base: Float, _ exponent: Int) -> Float {
    (0..<exponent).reduce(1) { value, _ in value * base }
  }

  @Test func wordsBeginBehindALineEnd() throws {
    let words = SequenceText(
      names: ["\n", "a", "b"], training: (0..<60).flatMap { _ in [0, 1, 2] }, lineEnd: 0)
    let learner = try Self.learner(text: words, window: 4)
    _ = Self.train(learner, 0..<200)
    #expect(Self.probe("sample", of: learner).values.prefix(6) == [0, 1, 2, 0, 1, 2])
  }

  @Test func whatDoesNotFitIsOneSentence() throws {
    let error = #expect(throws: NetworkFault.self) { try Self.learner(window: 400) }
    #expect(error?.description == "A window of 400 characters does not fit a text of 400; use a shorter one.")
  }
}

extension Examples {
  fileprivate var emptied: Examples {
    var part = self
    (part.inputs, part.targets) = ([], [])
    return part
  }
}
