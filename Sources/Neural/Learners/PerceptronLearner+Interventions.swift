/// What a person does to the perceptron and its examples between two steps.
extension PerceptronLearner {
  private var surgery: PlaneSurgery { PlaneSurgery(examples: splits.training, block: training) }

  public func check(_ intervention: Intervention) throws(NetworkFault) {
    switch intervention {
    case .set(_, _, _, let value) where !value.isFinite:
      throw NetworkFault("A weight is a finite number, not \(value).")
    case .set(let layer, let unit, let input, _):
      guard layer == 1, unit == 1, (1...width).contains(input ?? 1) else {
        throw NetworkFault("The perceptron has \(width) weights and a bias, all of unit 1 of layer 1.")
      }
    case .freeze, .silence:
      throw NetworkFault("The perceptron is a single unit; frozen or silenced it would leave nothing to see.")
    default: try surgery.check(intervention)
    }
  }

  /// A weight is written into the memory, and the present pass no longer counts; changes of the examples stand beside
  /// the memory, which must not learn of them: they are done once more whenever a checkpoint is restored.
  public func intervene(_ intervention: Intervention) {
    guard (try? check(intervention)) != nil else { return }
    if case .set(_, _, let input, let value) = intervention {
      if let input { state.weight[input - 1] = value } else { state.bias[0] = value }
      state.spoilPass()
    } else {
      surgery.perform(intervention)
    }
  }

  public func forgetInterventions() {
    if training.changes > 0 { training.restore(splits.training) }
  }
}
