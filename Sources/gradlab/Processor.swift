import Foundation
import Neural

/// The processor, and which build of the kernels it runs.
enum Processor {
  private static let description = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""

  private static func field(_ name: String) -> String? {
    let line = description.split(separator: "\n").first { $0.hasPrefix(name) }
    return line?.split(separator: ":", maxSplits: 1).last.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  static var model: String { field("model name") ?? "unknown" }

  /// The build of the kernels that runs.
  static var kernels: String {
    switch KernelBuild.chosen {
    case .level(4): "x86-64-v4, AVX-512: 16 floats at once"
    case .level(3): "x86-64-v3, AVX2 and FMA: 8 floats at once"
    case .level: "x86-64, SSE2: 4 floats at once"
    case .only: "for this processor's baseline"
    }
  }
}
