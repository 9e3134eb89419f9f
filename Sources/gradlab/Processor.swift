import Foundation

/// What the processor offers the kernels, and which build of them it therefore runs.
enum Processor {
  private static let description = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""

  private static func field(_ name: String) -> String? {
    let line = description.split(separator: "\n").first { $0.hasPrefix(name) }
    return line?.split(separator: ":", maxSplits: 1).last.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  static var model: String { field("model name") ?? "unknown" }

  /// The levels of x86-64 that the kernels are compiled for.
  static var kernels: String {
    #if arch(x86_64)
      let features = Set((field("flags") ?? "").split(separator: " "))
      let fourth: Set<Substring> = ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]
      let third: Set<Substring> = ["avx2", "bmi1", "bmi2", "f16c", "fma"]
      if fourth.union(third).isSubset(of: features) { return "x86-64-v4, AVX-512: 16 floats at once" }
      if third.isSubset(of: features) { return "x86-64-v3, AVX2 and FMA: 8 floats at once" }
      return "x86-64, SSE2: 4 floats at once"
    #else
      return "for this processor's baseline"
    #endif
  }
}
