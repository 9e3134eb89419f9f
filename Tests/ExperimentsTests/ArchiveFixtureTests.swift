import Foundation
import Neural
import Testing

@testable import Experiments

/// Weights that travel between PyTorch and the lab; the files come from `Fixtures/make_weights.py`.
@Suite struct ArchiveFixtureTests {
  private struct Answers: Decodable {
    var inputs: [Float]
    var outputs: [Float]
  }

  private static func file(_ name: String) throws -> Data {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "Fixtures")
    return try Data(contentsOf: folder.appendingPathComponent(name))
  }

  /// 3-5-4-2 with a tanh and a ReLU, as the fixtures have it, and a batch of six.
  private static func network() throws -> (memory: Memory, network: Network, input: Floats) {
    let stages = [
      Stage(Dense(.vector(3), outputs: 5)), Stage(Tanh(.vector(5))), Stage(Dense(.vector(5), outputs: 4)),
      Stage(ReLU(.vector(4))), Stage(Dense(.vector(4), outputs: 2)),
    ]
    var plan = MemoryPlan()
    let layout = try NetworkLayout(stages, maximalBatch: 6, in: &plan)
    let input = plan.reserveWorkspace(18)
    let memory = Memory(plan)
    return (memory, Network(layout, memory: memory), memory.workspace[input])
  }

  @Test(arguments: ["pytorch.safetensors", "archive.safetensors"])
  func aNetworkWithWeightsOfPyTorchGivesItsAnswers(_ name: String) throws {
    let (memory, network, input) = try Self.network()
    try Archive.load(Self.file(name), into: memory)
    let answers = try JSONDecoder().decode(Answers.self, from: Self.file("answers.json"))
    input.copy(from: answers.inputs)
    let output = network.forward(input, batch: 6).array
    #expect(output.count == answers.outputs.count)
    for (own, expected) in zip(output, answers.outputs) {
      #expect(abs(own - expected) <= 1e-6 * max(1, abs(expected)))
    }
  }

  @Test func theBytesAreThoseThatSafetensorsReads() throws {
    let (memory, _, _) = try Self.network()
    try Archive.load(Self.file("pytorch.safetensors"), into: memory)
    #expect(Archive.bytes(of: memory) == (try Self.file("archive.safetensors")))
  }
}
