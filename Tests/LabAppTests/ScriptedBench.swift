import Experiments
import Foundation
import LabApp
import Neural

/// A bench that trains nothing: it notes commands and shows what they would lead to.
final class ScriptedBench: Bench {
  private(set) var commands: [String] = []
  private(set) var snapshot = Snapshot()

  func send(_ command: Command) {
    commands.append(Self.name(command))
    snapshot.serial += 1
    switch command {
    case .run(let pace):
      (snapshot.phase, snapshot.pace, snapshot.stepsPerSecond) = (.running, pace, pace ?? 640)
    case .pause, .close: (snapshot.phase, snapshot.stepsPerSecond) = (.paused, 0)
    case .step(let count):
      snapshot.phase = .paused
      advance(count)
    case .load(let lanes):
      snapshot.lanes = lanes.map(Self.fresh)
      (snapshot.phase, snapshot.stepsPerSecond) = (.ready, 0)
    case .back(let count): back(to: (snapshot.lanes.first?.step ?? 0) - count)
    case .seek(let step): back(to: step)
    case .fork(let lane, let name, _):
      var fork = snapshot.lanes[lane]
      fork.name = name
      fork.marks.append(Mark(step: fork.step, text: "forked here", kind: .fork))
      snapshot.lanes.append(fork)
    case .drop(let lane): snapshot.lanes.remove(at: lane)
    case .archive(let lane, let ticket):
      snapshot.weights = ArchivedWeights(
        ticket: ticket, lane: snapshot.lanes[lane].name, step: snapshot.lanes[lane].step, file: Data([1, 2]))
    case .turn, .touch, .display, .show, .search, .walk: break
    }
  }

  func latest() -> Snapshot { snapshot }

  private func back(to step: Int) {
    (snapshot.phase, snapshot.stepsPerSecond) = (.paused, 0)
    for index in snapshot.lanes.indices {
      snapshot.lanes[index].farthest = max(snapshot.lanes[index].farthest, snapshot.lanes[index].step)
      snapshot.lanes[index].step = max(0, step)
      snapshot.lanes[index].autopsy = nil
    }
  }

  func advance(_ count: Int) {
    snapshot.serial += 1
    for index in snapshot.lanes.indices {
      snapshot.lanes[index].step += count
      snapshot.lanes[index].farthest = max(snapshot.lanes[index].farthest, snapshot.lanes[index].step)
      snapshot.lanes[index].epoch = Float(snapshot.lanes[index].step)
      snapshot.lanes[index].readings = [0.6931, 0.5]
    }
  }

  /// Gives every lane these readings of its meters, from step 0 on.
  func record(_ readings: [String: [Float]]) {
    snapshot.serial += 1
    for lane in snapshot.lanes.indices {
      snapshot.lanes[lane].curves = snapshot.lanes[lane].meters.map { meter in
        let values = readings[meter.name] ?? []
        return Curve(recent: values, recentEnd: values.count)
      }
    }
  }

  func meetGoals() {
    snapshot.serial += 1
    for place in snapshot.lanes[0].goals.indices {
      snapshot.lanes[0].goals[place].state = .met(step: 214)
      snapshot.lanes[0].goals[place].current = 0.97
    }
  }

  /// Something happened to the first lane, or was noticed about it.
  func add(_ mark: Mark) {
    snapshot.serial += 1
    snapshot.lanes[0].marks.append(mark)
  }

  func find(_ findings: Finding...) {
    snapshot.serial += 1
    snapshot.lanes[0].findings = findings
  }

  func diverge(_ autopsy: Autopsy, lane: Int = 0, alone: Bool = true) {
    snapshot.serial += 1
    let end = Phase.diverged(autopsy.divergence)
    (snapshot.lanes[lane].phase, snapshot.lanes[lane].autopsy) = (end, autopsy)
    snapshot.lanes[lane].step = autopsy.divergence.step + 1
    snapshot.lanes[lane].farthest = autopsy.divergence.step + 1
    if alone { snapshot.phase = end }
  }

  func fail(_ phase: Phase) {
    snapshot.serial += 1
    snapshot.phase = phase
  }

  private static func fresh(_ lane: Lane) -> LaneSnapshot {
    LaneSnapshot(
      name: lane.name, experiment: lane.experiment, meters: [Meter("loss"), Meter("accuracy")],
      readings: [0.7124, 0.5], curves: [Curve(), Curve()],
      goals: lane.goals.map { GoalStatus(goal: $0, current: 0.5) }, parameterCount: 2500)
  }

  private static func name(_ showing: Showing) -> String {
    switch showing {
    case .code(let x, let y): "code \(x) \(y)"
    case .image(let pixels): "image " + (pixels.map { "\($0.count { $0 > 0 }) of \($0.count)" } ?? "none")
    case .prompt(let text): "prompt \(text)"
    case .temperature(let value): "temperature \(value)"
    }
  }

  private static func name(_ command: Command) -> String {
    switch command {
    case .run(let pace): "run \(pace.map { String(Int($0)) } ?? "flat out")"
    case .pause: "pause"
    case .step(let count): "step \(count)"
    case .turn(let setting, let lane): "turn \(setting.key)=\(setting.value) lane \(lane ?? -1)"
    case .touch(let intervention, let lane): "touch \(intervention.words) lane \(lane ?? -1)"
    case .display(let showing, let lane): "display \(Self.name(showing)) lane \(lane ?? -1)"
    case .show(let probes): "show \(probes.sorted().joined(separator: ","))"
    case .load(let lanes):
      "load "
        + lanes.map { "\($0.name) seed \($0.experiment.seed) rate \($0.experiment.optimizer.rate)" }
        .joined(separator: "; ")
    case .back(let count): "back \(count)"
    case .walk(let stride, let isForward, let lane):
      "walk \(stride) \(isForward ? "forward" : "back") lane \(lane)"
    case .seek(let step): "seek \(step)"
    case .fork(let lane, let name, let changes):
      "fork \(lane) \(name)" + changes.map { " \($0.key)=\($0.value)" }.joined()
    case .drop(let lane): "drop \(lane)"
    case .archive(let lane, let ticket): "archive \(lane) \(ticket)"
    case .search(let plan, let lane): "search \(plan == .rates ? "rates" : "a grid") lane \(lane)"
    case .close: "close"
    }
  }
}
