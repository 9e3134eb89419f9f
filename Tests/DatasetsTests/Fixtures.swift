import Datasets
import Foundation
import Testing

/// The data folder of the checkout that holds these tests.
let library = DataLibrary(
  root: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("assets/data").path)

/// The sentence with which something is refused; empty if it is not.
func sentence(_ body: () throws -> Void) -> String {
  do { try body() } catch { return "\(error)" }
  return ""
}

/// Whether each pair differs by no more than `tolerance`.
func isClose(_ values: [Float], _ expected: [Double], within tolerance: Double = 1e-5) -> Bool {
  values.count == expected.count
    && zip(values, expected).allSatisfy { (Double($0) - $1).magnitude <= tolerance * max(1, $1.magnitude) }
}

/// A table of one's own, in a file that lasts as long as the body runs.
func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gradlab-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let path = folder.appendingPathComponent("t.csv").path
  try Data(bytes).write(to: URL(fileURLWithPath: path))
  return try body(path)
}
