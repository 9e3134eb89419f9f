/// The meters of a supervised learner and where each stands among the readings.
struct SupervisedMeters {
  let list: [Meter]
  /// −1 where a meter does not apply.
  private(set) var accuracy = -1
  private(set) var largestError = -1
  /// R² over the training examples, which only `measure` writes.
  private(set) var explained = -1
  /// Loss of the split; accuracy or R² follows it.
  private(set) var validation = -1
  private(set) var test = -1
  /// Root mean squared error of the training examples in the units of the target; the mean absolute error follows it.
  private(set) var errors = -1
  private(set) var validationErrors = -1
  private(set) var testErrors = -1
  let gradients: Int
  let deltas: Int
  let gradientNorm: Int
  let rate: Int
  /// `penalty`; `zeros` and `weight-norm` follow it.
  private(set) var penalty = -1
  /// The best watched loss; its step and the patience left follow it.
  private(set) var watch = -1

  init(
    _ layers: [ParameterLayer], kind: Scoring.Kind, splits: Splits, showsWeights: Bool = false,
    isWatched: Bool = false
  ) {
    var list = [Meter("loss")]
    let score = kind == .regression ? "r2" : "accuracy"
    if kind == .regression { explained = list.count } else { accuracy = list.count }
    list.append(Meter(score))
    if kind == .binary {
      largestError = list.count
      list.append(Meter("max-error"))
    }
    if splits.validation.count > 0 {
      validation = list.count
      list += [Meter("validation/loss"), Meter("validation/\(score)")]
    }
    if splits.test.count > 0 {
      test = list.count
      list += [Meter("test/loss"), Meter("test/\(score)")]
    }
    if kind == .regression {
      errors = list.count
      list += [Meter("rmse"), Meter("mae")]
      if splits.validation.count > 0 {
        validationErrors = list.count
        list += [Meter("validation/rmse"), Meter("validation/mae")]
      }
      if splits.test.count > 0 {
        testErrors = list.count
        list += [Meter("test/rmse"), Meter("test/mae")]
      }
    }
    gradients = list.count
    list += layers.map { Meter("gradient/\($0.title)") }
    deltas = list.count
    list += layers.filter(\.carriesWeights).map { Meter("delta/\($0.title)") }
    gradientNorm = list.count
    rate = list.count + 1
    list += [Meter("gradient-norm"), Meter("rate")]
    if showsWeights {
      penalty = list.count
      list += [Meter("penalty"), Meter("zeros"), Meter("weight-norm")]
    }
    if isWatched {
      watch = list.count
      list.append(Meter(validation > 0 ? "best/validation/loss" : "best/loss"))
      list += [Meter("best-step"), Meter("patience-left")]
    }
    self.list = list
  }
}
