import Experiments
import Neural

/// How far one step of the keys goes.
enum Grain: String, Sendable, Hashable, CaseIterable {
  /// A part of one example's way through the step, and an example; the run itself goes on behind the last part.
  case operation, example
  /// One step of the optimizer.
  case batch
  case ten, epoch

  /// The steps that are performed; nil for what only looks into a step.
  func steps(inEpoch stepsPerEpoch: Int) -> Int? {
    switch self {
    case .operation, .example: nil
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
    default: nil
    }
  }

  func words(_ lane: LaneSnapshot) -> String {
    let outline = lane.outline
    switch self {
    case .operation:
      guard let outline, outline.exampleCount > 1 else {
        return "An operation at a time: \(outline?.count ?? 0) make a step."
      }
      return
        "An operation at a time: \(outline.each.count) for each of \(outline.exampleCount) examples, then the update."
    case .example:
      return "An example at a time: \(Figure.count(outline?.exampleCount ?? 1)) and the update make a step."
    case .batch: return "One step at a time: " + Self.batch(outline)
    case .ten: return "Ten steps at a time."
    case .epoch: return "An epoch at a time: \(Figure.count(lane.stepsPerEpoch)) steps."
    }
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
