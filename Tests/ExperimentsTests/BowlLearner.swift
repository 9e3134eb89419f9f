import Datasets
import Experiments
import Neural

/// Descends a bowl, loss = w²; a learner small enough to know every number of it in advance.
///
/// Options: `start` w at the beginning (1), `nan` the step whose loss is not a number, `jump` the step at which w is
/// multiplied by a million, `settle` the step after which nothing changes any more.
final class BowlLearner: Learner {
  let memory: Memory
  let meters = [Meter("loss"), Meter("w"), Meter("validation/loss")]
  let probes = ["weights/1", "weights/2", "field"]
  let stepsPerEpoch: Int
  private let experiment: Experiment
  private var rate: Float

  init(_ experiment: Experiment) throws {
    if experiment.data.name == "missing" {
      throw SettingError("there are no data \"missing\"; did you mean \"bowl\"?")
    }
    self.experiment = experiment
    rate = experiment.optimizer.rate
    stepsPerEpoch = experiment.batch ?? 1
    var plan = MemoryPlan()
    plan.grant(Claim("weight", .weight, .vector(1)), layer: 1)
    _ = plan.reserveState(1)
    memory = Memory(plan)
    memory.parameters[0] = experiment.options["start"] ?? 1
  }

  func step(_ index: Int, readings: Floats) {
    let w = memory.parameters[0]
    let isBroken = experiment.options["nan"].map { Int($0) == index } ?? false
    readings[0] = isBroken ? .nan : w * w
    readings[1] = w
    memory.parameters[0] = w - rate * 2 * w
    if experiment.options["jump"].map({ Int($0) == index }) ?? false { memory.parameters[0] = w * 1e6 }
    memory.state[0] = Float(index + 1)
  }

  func measure(readings: Floats) { readings[2] = memory.parameters[0] * memory.parameters[0] + 1 }

  func turn(_ knob: String, to value: Float) -> Bool {
    guard knob == "rate" else { return false }
    rate = value
    return true
  }

  func fill(_ probe: inout Probe) {
    probe.values = probe.name == "weights/2" ? [] : [memory.parameters[0]]
    probe.shape = .vector(probe.values.count)
  }

  var isSettled: Bool { experiment.options["settle"].map { memory.state[0] >= $0 } ?? false }
}

let makeBowl: LearnerFactory = { try BowlLearner($0) }

func bowl(rate: Float = 0.1, steps: Int = 100, options: [String: Float] = [:]) -> Experiment {
  Experiment(optimizer: OptimizerChoice(rate: rate), steps: steps, options: options)
}
