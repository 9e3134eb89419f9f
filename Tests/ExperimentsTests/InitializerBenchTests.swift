import Datasets
import Experiments
import Neural
import Testing

/// Every initializer side by side, before training: the same numbers that a run with that initializer begins with.
@Suite struct InitializerBenchTests {
  private func experiment(_ settings: [String]) throws -> Experiment {
    try Experiment(
      data: DataChoice(name: "two-moons", count: 60),
      layers: [LayerChoice(size: 12, activation: "relu", repeat: 8), LayerChoice(size: 1)], batch: 16
    ).setting(settings.map { try Setting(parsing: $0) })
  }

  private func probe(_ name: String, _ experiment: Experiment, after steps: Int = 0) throws -> Probe {
    let loop = Loop(lanes: [Lane(name: "A", experiment: experiment)], library: .standard)
    loop.advance(steps)
    var probe = Probe(name)
    loop.learners[0]?.fill(&probe)
    return probe
  }

  @Test(arguments: ["he-normal", "xavier-uniform", "lecun-normal", "orthogonal"])
  func aRowIsTheBeginningOfARunWithThatInitializer(name: String) throws {
    let bench = try probe("starts", experiment(["init=zero"]))
    let row = try #require(bench.labels.firstIndex(of: name))
    let spread = try probe("spread", experiment(["init=\(name)"]))
    let (layers, count) = (bench.shape.columns, bench.shape.rows * bench.shape.columns)
    #expect(layers == 9 && spread.shape.rows == layers)
    for layer in 0..<layers {
      #expect(bench.values[row * layers + layer] == spread.values[2 * layer])
      #expect(bench.values[count + row * layers + layer] == spread.values[2 * layer + 1])
    }
  }

  @Test func whatWasLearnedChangesNothing() throws {
    let start = try probe("starts", experiment([]))
    #expect(try probe("starts", experiment([]), after: 40) == start)
    #expect(start.labels.count == Initializer.Kind.allCases.count && start.labels.contains("normal 0.1"))
  }

  /// Eight layers of ReLU: He keeps the errors alive, small normal weights lose them, zero has none.
  @Test func theEndsTellThemApart() throws {
    let bench = try probe("starts", experiment([]))
    let count = bench.shape.rows * bench.shape.columns
    func error(_ name: String) throws -> Float {
      let row = try #require(bench.labels.firstIndex(of: name))
      return bench.values[count + row * bench.shape.columns]
    }
    #expect(try error("he-normal") > 1e-3)
    #expect(try error("normal 0.1") < 1e-3 * error("he-normal"))
    #expect(try error("zero") == 0)
  }
}
