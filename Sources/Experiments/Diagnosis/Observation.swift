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
  let quality: Int
  /// How unlike the data a generator's samples lie.
  let divergence: Int
  /// How far a variational code lies from noise.
  let codeDivergence: Int
  let rate: Int
  /// ∂loss/∂z of the layers with weights, input first.
  let deltas: [Int]
  /// ∂loss/∂W of the same layers.
  let gradients: [Int]
  /// Numbers of those layers.
  let numbers: [Int]
  /// Units of the narrowest hidden dense layer of a network that answers; nil where there is none.
  let narrowest: Int?
  /// Whether several layers follow each other without a bend.
  let isStraight: Bool

  init(_ meters: [Meter], learner: String, layers: [LayerChoice] = []) {
    func place(_ name: String) -> Int { meters.firstIndex { $0.name == name } ?? -1 }
    let hidden = learner == "supervised" ? layers.dropLast() : []
    narrowest = hidden.filter { $0.kind == "dense" }.compactMap(\.size).min()
    isStraight =
      !hidden.isEmpty && layers.allSatisfy { $0.kind == "dense" && $0.activation ?? "linear" == "linear" }
    self.learner = learner
    validation = place("validation/loss")
    gradientNorm = place("gradient-norm")
    modes = place("modes")
    accuracy = place("accuracy")
    fake = place("fake")
    topographicError = place("topographic-error")
    radius = place("radius")
    quality = place("quality")
    divergence = place("divergence")
    codeDivergence = learner == "autoencoder" ? divergence : -1
    rate = place("rate")
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

    var deadShare: Float { Float(dead) / Float(max(1, count)) }

    var deadWords: String {
      count == 1
        ? "the only unit of layer \(number) always gives 0"
        : "\(dead) of \(count) units of layer \(number) always give 0"
    }
  }

  /// A loss below this share of the first one has fallen: the network has learned, whatever else is seen of it.
  static let low: Float = 0.4

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
  /// How many times the plain step −rate · ∂L/∂w a long slope is walked at each step: 1, with momentum more; nil where
  /// the optimizer scales each gradient.
  let gain: Float?
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

  /// Whether the loss of late lies well below the first one.
  var hasFallen: Bool {
    guard places.hasPlainLoss, let recorder = curve(0) else { return false }
    let count = min(20, recorder.end - recorder.start)
    guard let recent = recorder.stretch(count), recent.isFinite else { return false }
    return recent.mean < Self.low * first(0)
  }

  /// The layer with the largest share of dead units.
  var deadest: Units? { units.max { $0.deadShare < $1.deadShare } }
  /// The layer with most outputs at the flat ends of its activation.
  var flattest: Units? { units.max { $0.flat < $1.flat } }

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
