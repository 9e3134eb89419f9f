/// Judges one goal at every step of the lanes it concerns.
///
/// "Step k" is the state after k updates: `within 600` allows the states 0 to 600, `at 600` judges the state that 600
/// updates have made. A goal that is met, missed or barred stays so until the lanes are loaded again.
struct GoalMonitor {
  /// The lane in whose list the goal stands.
  let owner: Int
  private(set) var status: GoalStatus
  private var watches: [GoalWatch]
  /// The step at which each lane met it.
  private var meetings: [Int?]
  private var isOut: [Bool]
  private var judged: [Int]

  init(_ goal: Goal, owner: Int, laneCount: Int) {
    self.owner = owner
    status = GoalStatus(goal: goal)
    watches = Array(repeating: GoalWatch(goal), count: laneCount)
    meetings = Array(repeating: nil, count: laneCount)
    isOut = Array(repeating: false, count: laneCount)
    judged = Array(repeating: -1, count: laneCount)
  }

  private var goal: Goal { status.goal }
  var isOpen: Bool { status.state == .open }

  func concerns(_ lane: Int) -> Bool { goal.lanes != .first || lane == owner }

  /// Takes the reading of a lane in the state after `step` updates; a step that was judged before is passed over.
  mutating func observe(_ value: Float, lane: Int, step: Int) {
    guard watches.indices.contains(lane), concerns(lane), step > judged[lane] else { return }
    judged[lane] = step
    let isSatisfied = watches[lane].take(value)
    if lane == owner || goal.lanes == .any { status.current = watches[lane].current }
    guard isOpen, meetings[lane] == nil, !isOut[lane] else { return }
    if isSatisfied, step <= goal.within ?? .max, goal.at == nil || goal.at == step {
      meetings[lane] = step
    } else if step >= goal.within ?? .max || step >= goal.at ?? .max {
      isOut[lane] = true
    } else {
      return
    }
    conclude(step)
  }

  /// The lane has stopped for good: what it has not met by now it never will.
  mutating func end(lane: Int, step: Int) {
    guard watches.indices.contains(lane), concerns(lane), isOpen, meetings[lane] == nil else { return }
    isOut[lane] = true
    conclude(step)
  }

  /// A lane has left the race; those behind it move up.
  mutating func drop(lane: Int) {
    guard watches.indices.contains(lane) else { return }
    watches.remove(at: lane)
    meetings.remove(at: lane)
    isOut.remove(at: lane)
    judged.remove(at: lane)
  }

  /// A lane takes another course after `step`: what was seen of it later no longer counts; a goal once met stays met.
  mutating func forget(lane: Int, after step: Int) {
    guard watches.indices.contains(lane), judged[lane] > step else { return }
    judged[lane] = step
    watches[lane] = GoalWatch(goal)
    isOut[lane] = false
    if case .missed = status.state { status.state = .open }
  }

  private mutating func conclude(_ step: Int) {
    let concerned = watches.indices.filter(concerns)
    let isMet =
      goal.lanes == .all
      ? concerned.allSatisfy { meetings[$0] != nil } : concerned.contains { meetings[$0] != nil }
    let isLost =
      goal.lanes == .all ? concerned.contains { isOut[$0] } : concerned.allSatisfy { isOut[$0] }
    if isMet {
      status.state = .met(step: step)
    } else if isLost {
      status.state = .missed(step: step)
    }
  }

  /// Bars the goal if the experiment does not stand as the goal asks.
  mutating func check(_ experiment: Experiment) {
    guard isOpen, let broken = goal.keep.first(where: { !$0.stands(in: experiment) }) else { return }
    status.state = .barred(broken)
  }
}

extension Setting {
  /// Whether the experiment has this value; a value may begin with `<=` or `>=`.
  public func stands(in experiment: Experiment) -> Bool {
    guard let present = experiment.value(of: key) else { return false }
    if value.hasPrefix("<=") || value.hasPrefix(">=") {
      guard let limit = Numeral.value(value.dropFirst(2).trimmed), let number = Numeral.value(present) else {
        return false
      }
      return value.hasPrefix("<") ? number <= limit : number >= limit
    }
    if let wanted = Numeral.value(value), let number = Numeral.value(present) { return wanted == number }
    guard let changed = try? experiment.setting(self) else { return false }
    return changed.value(of: key) == present
  }
}
