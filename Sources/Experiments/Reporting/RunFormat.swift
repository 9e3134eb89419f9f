import Foundation
import Neural

/// How a headless run is written, line by line.
public enum RunFormat: String, Sendable, CaseIterable {
  case table, csv, jsonl

  /// What stands above the first row; nil for no heading.
  public func heading(_ row: HeadlessRun.Row) -> String? {
    switch self {
    case .jsonl: nil
    case .csv: (["step", "epoch"] + row.meters.map { Self.quoted($0.name) }).joined(separator: ",")
    case .table: Self.aligned(["step", "epoch"] + Self.shown(row).map { row.meters[$0].name }, row)
    }
  }

  public func line(_ row: HeadlessRun.Row) -> String {
    switch self {
    case .jsonl: JSONText.object(Self.fields(row))
    case .csv:
      ([String(row.step), Numeral.text(row.epoch)] + row.readings.map { Numeral.text($0) })
        .joined(separator: ",")
    case .table:
      Self.aligned(
        [String(row.step), Self.short(row.epoch)] + Self.shown(row).map { Self.short(row.readings[$0]) }, row)
    }
  }

  /// The last row and, where the format has room for it, what is to be said about the run.
  ///
  /// - Parameter verdict: of a replay, with its sentence.
  public func lines(
    _ summary: HeadlessRun.Summary, verdict: (agrees: Bool, sentence: String)? = nil
  ) -> [String] {
    switch self {
    case .jsonl:
      [
        JSONText.object(
          Self.fields(summary.row) + Self.fields(summary)
            + (verdict.map { [("replay", JSONText.string($0.agrees ? "agrees" : "differs"))] } ?? []))
      ]
    case .csv: [line(summary.row)]
    case .table:
      [line(summary.row), ""] + Self.sentences(summary)
        + (verdict.map { $0.agrees ? [$0.sentence] : [] } ?? [])
    }
  }

  // MARK: jsonl

  private static func fields(_ row: HeadlessRun.Row) -> [(String, String)] {
    let metrics = zip(row.meters, row.readings).map { ($0.name, JSONText.number($1)) }
    return [
      ("step", String(row.step)), ("epoch", JSONText.number(row.epoch)),
      ("metrics", JSONText.object(metrics)),
    ]
  }

  private static func fields(_ summary: HeadlessRun.Summary) -> [(String, String)] {
    var fields = [
      ("final", "true"), ("phase", JSONText.string(summary.ending.rawValue)),
      ("seconds", JSONText.number(Float(summary.seconds))),
      ("steps_per_second", JSONText.number(Float(summary.stepsPerSecond))),
      ("parameters", String(summary.parameterCount)),
      ("receipt", JSONText.string(summary.receipt.description)),
      ("diagnoses", JSONText.array(summary.findings.map(object))),
    ]
    if !summary.probes.isEmpty {
      fields.append(("probes", JSONText.object(summary.probes.map { ($0.name, object($0)) })))
    }
    return fields
  }

  private static func object(_ finding: Finding) -> String {
    JSONText.object([
      ("kind", JSONText.string(finding.kind.rawValue)), ("step", String(finding.step)),
      ("evidence", JSONText.string(finding.evidence)), ("evidence_step", String(finding.evidenceStep)),
      ("lessons", JSONText.array(finding.lessons.map(JSONText.string))),
    ])
  }

  private static func object(_ probe: Probe) -> String {
    var fields = [
      ("rows", String(probe.shape.rows)), ("columns", String(probe.shape.columns)),
      ("channels", String(probe.shape.channels)),
      ("values", JSONText.array(probe.values.map(JSONText.number))),
    ]
    for (name, range) in [("x", probe.xRange), ("y", probe.yRange)] {
      guard let range else { continue }
      fields.append((name, JSONText.array([range.lowerBound, range.upperBound].map(JSONText.number))))
    }
    if !probe.labels.isEmpty { fields.append(("labels", JSONText.array(probe.labels.map(JSONText.string)))) }
    return JSONText.object(fields)
  }

  // MARK: table

  /// Columns for people: not the norms of every single layer.
  private static func shown(_ row: HeadlessRun.Row) -> [Int] {
    row.meters.indices.filter { index in
      !row.meters[index].name.hasPrefix("gradient/") && !row.meters[index].name.hasPrefix("delta/")
    }
  }

  private static func aligned(_ cells: [String], _ row: HeadlessRun.Row) -> String {
    let names = ["step", "epoch"] + shown(row).map { row.meters[$0].name }
    return zip(cells, names).map { cell, name in
      String(repeating: " ", count: max(0, max(name.count, 10) - cell.count)) + cell
    }.joined(separator: "  ")
  }

  private static func short(_ value: Float) -> String {
    guard value.isFinite else { return Numeral.text(value) }
    return String(format: "%.5g", Double(value))
  }

  private static func sentences(_ summary: HeadlessRun.Summary) -> [String] {
    let speed = String(format: "%.3g s, %.0f steps/s", summary.seconds, summary.stepsPerSecond)
    let ending =
      switch summary.ending {
      case .done: "done after \(summary.row.step) steps"
      case .diverged: "diverged at step \(summary.row.step)"
      case .goal: "goal met at step \(summary.row.step)"
      }
    var lines = ["\(ending) · \(speed) · \(summary.parameterCount) parameters"]
    if let goal = summary.goal, summary.ending != .goal { lines.append("goal not met: \(goal.goal)") }
    for finding in summary.findings {
      let advice = finding.lessons.joined(separator: ", ")
      let evidence = finding.evidence(at: summary.row.step)
      lines.append("\(finding.kind.title) since step \(finding.step): \(evidence) (see \(advice))")
    }
    for probe in summary.probes {
      lines.append("\(probe.name) (\(probe.shape)): " + probe.values.map(short).joined(separator: " "))
    }
    return lines + ["receipt \(summary.receipt)"]
  }

  private static func quoted(_ cell: String) -> String {
    cell.contains { ",\"\n".contains($0) }
      ? "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : cell
  }
}
