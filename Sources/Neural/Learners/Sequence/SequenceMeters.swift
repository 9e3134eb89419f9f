/// The meters of a sequence learner and where each stands among the readings.
struct SequenceMeters {
  let list: [Meter]
  /// Accuracy, or R² which only `measure` writes; the loss stands first.
  let score = 1
  let hasAccuracy: Bool
  /// Bits per character; −1 without text.
  private(set) var bits = -1
  /// Loss of the split, then its score, then its bits; −1 where the split is empty.
  private(set) var validation = -1
  private(set) var test = -1
  let gradients: Int
  let deltas: Int
  let gradientNorm: Int
  let rate: Int

  init(_ layers: [ParameterLayer], hasAccuracy: Bool, isText: Bool, splits: Splits) {
    self.hasAccuracy = hasAccuracy
    let score = hasAccuracy ? "accuracy" : "r2"
    var list = [Meter("loss"), Meter(score)]
    if isText {
      bits = list.count
      list.append(Meter("bits"))
    }
    let names = ["loss", score] + (isText ? ["bits"] : [])
    if splits.validation.count > 0 {
      validation = list.count
      list += names.map { Meter("validation/\($0)") }
    }
    if splits.test.count > 0 {
      test = list.count
      list += names.map { Meter("test/\($0)") }
    }
    gradients = list.count
    list += layers.map { Meter("gradient/\($0.title)") }
    deltas = list.count
    list += layers.filter(\.carriesWeights).map { Meter("delta/\($0.title)") }
    gradientNorm = list.count
    rate = list.count + 1
    self.list = list + [Meter("gradient-norm"), Meter("rate")]
  }
}
