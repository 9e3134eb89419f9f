/// Changes by hand to training examples that are places of a plane, or points over a line.
struct PlaneSurgery {
  /// The most training examples that the pictures show.
  static let mostShown = 400

  /// As they were at first.
  let examples: Examples
  let block: ExampleBlock

  /// Whether an example is a place of a plane.
  private var hasPlane: Bool { block.inputWidth <= 2 && block.targetWidth == 1 }

  /// Throws one sentence if it cannot be done; what is no change of an example is not looked at.
  func check(_ intervention: Intervention) throws(NetworkFault) {
    switch intervention {
    case .set, .freeze, .silence: return
    case .add(let x, let y, let target): try checkAdding(x, y, target)
    case .move(let example, let x, let y):
      try checkExample(example)
      guard x.isFinite, y.isFinite else { throw NetworkFault("An example cannot stand at (\(x), \(y)).") }
    case .relabel(let example, let target):
      try checkExample(example)
      try checkTarget(target)
    case .remove(let example):
      try checkExample(example)
      if block.count <= 2 {
        throw NetworkFault("The last two training examples stay, so that there is something to learn.")
      }
    }
  }

  /// Does what was checked.
  func perform(_ intervention: Intervention) {
    switch intervention {
    case .set, .freeze, .silence: return
    case .add(let x, let y, let target): block.append(scaled(x, y), target: target)
    case .move(let example, let x, let y):
      block.place(scaled(x, y), target: block.inputWidth == 1 ? y : nil, at: example)
    case .relabel(let example, let target): block.label(target, at: example)
    case .remove(let example): block.remove(example)
    }
  }

  private func scaled(_ x: Float, _ y: Float) -> [Float] {
    let scaling = PlaneScaling(examples)
    let inputs = [scaling.scaled(x, feature: 0)]
    return block.inputWidth == 2 ? inputs + [scaling.scaled(y, feature: 1)] : inputs
  }

  private func checkExample(_ example: Int) throws(NetworkFault) {
    guard hasPlane else {
      throw NetworkFault(
        "Examples can be changed by hand where they have one or two features and one target.")
    }
    guard example >= 0, example < block.count else {
      throw NetworkFault("There is no training example \(example + 1); they go from 1 to \(block.count).")
    }
  }

  private func checkTarget(_ target: Float) throws(NetworkFault) {
    switch examples.problem {
    case .binary where target != 0 && target != 1: throw NetworkFault("The class is 0 or 1, not \(target).")
    case .classes(let count) where !(target >= 0 && target < Float(count) && target == target.rounded()):
      throw NetworkFault("The class is a number from 0 to \(count - 1), not \(target).")
    case _ where !target.isFinite: throw NetworkFault("A target is a finite number, not \(target).")
    default: return
    }
  }

  private func checkAdding(_ x: Float, _ y: Float, _ target: Float) throws(NetworkFault) {
    try checkExample(0)
    try checkTarget(target)
    guard x.isFinite, y.isFinite else { throw NetworkFault("An example cannot stand at (\(x), \(y)).") }
    guard block.count < block.capacity else {
      throw NetworkFault("There is room for \(ExampleBlock.spare) examples more, and it is used up.")
    }
    guard block.count < Self.mostShown else {
      throw NetworkFault("The pictures show \(Self.mostShown) training examples; one more would not be seen.")
    }
  }
}
