import Neural
import TestSupport
import Testing

/// What must hold for every optimizer of the catalog.
@Suite struct OptimizerTests {
  static let names = OptimizerCatalog.all.names

  @Test(arguments: names)
  func nameIsThatOfTheType(_ name: String) throws {
    let optimizer = try OptimizerCatalog.all.entry(named: name).make()
    #expect(type(of: optimizer).name == name)
  }

  @Test(arguments: names)
  func goesDownABowl(_ name: String) throws {
    let rates: [String: Float] = ["adagrad": 0.5, "adadelta": 5, "rmsprop": 0.02]
    let rig = OptimizerRig(try OptimizerCatalog.all.entry(named: name).make(), [1, -2, 3])
    for _ in 0..<300 { rig.step(rig.parameters.array, rate: rates[name] ?? 0.05) }
    for value in rig.parameters.array { #expect(abs(value) < 0.05) }
  }

  @Test(arguments: names)
  func updateAllocatesNothing(_ name: String) throws {
    let rig = OptimizerRig(try OptimizerCatalog.all.entry(named: name).make(), noise(33, seed: 1))
    #expect(countAllocations { rig.step(rate: 0.1) } == 0)
  }

  @Test(arguments: names)
  func noGradientNoMove(_ name: String) throws {
    let start = noise(33, seed: 1)
    let kind = try OptimizerCatalog.all.entry(named: name)
    let decays = kind.options.contains { $0.name == "decay" }
    let rig = OptimizerRig(try kind.make(options: decays ? ["decay": 0] : [:]), start)
    for _ in 0..<3 { rig.step(rate: 0.1) }
    #expect(rig.parameters.array == start)
  }

  @Test(arguments: names)
  func notANumberSpoilsOnlyItsOwnWeight(_ name: String) throws {
    let rig = OptimizerRig(try OptimizerCatalog.all.entry(named: name).make(), [1, 1, 1])
    rig.step([0.5, .nan, 0.5], rate: 0.1)
    #expect(rig.parameters.array.map(\.isNaN) == [false, true, false])
  }

  @Test func adamAgreesAfterAHundredThousandSteps() {
    // A constant gradient moves every weight by the rate, however late.
    let optimizer = Adam()
    let moved = withFloats([0]) { parameters in
      withFloats([0.25]) { gradient in
        withFloats([0.25]) { first in
          withFloats([0.0625]) { second in
            optimizer.update(
              parameters, along: gradient, first: first, second: second, rate: 0.1, step: 100_000)
          }
        }
      }
    }
    #expect(abs(moved.values[0] + 0.1) < 1e-6)
  }
}
