import Experiments
import Neural

/// The curves of a race as a table: a row for each step and lane, a column for each meter.
///
/// Steps whose readings are still known one by one have a row each; of older ones there is a row for each stretch that
/// the curve keeps, with its last step and last finite reading. What was not read stays empty.
enum CurveTable {
  static func text(_ lanes: [LaneSnapshot]) -> String {
    var meters: [String] = []
    for meter in lanes.flatMap(\.meters) where !meters.contains(meter.name) { meters.append(meter.name) }
    let heading = (["step", "lane"] + meters.map(quoted)).joined(separator: ",")
    let lines = [heading] + lanes.flatMap { rows(of: $0, meters) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func rows(of lane: LaneSnapshot, _ meters: [String]) -> [String] {
    guard let longest = lane.curves.max(by: { $0.recentEnd < $1.recentEnd }) else { return [] }
    let readings = meters.map { name in lane.curve(name).map(values) ?? [:] }
    return steps(of: longest).map { step in
      let cells = readings.map { $0[step].map(figure) ?? "" }
      return (["\(step)", quoted(lane.name)] + cells).joined(separator: ",")
    }
  }

  /// The steps of a curve that have a row.
  private static func steps(of curve: Curve) -> [Int] {
    let firstRecent = curve.recentEnd - curve.recent.count
    let old = curve.buckets.indices.map { curve.start + ($0 + 1) * curve.width - 1 }.prefix {
      $0 < firstRecent
    }
    return old + Array(firstRecent..<curve.recentEnd)
  }

  private static func values(_ curve: Curve) -> [Int: Float] {
    var values: [Int: Float] = [:]
    for (index, bucket) in curve.buckets.enumerated() {
      values[curve.start + (index + 1) * curve.width - 1] = bucket.last
    }
    let firstRecent = curve.recentEnd - curve.recent.count
    for (place, value) in curve.recent.enumerated() { values[firstRecent + place] = value }
    return values
  }

  private static func figure(_ value: Float) -> String { value.isNaN ? "" : "\(value)" }

  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
