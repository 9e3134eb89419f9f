import Neural
import Testing

@Suite("Numbers below the smallest normal float")
struct SubnormalTests {
  /// A learner whose only number is halved by every step.
  private final class Halver: Learner {
    let memory: Memory
    let number: Floats
    let meters = [Meter("loss")]
    let probes: [String] = []
    let stepsPerEpoch = 1
    let isSettled = false

    init(start: Float) {
      var plan = MemoryPlan()
      let place = plan.reserveState(1)
      memory = Memory(plan)
      number = memory.state[place]
      number[0] = start
    }

    func step(_ index: Int, readings: Floats) {
      number[0] *= 0.5
      readings[0] = number[0]
    }
    func measure(readings: Floats) {}
    func turn(_ knob: String, to value: Float) -> Bool { false }
    func fill(_ probe: inout Probe) {}
  }

  private func halved(_ act: (Halver, Floats) -> Void) -> Float {
    let halver = Halver(start: .leastNormalMagnitude)
    var plan = MemoryPlan()
    let readings = plan.reserveWorkspace(1)
    let room = Memory(plan)
    act(halver, room.workspace[readings])
    return halver.number[0]
  }

  @Test("training takes them as zero; outside of it they are what they were")
  func training() {
    let zero = halved { $0.train(0, readings: $1) }
    let kept = halved { $0.step(0, readings: $1) }
    #expect(zero == 0)
    #expect(kept == .leastNormalMagnitude / 2)
  }
}
