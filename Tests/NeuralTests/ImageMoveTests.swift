import TestSupport
import Testing

@testable import Neural

@Suite struct ImageMoveTests {
  private static let side = 4

  /// Pictures of one bright pixel each, in the middle part.
  private func images(_ order: [Int] = [], reach: Int = 1) -> Examples {
    let bright = [5, 6, 9, 10, 5, 6, 9, 10]
    var inputs: [Float] = []
    for pixel in bright { inputs += (0..<16).map { (order.isEmpty ? $0 : order[$0]) == pixel ? 1 : 0 } }
    var examples = Examples(
      inputShape: Shape(rows: Self.side, columns: Self.side), inputs: inputs,
      targets: bright.map { $0 < 8 ? 0 : 1 }, problem: .binary)
    examples.moves = ImageMoves(reach: reach, order: order)
    return examples
  }

  private func run(_ examples: Examples, order: SampleOrder = .shuffled, batch: Int? = 4) throws -> Run {
    try Run(
      SupervisedConfiguration(
        stages: [Stage(Dense(Shape(rows: Self.side, columns: Self.side), outputs: 1))],
        loss: BinaryCrossEntropy(), optimizer: SGD(), rate: 0.1, batch: batch, order: order,
        splits: ToyData.splits(examples), seed: 3))
  }

  @Test(arguments: SampleOrder.allCases, [4, nil])
  func everyStepMovesAnewAndAllocatesNothing(order: SampleOrder, batch: Int?) throws {
    let moving = try run(images(), order: order, batch: batch)
    let learner = try #require(moving.learner as? SupervisedLearner)
    moving.steps(0..<4)
    let first = learner.batchInputs.prefix(16).array
    var others = 0
    for index in 4..<24 {
      moving.step(index)
      others += learner.batchInputs.prefix(16).array == first ? 0 : 1
    }
    #expect(others > 8)
    #expect(countAllocations { moving.steps(24..<124) } == 0)
    let again = try run(images(), order: order, batch: batch)
    again.steps(0..<124)
    #expect(again.learner.memory.parameters.array == moving.learner.memory.parameters.array)
  }

  @Test func aMoveKeepsTheBrightPixelWithinReach() {
    var random = RandomStream(seed: 1, .moves)
    let moved = images().movedOnce(&random)
    #expect(moved.moves == nil && moved.inputs != images().inputs)
    for example in 0..<8 {
      #expect(moved.inputs[(example * 16)..<(example * 16 + 16)].reduce(0, +) == 1)
    }
    var still = RandomStream(seed: 1, .moves)
    #expect(images(reach: 0).movedOnce(&still).inputs == images().inputs)
  }

  /// Moved and then scrambled is what scrambled examples become.
  @Test func scrambledImagesMoveAsPictures() {
    var stream = RandomStream(seed: 9, .split)
    let order = stream.permutation(16)
    var one = RandomStream(seed: 4, .moves)
    var other = RandomStream(seed: 4, .moves)
    let plain = images().movedOnce(&one).inputs
    let scrambled = images(order).movedOnce(&other).inputs
    for example in 0..<8 {
      #expect(order.indices.allSatisfy { scrambled[example * 16 + $0] == plain[example * 16 + order[$0]] })
    }
  }

  /// Of a single map all pixels share one mean; of a plane of two features each column has its own.
  @Test func oneMapIsNormalizedByChannel() {
    let shape = Shape(rows: 3, columns: 2)
    #expect(BatchNormalization(shape, isImage: true).features == 1)
    let rig = LayerRig(BatchNormalization(shape, isImage: true), batch: 2)
    #expect(rig.parameters.count >= 2)
    #expect(BatchNormalization(shape).features == 2)
  }

  // MARK: what is shown

  private func image(_ learner: any Learner, before step: Int) -> Probe {
    var probe = Probe("image")
    learner.fill(&probe, before: step)
    return probe
  }

  /// The picture of a training example is the very row that the step read last.
  @Test(arguments: SampleOrder.allCases)
  func theShownImageIsTheRowThatAStepRead(order: SampleOrder) throws {
    let run = try run(images(), order: order)
    let learner = try #require(run.learner as? SupervisedLearner)
    // By step, and within it by example: what the network got.
    var read: [[Int: [Float]]] = []
    for step in 0..<12 {
      run.step(step)
      let rows = learner.samples.range(of: step)
      let (inputs, _) = learner.load(rows, step: step)
      read.append([:])
      for row in (0..<rows.count).reversed() {
        read[step][learner.samples.example(row, of: step)] = inputs.row(row, of: rows.count)
      }
    }
    for example in 0..<8 {
      #expect(learner.turn("example", to: Float(example + 1)))
      for next in [4, 7, 12] {
        let probe = image(learner, before: next)
        guard let last = (0..<next).last(where: { read[$0][example] != nil }) else { continue }
        #expect(probe.values == read[last][example], "example \(example) before step \(next)")
        #expect(probe.labels[2...] == ["example \(example + 1)", "as step \(last + 1) moved it"])
      }
    }
    #expect(image(learner, before: 0).labels[3].hasSuffix("will move it"))
  }

  /// Examples that are held out are shown before training examples; of moved test images the network has seen none.
  @Test func heldOutImagesAreShownAsTheyWereMoved() throws {
    var still = images(reach: 0)
    still.moves = nil
    func names(_ splits: Splits) throws -> [String] {
      let configuration = SupervisedConfiguration(
        stages: [Stage(Dense(Shape(rows: Self.side, columns: Self.side), outputs: 1))],
        loss: BinaryCrossEntropy(), optimizer: SGD(), rate: 0.1, batch: 4, splits: splits, seed: 3)
      return Array(image(try SupervisedLearner(configuration), before: 0).labels[2...])
    }
    var random = RandomStream(seed: 1, .moves)
    let moved = images().movedOnce(&random)
    #expect(moved.areMoved)
    #expect(try names(ToyData.splits(still)) == ["example 1", ""])
    #expect(try names(ToyData.splits(still, test: still)) == ["example 1", ""])
    #expect(try names(ToyData.splits(still, test: moved)) == ["test example 1", "moved"])
    #expect(
      try names(ToyData.splits(images(), validation: moved, test: moved)) == [
        "validation example 1", "moved",
      ])
  }
}
