import Datasets
import Experiments
import Neural

/// Its accuracy is rate · step / 60, ten times that with batch normalization; rates above 100 diverge at once, and the
/// rate 0.77 does nothing with seed 44.
final class RampLearner: Learner {
  let memory: Memory
  let meters = [Meter("loss"), Meter("accuracy")]
  let probes: [String] = []
  let stepsPerEpoch = 1
  let isSettled = false
  private let slope: Float

  init(_ experiment: Experiment) throws {
    if experiment.data.name == "penguins" { throw DataError("the penguins have left") }
    var plan = MemoryPlan()
    plan.grant(Claim("weight", .weight, .vector(1)), layer: 1)
    memory = Memory(plan)
    let rate = experiment.optimizer.rate
    let boost: Float = experiment.layers.contains { $0.batchNorm } ? 10 : 1
    slope = rate > 100 ? .infinity : experiment.seed == 44 && rate == 0.77 ? 0 : rate * boost / 60
  }

  func step(_ index: Int, readings: Floats) {
    readings[1] = min(1, slope * Float(index))
    readings[0] = slope.isFinite ? 1 - readings[1] : .nan
  }

  func measure(readings: Floats) {}
  func turn(_ knob: String, to value: Float) -> Bool { false }
  func fill(_ probe: inout Probe) {}
}
