import Datasets
import Experiments
import Foundation
import Neural
import Testing

@Suite struct HeadlessRunTests {
  private final class Clock {
    private var time = 0.0
    func now() -> Double {
      time += 1
      return time
    }
  }

  private func perform(
    _ experiment: Experiment, interval: Int? = nil, until: String? = nil, probes: [String] = []
  ) throws -> (rows: [HeadlessRun.Row], summary: HeadlessRun.Summary) {
    let run = try HeadlessRun(experiment, interval: interval, until: until, probes: probes, make: makeBowl)
    var rows: [HeadlessRun.Row] = []
    let clock = Clock()
    let summary = run.run(now: clock.now) { rows.append($0) }
    return (rows, summary)
  }

  @Test func rowsStandAtMultiplesAndTheSummaryAtTheEnd() throws {
    let (rows, summary) = try perform(bowl(rate: 0.25, steps: 10), interval: 4)
    #expect(rows.map(\.step) == [0, 4, 8])
    #expect(rows[1].readings[1] == 1.0 / 16)
    #expect(summary.row.step == 10)
    #expect(summary.row.readings[1] == 1.0 / 1024)
    #expect(summary.ending == .done)
    #expect(summary.seconds == 3)
    #expect(summary.parameterCount == 1)
    #expect(summary.receipt.experiment == bowl(rate: 0.25, steps: 10))
  }

  @Test(arguments: [1, 5, 19, 20, 100, 1000])
  func byDefaultThereAreAboutTwentyRows(steps: Int) throws {
    let rows = try perform(bowl(rate: 0.001, steps: steps)).rows
    #expect(rows.count <= 20)
    #expect(rows.count >= min(steps, 20))
  }

  @Test func aGoalEndsTheRunInTheStateThatMetIt() throws {
    let (_, summary) = try perform(bowl(rate: 0.25), interval: 7, until: "w <= 0.3")
    #expect(summary.ending == .goal)
    #expect(summary.row.step == 2)
    #expect(summary.row.readings[1] == 0.25)
    let missed = try perform(bowl(rate: 0.25, steps: 5), until: "w <= -1").summary
    #expect(missed.ending == .done)
    #expect(missed.goal?.state == .open)
    #expect(try perform(bowl(), until: "w <= 1").summary.row.step == 0)
    #expect(try perform(bowl(rate: 0.25, steps: 5), until: "w <= 1 at 5").summary.ending == .goal)
  }

  @Test func divergingIsReportedAtItsStep() throws {
    let (_, summary) = try perform(bowl(steps: 50, options: ["nan": 7]))
    #expect(summary.ending == .diverged)
    #expect(summary.row.step == 7)
    #expect(summary.row.epoch == 7)
    #expect(summary.row.readings[0].isNaN)
  }

  @Test func whatIsNotThereIsRefused() throws {
    var missing = bowl()
    missing.data.name = "missing"
    for (make, part) in [
      ({ try HeadlessRun(missing, make: makeBowl) }, "did you mean \"bowl\"?"),
      ({ try HeadlessRun(bowl(), until: "los <= 1", make: makeBowl) }, "did you mean \"loss\"?"),
      ({ try HeadlessRun(bowl(), probes: ["weight/1"], make: makeBowl) }, "did you mean \"weights/1\"?"),
      ({ try HeadlessRun(bowl(), probes: ["bias*"], make: makeBowl) }, "there is no probe \"bias*\""),
    ] as [(() throws -> HeadlessRun, String)] {
      do {
        _ = try make()
        Issue.record("accepted")
      } catch {
        #expect("\(error)".contains(part), "\(error)")
      }
    }
  }

  @Test func everyJSONLineIsAnObject() throws {
    let (rows, summary) = try perform(
      bowl(steps: 50, options: ["nan": 7]), interval: 3, probes: ["weights/*", "field"])
    let lines = rows.map { RunFormat.jsonl.line($0) } + RunFormat.jsonl.lines(summary)
    let objects = try lines.map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(objects.map { $0["step"] as? Int } == [0, 3, 6, 7])
    let first = try #require(objects[0]["metrics"] as? [String: Any])
    #expect(first["loss"] as? Double == 1)
    #expect(first["validation/loss"] as? Double == 2)
    let last = try #require(objects.last)
    #expect((last["metrics"] as? [String: Any])?["loss"] as? String == "nan")
    #expect(last["final"] as? Bool == true)
    #expect(last["phase"] as? String == "diverged")
    #expect(last["parameters"] as? Int == 1)
    #expect(last["steps_per_second"] as? Double != nil)
    #expect((last["receipt"] as? String)?.hasPrefix("gradlab1:") == true)
    let probes = try #require(last["probes"] as? [String: [String: Any]])
    #expect(Set(probes.keys) == ["field", "weights/1"])
    #expect(probes["field"]?["columns"] as? Int == 1)
    #expect(objects.dropLast().allSatisfy { $0["final"] == nil })
  }

  @Test func csvHasOneHeadingAndNothingButRows() throws {
    let (rows, summary) = try perform(bowl(rate: 0.25, steps: 4), interval: 2)
    let lines =
      [RunFormat.csv.heading(rows[0])].compactMap { $0 } + rows.map { RunFormat.csv.line($0) }
      + RunFormat.csv.lines(summary)
    #expect(lines[0] == "step,epoch,loss,w,validation/loss")
    #expect(lines[1] == "0,0,1,1,2")
    #expect(lines.count == 4)
    #expect(lines[3].hasPrefix("4,4,0.00390625,"))
  }

  @Test func theTableIsAlignedAndEndsWithTheReceipt() throws {
    let (rows, summary) = try perform(bowl(rate: 0.25, steps: 4), interval: 2, until: "w <= -1")
    let heading = try #require(RunFormat.table.heading(rows[0]))
    for row in rows { #expect(RunFormat.table.line(row).count == heading.count) }
    let end = RunFormat.table.lines(summary)
    #expect(end.contains { $0.hasPrefix("done after 4 steps") })
    #expect(end.contains("goal not met: w <= -1"))
    #expect(end.last?.hasPrefix("receipt gradlab1:") == true)
  }
}
