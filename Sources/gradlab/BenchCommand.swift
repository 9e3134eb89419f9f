import ArgumentParser
import Experiments
import Foundation
import Neural

/// Times training steps of fixed workloads.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Times training steps on this machine.",
    discussion: """
      Each workload is a network of fixed size that learns one batch on one thread: \
      \(BenchmarkCatalog.all.names.joined(separator: ", ")). Without a name all are timed.

      The lines of --format tsv are: workload, gradlab, microseconds per step.

      Example: gradlab bench mlp-digits deep-sigmoid --seconds 3
      """)

  @Argument(help: "Workloads.", completion: .list(BenchmarkCatalog.all.names)) var names: [String] = []
  @Option(help: "How long each workload is measured, in seconds.") var seconds = 1.0
  @Option(
    help: "How lines are written: table or tsv.",
    completion: .list(BenchmarkFormat.allCases.map(\.rawValue)), transform: BenchCommand.format(named:))
  var format = BenchmarkFormat.table

  func run() throws {
    let benchmarks =
      names.isEmpty
      ? BenchmarkCatalog.all.entries : try names.map { try BenchmarkCatalog.all.entry(named: $0) }
    guard seconds > 0, seconds <= 3600 else {
      throw SettingError("--seconds is \(seconds); give a number above 0, at most 3600")
    }
    let clock = ContinuousClock()
    let begin = clock.now
    func now() -> Double { (clock.now - begin) / .seconds(1) }
    let peak = format == .table ? ArithmeticPeak.gigaflops(now: now) : 0
    if let heading = format.heading { Self.write(heading) }
    for benchmark in benchmarks {
      Self.write(format.line(try benchmark.time(seconds: seconds, now: now), peak: peak))
    }
    if let ending = format.ending(peak: peak) { Self.write("\n" + ending) }
  }

  /// Writes a line at once: the next workload takes a while.
  private static func write(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

  private static func format(named name: String) throws -> BenchmarkFormat {
    if let format = BenchmarkFormat(rawValue: name) { return format }
    let advice = Spelling.advice(for: name, among: BenchmarkFormat.allCases.map(\.rawValue))
    throw ValidationError("there is no format \"\(name)\"; \(advice)")
  }
}
