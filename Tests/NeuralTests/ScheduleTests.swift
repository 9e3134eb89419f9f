import Neural
import Testing

private struct ScheduleCase: Decodable, Sendable, CustomTestStringConvertible {
  var kind: String
  var steps: Int
  var factor: Float
  var warmUp: Int
  var patience: Int
  var losses: [Float]
  var rates: [Double]

  var testDescription: String { "\(kind) \(steps) \(warmUp)" }

  func schedule() throws -> Schedule {
    Schedule(
      try #require(Schedule.Kind(rawValue: kind)), steps: steps, factor: factor, warmUp: warmUp,
      patience: patience)
  }
}

@Suite struct ScheduleTests {
  private static let cases = fixture("schedules", ScheduleCase.self)

  @Test(arguments: cases)
  private func ratesAgreeWithPyTorch(_ reference: ScheduleCase) throws {
    var plan = MemoryPlan()
    let layout = try UpdateLayout(
      UpdateConfiguration(rate: 1, schedule: try reference.schedule()), in: &plan)
    let update = Update(layout, memory: Memory(plan))
    var rates: [Float] = []
    for step in reference.rates.indices {
      rates.append(update.rate(at: step))
      if !reference.losses.isEmpty { update.observe(reference.losses[step]) }
    }
    #expect(worstError(rates, reference.rates) < 1e-6)
  }

  @Test func everyKindHasCases() {
    #expect(Set(Self.cases.map(\.kind)) == Set(Schedule.Kind.allCases.map(\.rawValue)))
  }

  @Test func cosineStaysAtNothing() {
    let schedule = Schedule(.cosine, steps: 10)
    #expect(schedule.factor(at: 10) == 0)
    #expect(schedule.factor(at: 1000) == 0)
  }

  @Test func warmUpTakesATenthUnlessTold() {
    #expect(Schedule(.warmUp, steps: 50).warmUp == 5)
    #expect(Schedule(.cosine, steps: 50).warmUp == 0)
  }
}
