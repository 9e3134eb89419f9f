import Foundation

/// How timings are written, line by line.
public enum BenchmarkFormat: String, Sendable, CaseIterable {
  case table, tsv

  /// What stands above the first line; nil for no heading.
  public var heading: String? {
    switch self {
    case .tsv: nil
    case .table: Self.row("workload", "µs a step", "steps/s", "GFLOP/s", "of peak")
    }
  }

  /// - Parameter peak: billions of operations a second that the processor does at best.
  public func line(_ timing: BenchmarkTiming, peak: Double) -> String {
    switch self {
    case .tsv:
      return "\(timing.name)\tgradlab\t\(Self.decimal(timing.microseconds, places: 2))"
    case .table:
      let share = timing.gigaflops.map { "\(Int((100 * $0 / peak).rounded())) %" }
      return Self.row(
        timing.name, Self.decimal(timing.microseconds, places: 2),
        Self.decimal(1e6 / timing.microseconds, places: 0),
        timing.gigaflops.map { Self.decimal($0, places: 1) } ?? "", share ?? "")
    }
  }

  /// What is said below the table; nil for nothing.
  public func ending(peak: Double) -> String? {
    switch self {
    case .tsv: nil
    case .table:
      "One thread; best of three medians. The peak, plain multiply-adds: \(Self.decimal(peak, places: 0)) GFLOP/s."
    }
  }

  private static func decimal(_ value: Double, places: Int) -> String {
    String(format: "%.\(places)f", locale: Locale(identifier: "en_US_POSIX"), value)
  }

  private static func row(_ name: String, _ cells: String...) -> String {
    let left = name + String(repeating: " ", count: max(0, 20 - name.count))
    let right = cells.map { String(repeating: " ", count: max(0, 11 - $0.count)) + $0 }
    let line = left + right.joined()
    return String(line.reversed().drop { $0 == " " }.reversed())
  }
}
