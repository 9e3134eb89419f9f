/// One goal's look at one lane: the window behind `mean`, the run of readings behind `for`.
struct GoalWatch {
  /// The longest window that is kept.
  static let longest = 10_000

  let goal: Goal
  private var window: [Float]
  private var filled = 0
  private var held = 0
  private(set) var current = Float.nan

  init(_ goal: Goal) {
    self.goal = goal
    window = Array(repeating: 0, count: goal.mean ?? 0)
  }

  /// Takes the reading of a step; true when the comparison (and the hold) is satisfied at this step.
  mutating func take(_ value: Float) -> Bool {
    current = window.isEmpty ? value : average(with: value)
    let isWindowFull = filled >= window.count
    held = isWindowFull && satisfies(current) ? held + 1 : 0
    return held >= goal.hold ?? 1
  }

  private func satisfies(_ value: Float) -> Bool {
    switch goal.comparison {
    case .atLeast: value >= goal.bound
    case .atMost: value <= goal.bound
    }
  }

  /// The mean over the window, added up anew each time: a running sum would keep a NaN for ever.
  private mutating func average(with value: Float) -> Float {
    window[filled % window.count] = value
    filled += 1
    let count = min(filled, window.count)
    var sum = 0.0
    for i in 0..<count { sum += Double(window[i]) }
    return Float(sum / Double(count))
  }
}
