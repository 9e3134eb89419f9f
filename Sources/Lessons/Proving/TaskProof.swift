import Experiments
import Neural

/// Trains to prove that each task is unmet at the settings of its page and met by its solution.
struct TaskProof: Sendable {
  /// The shipped seed and the two after it.
  static let seeds: [UInt64] = [0, 1, 2]
  /// A task that takes longer cannot be proved in reasonable time.
  static let stepLimit = 1_000_000

  let make: LearnerFactory

  /// Makes every experiment with all its lanes once; returns the names of those that cannot be made.
  func checkExperiments(_ file: LessonFile, _ findings: Findings) -> Set<String> {
    var broken: Set<String> = []
    for lab in file.lesson.experiments {
      guard let lanes = try? lab.race(lanes: lab.lanes.map(\.name)) else { continue }
      for lane in Loop(lanes: lanes, make: make).snapshot().lanes {
        guard case .failed(let sentence) = lane.phase else { continue }
        let name = lanes.count > 1 ? ", lane \"\(lane.name)\"" : ""
        findings.add(file.lines[.experiment(lab.name)], "experiment \"\(lab.name)\"\(name): \(sentence)")
        broken.insert(lab.name)
      }
    }
    return broken
  }

  func checkTasks(_ file: LessonFile, without broken: Set<String>, _ findings: Findings) {
    for page in file.lesson.pages {
      for task in page.tasks where !broken.contains(task.experiment) {
        guard let lab = file.lesson.experiment(named: task.experiment) else { continue }
        check(task, TaskRun(lab: lab, page: page, task: task, make: make), file.lines, findings)
      }
    }
  }

  private func check(_ task: LessonTask, _ run: TaskRun, _ lines: LessonLines, _ findings: Findings) {
    let goal = lines[.goal(task.name)]
    let what = "task \"\(task.name)\""
    guard run.limit <= Self.stepLimit else {
      return findings.add(
        goal, "\(what): \(run.limit) steps are too many to prove; a task needs at most 1000000")
    }
    for offset in Self.seeds {
      let shipped = run.outcome(solution: [], seedOffset: offset)
      if let sentence = shipped.impossible { return findings.add(goal, "\(what): \(sentence)") }
      if case .met(let step) = shipped.state {
        return findings.add(
          goal,
          "\(what) is already met at the settings of its page (\(shipped.circumstances), step \(step)); make the goal harder"
        )
      }
      let solved = run.outcome(solution: task.solution, seedOffset: offset)
      if let sentence = solved.complaint {
        return findings.add(lines[.solution(task.name)], "\(what): its solution \(sentence)")
      }
    }
  }
}

/// One task on its page, ready to be tried with different settings.
private struct TaskRun {
  struct Outcome {
    var goal: Goal
    var state: GoalStatus.State = .open
    var reading: Float = .nan
    var divergence: Divergence?
    var seed: UInt64 = 0
    /// Why it cannot even be judged.
    var impossible: String?

    var circumstances: String { "seed \(seed)" }

    /// Nil if the goal was met.
    var complaint: String? {
      if let impossible { return "cannot be run: \(impossible)" }
      switch state {
      case .met: return nil
      case .barred(let setting): return "changes \(setting), which the goal keeps; solve it without"
      case .open, .missed:
        if let divergence {
          return "diverges with seed \(seed) at step \(divergence.step); choose another solution"
        }
        return "does not reach \(goal) with seed \(seed) (\(goal.meter) came to \(shown(reading))); "
          + "change the solution or the goal"
      }
    }

    private func shown(_ value: Float) -> String {
      guard value.isFinite, abs(value) < 1e6 else { return "\(value)" }
      return abs(value) >= 0.001 ? "\((value * 10_000).rounded() / 10_000)" : "\(value)"
    }
  }

  var lab: LabExperiment
  var page: Page
  var task: LessonTask
  var make: LearnerFactory

  /// So many steps the goal may take.
  var limit: Int { task.goal.at ?? task.goal.within ?? lab.experiment.steps }

  /// Trains with the page's settings and the solution, until the goal is decided.
  func outcome(solution: [Setting], seedOffset: UInt64) -> Outcome {
    var outcome = Outcome(goal: task.goal)
    do throws(SettingError) {
      let loop = Loop(lanes: try lanes(solution, seedOffset), make: make)
      let first = loop.snapshot().lanes[0]
      outcome.seed = first.experiment.seed
      outcome.impossible = obstacle(first, isShipped: solution.isEmpty)
      if outcome.impossible == nil { train(loop) }
      read(loop.snapshot().lanes[0], into: &outcome)
    } catch {
      outcome.impossible = error.description
    }
    return outcome
  }

  /// The lanes that the goal concerns.
  private func lanes(_ solution: [Setting], _ seedOffset: UInt64) throws(SettingError) -> [Lane] {
    let names = task.goal.lanes == .first ? [] : page.lanes
    var lanes = try lab.race(settings: page.settings, lanes: names, turned: solution, goals: [task.goal])
    for index in lanes.indices {
      lanes[index].experiment.seed &+= seedOffset
      lanes[index].experiment.steps = max(limit, 1)
    }
    return lanes
  }

  private func obstacle(_ lane: LaneSnapshot, isShipped: Bool) -> String? {
    if case .failed(let sentence) = lane.phase { return sentence }
    let meters = lane.meters.map(\.name)
    if !meters.contains(task.goal.meter) {
      return
        "there is no meter \"\(task.goal.meter)\"; \(Spelling.advice(for: task.goal.meter, among: meters))"
    }
    if isShipped, case .barred(let setting) = lane.goals.first?.state {
      return "the goal keeps \(setting), but the page does not begin with it"
    }
    return nil
  }

  /// At most as many steps as the goal allows, and one look at the state behind the last.
  private func train(_ loop: Loop) {
    var rest = limit
    while rest > 0, loop.canAdvance, !isDecided(loop) {
      let count = min(rest, 500)
      loop.advance(count)
      rest -= count
    }
    if !isDecided(loop) { loop.look() }
  }

  private func isDecided(_ loop: Loop) -> Bool {
    if loop.areGoalsMet { return true }
    switch loop.snapshot().lanes[0].goals.first?.state {
    case .open, nil: return false
    case .met, .missed, .barred: return true
    }
  }

  private func read(_ lane: LaneSnapshot, into outcome: inout Outcome) {
    if let status = lane.goals.first {
      outcome.state = status.state
      outcome.reading = status.current
    }
    if case .diverged(let divergence) = lane.phase { outcome.divergence = divergence }
  }
}
