import Neural
import Testing

@Suite struct RandomStreamTests {
  @Test func bitsOfTheDataStream() {
    var stream = RandomStream(seed: 1, .data)
    #expect(
      (0..<3).map { _ in stream.bits() } == [
        0xf5fe_5d99_aca3_07b0, 0xf1aa_e5f1_bbab_65b6, 0xcea3_9d4c_1541_45e5,
      ])
  }

  @Test func uniformsOfTheDataStream() {
    var stream = RandomStream(seed: 1, .data)
    for golden in [0.96091256, 0.94401395, 0.80718406] { #expect(abs(stream.uniform() - golden) < 5e-9) }
  }

  @Test(arguments: [
    (RandomStream.Purpose.data, [2.3904237, -1.52481165, -0.17094639]),
    (RandomStream.Purpose.weights, [-1.37610023, 0.92681535, 1.070106]),
  ])
  func normals(purpose: RandomStream.Purpose, golden: [Double]) {
    var stream = RandomStream(seed: 1, purpose)
    for value in golden { #expect(abs(stream.normal() - value) < 6e-8) }
  }

  @Test func indicesOfTheBatchStream() {
    var stream = RandomStream(seed: 1, .batches)
    #expect((0..<5).map { _ in stream.index(below: 100) } == [33, 40, 61, 81, 63])
  }

  @Test func permutationOfTheBatchStream() {
    var stream = RandomStream(seed: 1, .batches)
    #expect(stream.permutation(8) == [5, 1, 0, 6, 4, 3, 7, 2])
    #expect(stream.position == 7)
  }

  @Test func positionJumpsToAnyPlace() {
    var walked = RandomStream(seed: 9, stream: 5)
    for _ in 0..<12 { _ = walked.bits() }
    var jumped = RandomStream(seed: 9, stream: 5, position: 12)
    #expect(walked == jumped)
    #expect(walked.bits() == jumped.bits())
  }

  @Test func permutationsOfNothingAndOne() {
    var stream = RandomStream(seed: 1, .batches)
    #expect(stream.permutation(0) == [])
    #expect(stream.permutation(1) == [0])
    #expect(stream.position == 0)
  }
}
