import Neural

/// Where the meters stand that detectors read; found once a run.
struct ObservationPlaces: Sendable {
  let learner: String
  /// −1 where the learner has no such meter.
  let validation: Int
  let gradientNorm: Int
  let modes: Int
  let accuracy: Int
  let fake: Int
  let topographicError: Int
  let radius: Int
  /// ∂loss/∂z of the layers with weights, input first.
  let deltas: [Int]
  /// ∂loss/∂W of the same layers.
  let gradients: [Int]
  /// Numbers of those layers.
  let numbers: [Int]

  init(_ meters: [Meter], learner: String) {
    func place(_ name: String) -> Int { meters.firstIndex { $0.name == name } ?? -1 }
    self.learner = learner
    validation = place("validation/loss")
    gradientNorm = place("gradient-norm")
    modes = place("modes")
    accuracy = place("accuracy")
    fake = place("fake")
    topographicError = place("topographic-error")
    radius = place("radius")
    deltas = meters.indices.filter { meters[$0].name.hasPrefix("delta/") }
    gradients = deltas.compactMap { delta in
      let name = "gradient/" + meters[delta].name.dropFirst(6)
      return meters.firstIndex { $0.name == name }
    }
    numbers = deltas.map { Int(meters[$0].name.dropFirst(6).prefix { $0 != " " }) ?? 0 }
  }

  /// Learners whose loss measures how far they are; not the game of two networks, not mistakes, not a map.
  var hasPlainLoss: Bool { ["supervised", "autoencoder", "sequence"].contains(learner) }
}

/// What is known of a run at one step, for detectors.
struct Observation {
  /// How many examples gave which answer in one hidden layer.
  struct Units {
    var number: Int
    var count: Int
    /// Units that gave 0 for every example asked.
    var dead: Int
    /// Share of outputs at the flat ends of the activation.
    var flat: Float
  }

  let places: ObservationPlaces
  let recorders: [CurveRecorder]
  /// Steps performed.
  let step: Int
  let stepsPerEpoch: Int
  /// As they were when last looked at; empty where nothing is known.
  let units: [Units]
  /// When that was.
  let unitsStep: Int
  /// How many clouds the data have; 0 without clouds.
  let modeCount: Int
  /// False where every step only looks.
  let isLearning: Bool
  /// The run has ended by a loss that is not finite or too large.
  let ending: Divergence?

  /// The last reading of a meter; NaN if there is none.
  func last(_ place: Int) -> Float {
    guard place >= 0, let recorder = curve(place), recorder.end > recorder.start else { return .nan }
    return recorder.value(at: recorder.end - 1)
  }

  func curve(_ place: Int) -> CurveRecorder? { recorders.indices.contains(place) ? recorders[place] : nil }

  func first(_ place: Int) -> Float {
    guard place >= 0, let recorder = curve(place), recorder.end > recorder.start else { return .nan }
    return recorder.value(at: recorder.start)
  }

  /// ∂loss/∂z of the first layer with weights as a share of that of the last one; nil with less than three layers.
  var firstLayerShare: Float? {
    guard places.deltas.count > 2 else { return nil }
    let (first, last) = (last(places.deltas[0]), last(places.deltas[places.deltas.count - 1]))
    return first.isFinite && last.isFinite && last > 0 ? first / last : nil
  }

  /// Whether ∂loss/∂W of the first layer is no smaller than a tenth of the last one's.
  ///
  /// The errors of a batch may cancel where its mean is as good as it gets: then all gradients are alike, though each
  /// example's error still dies on its way back.
  var areGradientsAlike: Bool {
    guard places.gradients.count > 2, places.gradients.count == places.deltas.count else { return false }
    let (first, last) = (last(places.gradients[0]), last(places.gradients[places.gradients.count - 1]))
    return first.isFinite && last.isFinite && first > 0.1 * last
  }

  /// The largest ∂loss/∂W of the layers with weights.
  var largestGradient: Float { places.gradients.map { last($0) }.max() ?? .nan }

  var firstNumber: Int { places.numbers.first ?? 1 }
  var lastNumber: Int { places.numbers.last ?? 1 }
}
