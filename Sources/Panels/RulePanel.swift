public import Experiments
import Neural
public import TerminalUI

/// The perceptron rule with the numbers of its last correction.
public enum RulePanel: Panel {
  public static let name = "rule"
  public static let probes = ["guilty", "current", "points"]
  public static let options: [String] = []
  public static let minimum = Size(width: 30, height: 4)

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    "perceptron rule\(snapshot.laneTag(view))"
  }

  public static func rows(_ snapshot: Snapshot, _ view: PanelView, width: Int) -> Int? {
    // See `Correction.lines`.
    snapshot.shownLane(view).flatMap { Correction($0.probes["guilty"]) }.map { _ in 9 }
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let lane = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    guard let correction = Correction(lane.probes["guilty"]) else {
      let text =
        lane.step == 0
        ? "The rule appears here with the numbers of its first mistake. Space runs it."
        : "No mistake yet: the weights stand where they began."
      return canvas.message(text, in: area)
    }
    correction.keep(on: &canvas, in: area)
    var y = area.y
    for (text, ink) in correction.lines(lane, width: area.width) where y < area.maxY {
      canvas.spell(text, x: area.x + 1, y: y, ink, in: area)
      y += 1
    }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view), let correction = Correction(lane.probes["guilty"]) else {
      return "No mistake has been corrected yet. Space runs it."
    }
    return correction.sentence(lane)
  }
}

/// One correction: w ← w + η · y · x, with three weights, the last of the bias.
struct Correction {
  /// Scaled inputs, then the constant 1.
  var inputs: [Double]
  var label: Double
  var dot: Double
  var before: [Double]
  var after: [Double]
  var step: Int
  var example: Int

  /// From the columns x, y, x₁, x₂, label, w·x before, w before ×3, w after ×3, step, example.
  init?(_ probe: Probe?) {
    guard let probe, probe.rowCount >= 1, probe.shape.columns >= 14 else { return nil }
    let row = (0..<14).map { Double(probe.value(0, $0)) }
    guard row.allSatisfy(\.isFinite) else { return nil }
    inputs = [row[2], row[3], 1]
    label = row[4]
    dot = row[5]
    before = Array(row[6..<9])
    after = Array(row[9..<12])
    step = Int(min(max(row[12], 0), 1e9))
    example = Int(min(max(row[13], 0), 1e9))
  }

  /// η · y, read off the bias weight, whose input is 1.
  private var rate: Double { after[2] - before[2] }

  func lines(_ lane: LaneSnapshot, width: Int) -> [(String, Ink)] {
    let digits = decimals
    func number(_ value: Double) -> String { Digits.fixed(value, decimals: digits) }
    func cell(_ value: Double) -> String { number(value).leftPadded(to: digits + 4) }
    var lines: [(String, Ink)] = [
      ("\(who(lane)): label \(sign), w·x = \(number(dot)) \(label > 0 ? "≤" : "≥") 0 → wrong", .warning),
      ("", .text),
      ("w ← w + η·y·x     η·y = \(number(rate))", .strong), ("", .text),
    ]
    for (index, name) in ["w1", "w2", "b "].enumerated() {
      let product =
        "\(cell(before[index])) + \(number(rate)) · \(cell(inputs[index])) = \(cell(after[index]))"
      lines.append(("\(name)  \(product)", .text))
    }
    lines += [("", .text), (counter(lane), .accent)]
    return lines
  }

  /// The three weights with all their digits; they stand in the rows four to six.
  func keep(on canvas: inout Canvas, in area: Rect) {
    let (before, after, inputs, rate) = (before, after, inputs, rate)
    let rows = (0..<3).map { area.y + 4 + $0 }.filter { $0 < area.maxY }
    canvas.keepRows(rows, x: area.x + 1, width: 2, in: area) { index in
      let exact = [before[index], rate, inputs[index], after[index]].map { Digits.exact($0) }
      return Reading(
        "\(["w1", "w2", "bias"][index]): \(exact[0]) + \(exact[1]) · \(exact[2]) = \(exact[3])")
    }
  }

  /// As few decimals as let the shown products come out right, at most five.
  private var decimals: Int {
    for digits in 3...5 {
      let unit = Decimal.power(digits)
      func rounded(_ value: Double) -> Double { (value * unit).rounded() / unit }
      let isExact = (0..<3).allSatisfy { index in
        let shown = rounded(before[index]) + rounded(rate) * rounded(inputs[index])
        return abs(rounded(shown) - rounded(after[index])) < 0.5 / unit
      }
      if isExact { return digits }
    }
    return 5
  }

  private var sign: String { label > 0 ? "+1" : "-1" }

  private func who(_ lane: LaneSnapshot) -> String {
    let names = lane.probes["points"]?.labels ?? []
    let name = names.indices.contains(label > 0 ? 1 : 0) ? ", \(names[label > 0 ? 1 : 0])" : ""
    return "example \(example + 1)\(name)"
  }

  private func counter(_ lane: LaneSnapshot) -> String {
    let mistakes = lane.reading("mistakes").map { Digits.short(Double($0)) } ?? "?"
    guard let bound = lane.reading("bound") else { return "mistakes \(mistakes)" }
    let isChanged = lane.standing.contains(where: \.changesExamples)
    if isChanged { return "mistakes \(mistakes), no bound: the examples were changed on the way" }
    guard bound.isFinite else { return "mistakes \(mistakes), no bound: no line separates these examples" }
    return "mistakes \(mistakes) of at most (R/γ)² = \(Digits.short(Double(bound)))"
  }

  func sentence(_ lane: LaneSnapshot) -> String {
    let old = before.map { Digits.fixed($0, decimals: 3) }.joined(separator: ", ")
    let new = after.map { Digits.fixed($0, decimals: 3) }.joined(separator: ", ")
    return
      "At step \(step), \(who(lane)) with label \(sign) had w·x = \(Digits.fixed(dot, decimals: 3)), which is wrong; "
      + "the weights went from (\(old)) to (\(new)); \(counter(lane))."
  }
}
