public import Neural

/// How long one step of a workload takes.
public struct BenchmarkTiming: Sendable, Hashable {
  public var name: String
  /// The best of three medians, in microseconds.
  public var microseconds: Double
  /// Billions of multiplications and additions a second; nil where they are not counted.
  public var gigaflops: Double?

  public init(name: String, microseconds: Double, gigaflops: Double? = nil) {
    self.name = name
    self.microseconds = microseconds
    self.gigaflops = gigaflops
  }
}

extension Benchmark {
  /// Steps that are timed together at most, so that reading the clock does not count.
  private static let longestSample = 50

  /// Times the workload: three rounds of samples, the median of each, the best of the three.
  ///
  /// - Parameters:
  ///   - seconds: how long to measure; every round has at least one sample.
  ///   - now: a clock that never goes back, in seconds.
  public func time(seconds: Double, now: () -> Double) throws -> BenchmarkTiming {
    let run = try BenchmarkRun(self)
    run.step(2)
    let length = Self.sampleLength(of: run, now: now)
    let medians = (0..<3).map { _ in
      Self.median(Self.samples(of: run, length: length, seconds: seconds / 3, now: now))
    }
    let step = medians.min() ?? .nan
    return BenchmarkTiming(
      name: name, microseconds: step * 1e6, gigaflops: operations.map { $0 / step / 1e9 })
  }

  /// As many steps as take about 0.2 ms.
  private static func sampleLength(of run: BenchmarkRun, now: () -> Double) -> Int {
    var length = 1
    while length < longestSample {
      let start = now()
      run.step(length)
      if now() - start > 0.2e-3 { break }
      length = min(2 * length, longestSample)
    }
    return length
  }

  private static func samples(
    of run: BenchmarkRun, length: Int, seconds: Double, now: () -> Double
  ) -> [Double] {
    var samples: [Double] = []
    let end = now() + seconds
    repeat {
      let start = now()
      run.step(length)
      samples.append((now() - start) / Double(length))
    } while now() < end
    return samples
  }

  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}

extension ArithmeticPeak {
  /// Billions of multiplications and additions a second that this processor does at best on one thread.
  public static func gigaflops(now: () -> Double) -> Double {
    (0..<20).map { _ in
      let start = now()
      let operations = perform(rounds: 20_000)
      return operations / (now() - start) / 1e9
    }.max() ?? 0
  }
}
