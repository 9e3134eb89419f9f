import Datasets
import Experiments
import Neural
import TestSupport
import Testing

/// What must hold for every learner of the catalog, on data it is meant for.
@Suite struct LearnerConformanceTests {
  struct Choice: CustomTestStringConvertible, Sendable {
    var learner: String
    var data: String
    /// Whether another seed changes anything: a descent begins where it is told.
    var isSeeded = true
    var testDescription: String { "\(learner) \(data)" }
  }

  static let choices = [
    Choice(learner: "supervised", data: "two-moons"), Choice(learner: "supervised", data: "penguins"),
    Choice(learner: "supervised", data: "digits8"), Choice(learner: "sequence", data: "recall"),
    Choice(learner: "sequence", data: "names"),
    Choice(learner: "perceptron", data: "separable"), Choice(learner: "som", data: "colours"),
    Choice(learner: "gan", data: "ring"), Choice(learner: "autoencoder", data: "two-moons"),
    Choice(learner: "descent", data: "", isSeeded: false),
  ]

  private func experiment(_ choice: Choice, seed: UInt64 = 1) throws -> Experiment {
    var data = DataChoice()
    if !choice.data.isEmpty {
      data = StartingPoint.choice(of: try DatasetCatalog.entry(named: choice.data), for: choice.learner)
    }
    let start = try StartingPoint(learner: choice.learner, data: data, seed: seed, library: .standard)
    return start.experiment(seed: seed)
  }

  private func learner(_ choice: Choice, seed: UInt64 = 1) throws -> any Learner {
    try LearnerCatalog.make(experiment(choice, seed: seed), library: .standard)
  }

  /// Trains; returns the bits of the readings of the last step and of all that was learned.
  private func train(_ learner: any Learner, _ steps: Range<Int>) -> [UInt32] {
    let readings = UnsafeMutablePointer<Float>.allocate(capacity: learner.meters.count)
    defer { readings.deallocate() }
    let floats = Floats(readings, count: learner.meters.count)
    floats.fill(0)
    for step in steps { learner.train(step, readings: floats) }
    return (floats.array + learner.memory.persistent.array).map(\.bitPattern)
  }

  @Test func everyLearnerIsHere() {
    #expect(Set(Self.choices.map(\.learner)) == Set(LearnerCatalog.names))
  }

  @Test(arguments: choices) func sameSeedSameBytes(choice: Choice) throws {
    let first = train(try learner(choice), 0..<40)
    #expect(train(try learner(choice), 0..<40) == first)
    if choice.isSeeded { #expect(train(try learner(choice, seed: 2), 0..<40) != first) }
  }

  @Test(.enabled(if: areAllocationsCounted, "a sanitizer has its own allocator"), arguments: choices)
  func stepsAllocateNothing(choice: Choice) throws {
    let learner = try learner(choice)
    let count = learner.meters.count
    let readings = UnsafeMutablePointer<Float>.allocate(capacity: count)
    defer { readings.deallocate() }
    let floats = Floats(readings, count: count)
    for step in 0..<5 { learner.train(step, readings: floats) }
    let steps = 5..<5 + max(20, min(2 * learner.stepsPerEpoch, 200))
    #expect(countAllocations { for step in steps { learner.train(step, readings: floats) } } == 0)
  }

  /// Each is filled when it is asked for, with as many numbers as its shape says, and the run does not feel it.
  @Test(arguments: choices) func probesAreFilledWhenAskedFor(choice: Choice) throws {
    let (asked, alone) = (try learner(choice), try learner(choice))
    _ = train(alone, 0..<8)
    for step in 0..<8 {
      _ = train(asked, step..<step + 1)
      guard step % 3 == 1 else { continue }
      for name in asked.probes {
        var probe = Probe(name)
        asked.fill(&probe)
        #expect(probe.values.count == probe.shape.count, "\(name)")
        #expect(probe.values.allSatisfy { !$0.isNaN }, "\(name)")
      }
      var unknown = Probe("nothing/9", values: [1])
      asked.fill(&unknown)
      #expect(unknown.values.isEmpty)
    }
    #expect(asked.memory.persistent.array == alone.memory.persistent.array)
    #expect(Set(asked.probes).count == asked.probes.count)
  }

  /// A snapshot carries the probes that visible panels named, and no other.
  @Test(arguments: choices) func snapshotsCarryWhatIsShown(choice: Choice) throws {
    let loop = Loop(lanes: [Lane(name: "", experiment: try experiment(choice))], library: .standard)
    loop.advance(3)
    #expect(loop.snapshot().lanes[0].probes.isEmpty)
    let name = try #require(loop.learners[0]?.probes.first)
    loop.show([name])
    #expect(Array(loop.snapshot().lanes[0].probes.keys) == [name])
    loop.show([])
    #expect(loop.snapshot().lanes[0].probes.isEmpty)
  }
}
