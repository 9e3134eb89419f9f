/// How far one step goes.
enum Grain: Sendable, Hashable, CaseIterable {
  case step, ten, epoch

  func steps(inEpoch stepsPerEpoch: Int) -> Int {
    switch self {
    case .step: 1
    case .ten: 10
    case .epoch: stepsPerEpoch
    }
  }

  func words(inEpoch stepsPerEpoch: Int) -> String {
    switch self {
    case .step: "One step at a time."
    case .ten: "Ten steps at a time."
    case .epoch: "An epoch at a time: \(Figure.count(stepsPerEpoch)) steps."
    }
  }

  /// The next one that differs; an epoch of a single step is a step.
  func next(inEpoch stepsPerEpoch: Int) -> Grain {
    switch self {
    case .step: .ten
    case .ten: stepsPerEpoch > 1 ? .epoch : .step
    case .epoch: .step
    }
  }
}
