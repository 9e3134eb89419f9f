import Foundation
import Neural
import Testing

/// Reads a file of reference results that `Fixtures/make_fixtures.py` wrote.
func fixture<Case: Decodable>(_ name: String, _ type: Case.Type) -> [Case] {
  let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name).json")
  do {
    return try JSONDecoder().decode([Case].self, from: Data(contentsOf: file))
  } catch {
    Issue.record("cannot read \(name).json: \(error)")
    return []
  }
}

/// The largest difference, relative to the largest reference value or `floor`; infinite for NaN or different counts.
///
/// With GRADLAB_ERRORS in the environment each goes to the standard error, with the file that asked.
func worstError(
  _ values: [Float], _ reference: [Double], floor: Double = 1e-30, file: String = #fileID
) -> Double {
  let worst = largestDifference(values, reference, floor: floor)
  if ProcessInfo.processInfo.environment["GRADLAB_ERRORS"] != nil {
    FileHandle.standardError.write(Data("error \(file) \(worst)\n".utf8))
  }
  return worst
}

private func largestDifference(_ values: [Float], _ reference: [Double], floor: Double) -> Double {
  guard values.count == reference.count else { return .infinity }
  let scale = max(reference.map(abs).max() ?? 0, floor)
  var worst = 0.0
  for (value, expected) in zip(values, reference) {
    let error = abs(Double(value) - expected) / scale
    if !(error <= worst) { worst = error.isNaN ? .infinity : error }
  }
  return worst
}

/// Floats in −1…1 that only depend on the seed.
func noise(_ count: Int, seed: UInt64) -> [Float] {
  var random = RandomStream(seed: seed, .noise)
  return (0..<count).map { _ in Float(random.uniform(-1, 1)) }
}

/// Runs `body` with a view of a copy of the values; returns what it left there.
@discardableResult
func withFloats<Result>(_ values: [Float], _ body: (Floats) -> Result) -> (result: Result, values: [Float]) {
  var copy = values
  let result = copy.withUnsafeMutableBufferPointer { buffer in
    buffer.baseAddress.map { body(Floats($0, count: buffer.count)) }
  }
  guard let result else { preconditionFailure("no values") }
  return (result, copy)
}
