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
}
