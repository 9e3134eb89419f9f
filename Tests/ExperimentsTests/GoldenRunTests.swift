import Datasets
import Experiments
import Neural
import Testing

/// Runs whose losses are known from an independent implementation: seed 1, the loss before the update of each step.
///
/// Steps 0 and 1 agree to 1e-4 relative, step 10 to 1 %; later ones only where the run is not chaotic.
@Suite struct GoldenRunTests {
  struct Golden: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var data: String
    var settings: [String]
    var losses: [Int: Float]
  }

  static let runs = [
    Golden(
      testDescription: "disc, one neuron, Adam", data: "disc",
      settings: ["optimizer=adam", "rate=0.05", "width=0"],
      losses: [0: 0.746752, 1: 0.741674, 10: 0.707021, 100: 0.692532, 600: 0.692530]),
    Golden(
      testDescription: "disc, 2-4-1, Adam", data: "disc", settings: ["optimizer=adam", "rate=0.05"],
      losses: [0: 0.735982, 1: 0.712664, 10: 0.641142, 100: 0.114113, 600: 0.009598]),
    Golden(
      testDescription: "XOR, 2-2-1", data: "xor", settings: ["width=2", "init=normal", "rate=0.5"],
      losses: [0: 1.052182, 1: 0.914401, 2: 0.850931, 10: 0.665242, 1000: 0.349738]),
    Golden(
      testDescription: "XOR, 2-4-1", data: "xor", settings: ["init=normal", "rate=0.5"],
      losses: [0: 0.891772, 1: 0.793911, 2: 0.723882, 10: 0.526430, 1000: 0.005661]),
    Golden(
      testDescription: "disc, 2-4-1, SGD", data: "disc", settings: ["rate=0.5"],
      losses: [0: 0.735982, 1: 0.719580, 10: 0.664221, 100: 0.447479, 600: 0.050756]),
    Golden(
      testDescription: "ten sigmoid layers", data: "two-moons",
      settings: ["width=16", "depth=10", "activation=sigmoid", "rate=0.5"],
      losses: [0: 0.769842, 1: 0.702415, 10: 0.693147, 100: 0.693147]),
    Golden(
      testDescription: "ten ReLU layers, He", data: "two-moons",
      settings: ["width=16", "depth=10", "activation=relu", "init=he", "rate=0.1"],
      losses: [0: 1.017542, 1: 0.709519, 10: 0.658542, 100: 0.2702]),
    Golden(
      testDescription: "ten sigmoid layers with batch norm", data: "two-moons",
      settings: ["width=16", "depth=10", "activation=sigmoid", "batch-norm=on", "rate=0.5"],
      losses: [0: 0.682072, 1: 0.69809, 10: 0.3503]),
    Golden(
      testDescription: "ten sigmoid layers with skip", data: "two-moons",
      settings: ["width=16", "depth=10", "activation=sigmoid", "skip=on", "rate=0.5"],
      losses: [0: 3.566114, 1: 50.9563, 10: 2.335247, 100: 0.314899]),
  ]

  @Test(arguments: runs)
  func lossesAgree(golden: Golden) throws {
    let plain = Experiment(
      data: DataChoice(name: golden.data, options: golden.data == "xor" ? [:] : ["test": 0]),
      layers: [LayerChoice(size: 4, activation: "tanh"), LayerChoice(size: 1)],
      initializer: Initializer(.xavierNormal), seed: 1, steps: 100_000)
    let experiment = try plain.setting(golden.settings.map { try Setting(parsing: $0) })
    let loop = Loop(lanes: [Lane(name: "", experiment: experiment)], library: .standard)
    var done = 0
    for (step, expected) in golden.losses.sorted(by: { $0.key < $1.key }) {
      loop.advance(step - done)
      done = step
      loop.look()
      let loss = try #require(loop.snapshot().lanes[0].reading("loss"), "\(loop.snapshot().phase)")
      let tolerance: Float = step <= 1 ? 1e-4 : 0.01
      #expect(abs(loss - expected) <= tolerance * expected, "step \(step): \(loss), expected \(expected)")
    }
  }
}
