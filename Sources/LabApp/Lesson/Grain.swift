import Experiments
import Neural

/// How far one step of the keys goes.
enum Grain: String, Sendable, Hashable, CaseIterable {
  /// A part of one example's way through the step, an example, and all examples that go the same way; the run itself
  /// goes on behind the last part.
  case operation, example, round
  /// One step of the optimizer.
  case batch
  case ten, epoch

  /// The steps that are performed; nil for what only looks into a step.
  func steps(inEpoch stepsPerEpoch: Int) -> Int? {
    switch self {
    case .operation, .example, .round: nil
    case .batch: 1
    case .ten: 10
    case .epoch: stepsPerEpoch
    }
  }

  /// A word or two for the bottom line.
  var hint: String { self == .ten ? "ten steps" : rawValue }

  var stride: StepStride? {
    switch self {
    case .operation: .operation
    case .example: .example
    case .round: .round
    default: nil
    }
  }

  func words(_ lane: LaneSnapshot) -> String {
    let outline = lane.outline
    switch self {
    case .operation: return Self.operation(outline)
    case .example: return Self.example(outline)
    case .round:
      let rounds = outline?.rounds ?? []
      let names = rounds.count <= 4 ? ": " + rounds.map(\.title).joined(separator: ", ") : ""
      return "A round of examples at a time: \(rounds.count) make a step\(names)."
    case .batch: return "One step at a time: " + Self.batch(outline)
    case .ten: return "Ten steps at a time."
    case .epoch: return "An epoch at a time: \(Figure.count(lane.stepsPerEpoch)) steps."
    }
  }

  private static func operation(_ outline: StepOutline?) -> String {
    guard let outline, let round = outline.rounds.first, outline.rounds.count == 1, round.exampleCount > 1
    else {
      return "An operation at a time: \(Figure.count(outline?.count ?? 0)) make a step."
    }
    return
      "An operation at a time: \(round.each.count) for each of \(round.exampleCount) examples, then the update."
  }

  private static func example(_ outline: StepOutline?) -> String {
    let rounds = outline?.rounds ?? []
    let examples = Figure.count(rounds.reduce(0) { $0 + $1.exampleCount })
    let updates = rounds.reduce(0) { $0 + $1.last.count }
    return
      "An example at a time: \(examples) and \(updates == 1 ? "the update" : "\(updates) updates") make a step."
  }

  private static func batch(_ outline: StepOutline?) -> String {
    guard let outline else { return "this learner's steps are not taken apart." }
    switch outline.exampleCount {
    case 0: return "a pass, then the update."
    case 1: return "a batch of one example, so example and step are the same."
    default: return "a batch of \(Figure.count(outline.exampleCount)) examples."
    }
  }

  /// Whether it differs from the grains beside it.
  func isDistinct(_ lane: LaneSnapshot) -> Bool {
    switch self {
    case .operation: lane.outline.map { $0.count > 1 } ?? false
    case .example: lane.outline.map { $0.exampleCount > 1 } ?? false
    case .round: lane.outline.map { $0.rounds.count > 1 } ?? false
    case .batch, .ten: true
    case .epoch: lane.stepsPerEpoch > 1
    }
  }

  /// The next one that differs, from the finest to the coarsest and round.
  func next(_ lane: LaneSnapshot) -> Grain {
    let all = Self.allCases
    let place = all.firstIndex(of: self) ?? 0
    return (1..<all.count).map { all[(place + $0) % all.count] }.first { $0.isDistinct(lane) } ?? .batch
  }
}

extension Grain {
  /// What takes one step of this grain forward, or back in time; nil where a step of the lane is not taken apart so.
  func walk(isForward: Bool, _ lane: LaneSnapshot?, index: Int) -> Command? {
    guard let stride, let lane, isDistinct(lane) else { return nil }
    return .walk(stride, isForward: isForward, lane: index)
  }
}
