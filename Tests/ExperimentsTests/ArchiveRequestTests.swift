import Datasets
import Experiments
import Neural
import Testing

/// Weights that are asked for while a run goes on.
@Suite struct ArchiveRequestTests {
  private let experiment: Experiment

  init() throws {
    experiment = try Experiment(layers: [LayerChoice(size: 4, activation: "tanh"), LayerChoice(size: 1)])
      .setting(Setting("data.name", "two-moons"))
  }

  @Test func theAnswerIsTheMemoryOfThatMoment() throws {
    let loop = Loop(
      lanes: [Lane(name: "A", experiment: experiment)], make: LearnerCatalog.factory(.standard))
    loop.advance(7)
    #expect(loop.snapshot().weights == nil)
    loop.obey(.archive(lane: 0, ticket: 5))
    let memory = try #require(loop.learners.first??.memory)
    let weights = try #require(loop.snapshot().weights)
    #expect(weights.ticket == 5 && weights.step == 7 && weights.lane == "A")
    #expect(weights.file == Archive.bytes(of: memory))
    loop.advance(1)
    #expect(weights.file != Archive.bytes(of: memory))
  }

  @Test func aLaneThatIsNotThereAnswersNothing() {
    let loop = Loop(
      lanes: [Lane(name: "A", experiment: experiment)], make: LearnerCatalog.factory(.standard))
    loop.obey(.archive(lane: 3, ticket: 1))
    #expect(loop.snapshot().weights == nil)
  }
}
