import Neural
import TestSupport
import Testing

@testable import Experiments

@Suite struct BenchmarkTests {
  /// A clock that goes on by a fixed amount whenever it is read.
  private final class Ticks {
    private var time = 0.0
    private let tick: Double

    init(_ tick: Double) { self.tick = tick }

    func now() -> Double {
      time += tick
      return time
    }
  }

  @Test(arguments: BenchmarkCatalog.all.names)
  func aWorkloadStepsWithoutAllocating(_ name: String) throws {
    let run = try BenchmarkRun(BenchmarkCatalog.all.entry(named: name))
    run.step(2)
    #expect(countAllocations { run.step(3) } == 0)
    #expect(run.loss.isFinite)
  }

  @Test(arguments: BenchmarkCatalog.all.names)
  func everyRunOfAWorkloadIsTheSame(_ name: String) throws {
    let benchmark = try BenchmarkCatalog.all.entry(named: name)
    let runs = try (0..<2).map { _ in try BenchmarkRun(benchmark) }
    for run in runs { run.step(4) }
    #expect(runs[0].learner.memory.parameters.array == runs[1].learner.memory.parameters.array)
  }

  @Test func denseWorkloadsCountTheirProducts() throws {
    let digits = try BenchmarkCatalog.all.entry(named: "mlp-digits")
    #expect(digits.operations == Double(2 * 32 * (2 * 64 * 128 + 3 * 128 * 64 + 3 * 64 * 10)))
  }

  @Test func aStepTakesTheTimeThatTheClockTells() throws {
    let ticks = Ticks(0.001)
    let timing = try BenchmarkCatalog.all.entry(named: "mlp-playground").time(seconds: 0.01, now: ticks.now)
    #expect(abs(timing.microseconds - 1000) < 1e-6)
    #expect(timing.gigaflops != nil)
  }

  @Test func aMachineReadsThreeFields() {
    let timing = BenchmarkTiming(name: "mlp-digits", microseconds: 36.125, gigaflops: 75)
    #expect(BenchmarkFormat.tsv.line(timing, peak: 0) == "mlp-digits\tgradlab\t36.12")
    #expect(BenchmarkFormat.tsv.heading == nil && BenchmarkFormat.tsv.ending(peak: 150) == nil)
  }

  @Test func aPersonReadsTheShareOfThePeak() {
    let timing = BenchmarkTiming(name: "mlp-digits", microseconds: 40, gigaflops: 75)
    let line = BenchmarkFormat.table.line(timing, peak: 150)
    #expect(line.split(separator: " ") == ["mlp-digits", "40.00", "25000", "75.0", "50", "%"])
    let bare = BenchmarkFormat.table.line(BenchmarkTiming(name: "som", microseconds: 40), peak: 150)
    #expect(bare.split(separator: " ") == ["som", "40.00", "25000"])
  }

  @Test func aMistypedWorkloadNamesTheNearest() {
    #expect {
      try BenchmarkCatalog.all.entry(named: "mlp-digit")
    } throws: { error in
      "\(error)" == "there is no benchmark \"mlp-digit\"; did you mean \"mlp-digits\"?"
    }
  }

  @Test func theMedianIsTheMiddle() {
    #expect(Benchmark.median([3, 1, 2]) == 2)
    #expect(Benchmark.median([4, 1, 2, 3]) == 2.5)
  }

  @Test func multiplyAddsAreCounted() {
    #expect(ArithmeticPeak.perform(rounds: 10) >= 10 * 2 * 12)
    #expect(ArithmeticPeak.gigaflops(now: Ticks(1).now) > 0)
  }
}
