/// A live predicate on a run: `accuracy >= 0.95 mean 50 within 600`.
public struct Goal: Sendable, Hashable, Codable {
  public enum Comparison: String, Sendable, Hashable, Codable { case atLeast = ">=", atMost = "<=" }
  /// Which lanes have to meet it.
  public enum Lanes: String, Sendable, Hashable, Codable { case first, any, all }

  public var meter: String
  public var comparison: Comparison
  public var bound: Float
  /// The last step at which it may be met; nil: any time.
  public var within: Int?
  /// Compares the mean of the last so many readings instead of the last one.
  public var mean: Int?
  /// Each of the last so many readings has to satisfy it.
  public var hold: Int?
  /// Judged at this step only.
  public var at: Int?
  public var lanes: Lanes
  /// Settings that have to stand as they are, such as `activation = sigmoid`; a value may begin with `<=` or `>=`.
  public var keep: [Setting]

  public init(
    meter: String, _ comparison: Comparison, _ bound: Float, within: Int? = nil, mean: Int? = nil,
    hold: Int? = nil,
    at: Int? = nil, lanes: Lanes = .first, keep: [Setting] = []
  ) {
    self.meter = meter
    self.comparison = comparison
    self.bound = bound
    self.within = within
    self.mean = mean
    self.hold = hold
    self.at = at
    self.lanes = lanes
    self.keep = keep
  }
}

/// Where a goal stands in a run.
public struct GoalStatus: Sendable, Hashable {
  public enum State: Sendable, Hashable {
    case open
    /// Met at this step; stays met for the run.
    case met(step: Int)
    /// Can no longer be met in this run (too late, diverged).
    case missed(step: Int)
    /// Does not count: a setting that has to stay was changed.
    case barred(Setting)
  }

  public var goal: Goal
  public var state: State
  /// The value compared with the bound, NaN before the first step.
  public var current: Float

  public init(goal: Goal, state: State = .open, current: Float = .nan) {
    self.goal = goal
    self.state = state
    self.current = current
  }
}
