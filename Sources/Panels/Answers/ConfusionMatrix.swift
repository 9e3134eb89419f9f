import Experiments
import Neural
import TerminalUI

/// Counts of (true class, answered class) with the names of the classes.
struct ConfusionMatrix {
  var count: Int
  var values: [Float]
  var names: [String]

  init?(_ probe: Probe?) {
    guard let probe, probe.shape.columns > 1, probe.rowCount == probe.shape.columns else { return nil }
    count = probe.shape.columns
    values = probe.values
    let size = count
    names = probe.labels.count == size ? probe.labels : (0..<size).map(String.init)
  }

  func value(_ truth: Int, _ answer: Int) -> Double { Double(values[truth * count + answer]) }
  func total(_ truth: Int) -> Double { (0..<count).reduce(0) { $0 + value(truth, $1) } }
  /// Of all examples of the true class.
  func share(_ truth: Int, _ answer: Int) -> Double? {
    let share = value(truth, answer) / total(truth)
    return share.isFinite ? min(max(share, 0), 1) : nil
  }

  func text(_ truth: Int, _ answer: Int, isShare: Bool) -> String {
    guard isShare else { return Digits.short(value(truth, answer)) }
    return share(truth, answer).map { Digits.fixed($0 * 100, decimals: 0) } ?? "-"
  }

  func reading(_ truth: Int, _ answer: Int) -> Reading {
    let share = share(truth, answer).map { " · \(Digits.reading($0 * 100, digits: 6))% of them" } ?? ""
    let verdict = truth == answer ? "right" : "wrong"
    return Reading(
      "true \(names[truth]), answered \(names[answer]), \(verdict) · \(Digits.exact(value(truth, answer))) of "
        + "\(Digits.exact(total(truth))) examples\(share)")
  }

  var all: Double { (0..<count).reduce(0) { $0 + total($1) } }
  var right: Double { (0..<count).reduce(0) { $0 + value($1, $1) } }

  /// The mistake made most often.
  var worst: (truth: Int, answer: Int)? {
    let mistakes = (0..<count * count).filter { $0 / count != $0 % count && values[$0] > 0 }
    return mistakes.max { values[$0] < values[$1] }.map { ($0 / count, $0 % count) }
  }
}
