/// What the numbers of a run say about why its loss stands still; where they leave it open, the two likeliest reasons.
struct PlateauCause {
  /// How the evidence goes on: ` and …`.
  let words: String
  let lessons: [String]

  /// Causes that show in numbers of their own first, then what the gradient tells, nearest to certainty.
  static func likeliest(_ sight: Observation, level: Float) -> PlateauCause {
    emptyCode(sight) ?? badUnits(sight) ?? lostError(sight) ?? noBend(sight) ?? shortSteps(sight, level)
      ?? fewUnits(sight) ?? overTime(sight) ?? open(sight)
  }

  /// A variational code that lies on N(0, 1) for every example has nothing to tell the decoder: posterior collapse.
  private static func emptyCode(_ sight: Observation) -> PlateauCause? {
    let divergence = sight.last(sight.places.codeDivergence)
    guard divergence < 0.1 else { return nil }
    return PlateauCause(
      words: " and the code holds only \(Wording.number(divergence)) nats: beta pulls it to noise",
      lessons: ["autoencoder"])
  }

  private static func badUnits(_ sight: Observation) -> PlateauCause? {
    if let worst = sight.deadest, worst.deadShare >= 0.7 {
      return PlateauCause(
        words: " and \(worst.deadWords)", lessons: Finding.Kind.deadUnits.lessons)
    }
    guard let worst = sight.flattest, worst.flat >= 0.85 else { return nil }
    return PlateauCause(
      words:
        " and \(Wording.percent(worst.flat)) of layer \(worst.number) lies at the flat ends of its activation",
      lessons: Finding.Kind.saturatedUnits.lessons)
  }

  /// The first layer gets little of the error. The errors of a batch may cancel where its mean is as good as it gets: then
  /// all gradients are alike.
  private static func lostError(_ sight: Observation) -> PlateauCause? {
    guard let share = sight.firstLayerShare, share < 0.01 else { return nil }
    let words =
      sight.areGradientsAlike
      ? " and no layer's gradient is above \(Wording.number(sight.largestGradient))"
      : share == 0
        ? " and no ∂L/∂z reaches layer \(sight.firstNumber)"
        : " and layer \(sight.firstNumber) gets \(Wording.number(share)) of layer \(sight.lastNumber)'s ∂L/∂z"
    return PlateauCause(words: words, lessons: ["weight-initialization", "batch-normalization"])
  }

  /// Layers without an activation are one layer.
  private static func noBend(_ sight: Observation) -> PlateauCause? {
    guard sight.places.isStraight else { return nil }
    return PlateauCause(
      words: " and no layer has an activation: together they draw one straight line",
      lessons: ["activation-functions", "perceptron-vs-mlp"])
  }

  /// Straight downhill, a step lowers the loss by at most about rate · |∂L/∂w|²; if all steps of the plateau together come
  /// to less than what counts as level, they were too short to show. The slope has to be as steep as at first: else it is the
  /// slope that is missing.
  private static func shortSteps(_ sight: Observation, _ level: Float) -> PlateauCause? {
    let norm = sight.last(sight.places.gradientNorm)
    let rate = sight.last(sight.places.rate)
    guard let gain = sight.gain, norm.isFinite, rate.isFinite,
      norm > 0.5 * sight.first(sight.places.gradientNorm),
      Float(PlateauDetector.shortest) * gain * rate * norm * norm < 0.005 * level
    else { return nil }
    return PlateauCause(
      words: " and a step moves only \(Wording.number(rate * norm)): rate \(Wording.number(rate)) × gradient "
        + Wording.number(norm), lessons: ["learning-rate", "optimizers"])
  }

  /// Two or three units bend a line two or three times.
  private static func fewUnits(_ sight: Observation) -> PlateauCause? {
    guard let count = sight.places.narrowest, count <= 3 else { return nil }
    return PlateauCause(
      words: " and the narrowest hidden layer has \(count) unit\(count == 1 ? "" : "s"), maybe too few",
      lessons: ["perceptron-vs-mlp", "deep-vs-shallow"])
  }

  /// What a recurrent network has to remember, it learns through many steps of time.
  private static func overTime(_ sight: Observation) -> PlateauCause? {
    guard sight.places.learner == "sequence" else { return nil }
    return PlateauCause(words: rest(sight, "it may not remember for long enough"), lessons: ["rnn", "lstm"])
  }

  /// A slope that is left asks for other steps; none, for another start or network.
  private static func open(_ sight: Observation) -> PlateauCause {
    let isSteep = sight.last(sight.places.gradientNorm) > 0.1 * sight.first(sight.places.gradientNorm)
    return isSteep
      ? PlateauCause(
        words: rest(sight, "the steps may be too short or too long"), lessons: ["learning-rate", "momentum"])
      : PlateauCause(
        words: rest(sight, "the start or the network may not allow more"),
        lessons: ["weight-initialization", "deep-vs-shallow"])
  }

  private static func rest(_ sight: Observation, _ guess: String) -> String {
    "; with a gradient of \(Wording.number(sight.last(sight.places.gradientNorm))) left, \(guess)"
  }
}
