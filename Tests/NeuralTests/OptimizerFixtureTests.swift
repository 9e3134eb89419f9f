import Neural
import Testing

struct OptimizerCase: Decodable, Sendable, CustomTestStringConvertible {
  var kind: String
  var rate: Double
  var options: [String: Double]
  var start: [Double]
  var gradients: [[Double]]
  var values: [[Double]]

  var testDescription: String { "\(kind) rate \(rate) \(options)" }
}

@Suite struct OptimizerFixtureTests {
  static let cases =
    fixture("optimizers", OptimizerCase.self) + fixture("training-optimizers", OptimizerCase.self)

  @Test(arguments: cases)
  func tenStepsAgreeWithPyTorch(_ reference: OptimizerCase) throws {
    let optimizer = try OptimizerCatalog.all.entry(named: reference.kind).make(options: reference.options)
    let rig = OptimizerRig(optimizer, reference.start.map(Float.init))
    for (step, gradient) in reference.gradients.enumerated() {
      rig.step(gradient.map(Float.init), rate: Float(reference.rate))
      #expect(worstError(rig.parameters.array, reference.values[step]) < 1e-5, "step \(step + 1)")
    }
  }

  @Test func everyOptimizerHasCases() {
    #expect(Set(Self.cases.map(\.kind)) == Set(OptimizerCatalog.all.names))
  }
}

/// An optimizer with parameters and moments of its own.
final class OptimizerRig {
  let optimizer: any Optimizer
  private let memory: Memory
  let parameters: Floats
  let gradients: Floats
  private let first: Floats
  private let second: Floats
  private var steps = 0

  init(_ optimizer: any Optimizer, _ start: [Float]) {
    self.optimizer = optimizer
    var plan = MemoryPlan()
    let places = (0..<4).map { _ in plan.reserveWorkspace(start.count) }
    memory = Memory(plan)
    parameters = memory.workspace[places[0]]
    gradients = memory.workspace[places[1]]
    first = memory.workspace[places[2]].prefix(optimizer.momentCount > 0 ? start.count : 0)
    second = memory.workspace[places[3]].prefix(optimizer.momentCount > 1 ? start.count : 0)
    parameters.copy(from: start)
  }

  func step(_ gradient: [Float], rate: Float) {
    gradients.copy(from: gradient)
    step(rate: rate)
  }

  func step(rate: Float) {
    steps += 1
    optimizer.update(parameters, along: gradients, first: first, second: second, rate: rate, step: steps)
  }
}
