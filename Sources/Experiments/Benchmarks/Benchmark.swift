public import Neural

/// A training workload of fixed size: how fast a step of it runs is the speed of the engine.
///
/// Every step trains on the same batch, so that nothing but training is timed; the readings a learner takes are part
/// of its step.
public struct Benchmark: CatalogEntry {
  public let name: String
  public var aliases: [String] { [] }
  public let summary: String
  /// Multiplications and additions in the matrix products of one step; nil where products are not most of the work.
  public let operations: Double?
  private let build: @Sendable () throws -> any Learner

  init(
    _ name: String, _ summary: String, operations: Double? = nil,
    build: @escaping @Sendable () throws -> any Learner
  ) {
    self.name = name
    self.summary = summary
    self.operations = operations
    self.build = build
  }

  /// Makes the learner whose steps are the workload.
  public func make() throws -> any Learner { try build() }
}

/// A learner with room for its readings, ready to be stepped.
public final class BenchmarkRun {
  public let learner: any Learner
  private let room: Memory
  private let readings: Floats
  private var index = 0

  public init(_ benchmark: Benchmark) throws {
    learner = try benchmark.make()
    var plan = MemoryPlan()
    let range = plan.reserveWorkspace(learner.meters.count)
    room = Memory(plan)
    readings = room.workspace[range]
  }

  /// The loss of the last step.
  public var loss: Float { readings[0] }

  public func step(_ count: Int = 1) {
    for _ in 0..<count {
      learner.train(index, readings: readings)
      index += 1
    }
  }
}
