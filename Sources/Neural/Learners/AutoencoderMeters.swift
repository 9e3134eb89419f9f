/// The meters of an autoencoder and where each stands among the readings.
struct AutoencoderMeters {
  let list: [Meter]
  let loss = 0
  let reconstruction = 1
  /// −1 where a meter does not apply.
  private(set) var divergence = -1
  let norm: Int
  let rate: Int
  /// Mean squared errors, which only `measure` writes.
  let error: Int
  private(set) var test = -1
  private(set) var denoising = -1
  let baseline: Int
  let ratio: Int
  /// Area under the curve of detections against false alarms; both shares at the threshold follow it.
  private(set) var separation = -1

  init(_ configuration: AutoencoderConfiguration, anomalies: AnomalyLabels) {
    var list = ["loss", "reconstruction"]
    func place(_ name: String) -> Int {
      list.append(name)
      return list.count - 1
    }
    if configuration.isVariational { divergence = place("divergence") }
    norm = place("gradient-norm")
    rate = place("rate")
    error = place("error")
    if configuration.splits.test.count > 0 { test = place("test/error") }
    if configuration.corruption != .none { denoising = place("denoising-error") }
    baseline = place("linear-error")
    ratio = place("error-ratio")
    if anomalies.isMixed {
      separation = place("separation")
      _ = place("detected")
      _ = place("false-alarms")
    }
    self.list = list.map { Meter($0) }
  }
}

/// What the best linear code of the same size leaves (principal components of the training examples).
struct AutoencoderBaseline {
  let components: PrincipalComponents
  /// Mean squared error over the unseen examples.
  let error: Float

  init(_ examples: Examples, unseen: ExampleBlock, count: Int) {
    components = PrincipalComponents(of: examples.inputs, width: examples.inputShape.count, count: count)
    error = components.error(of: unseen.inputs)
  }
}

/// Which test examples are of a kind that training never showed.
struct AnomalyLabels {
  /// One flag a test example.
  let isAnomaly: [Bool]

  init(_ training: Examples, test: Examples) {
    guard training.problem != .regression else {
      isAnomaly = []
      return
    }
    let known = Set(training.targets)
    isAnomaly = test.targets.map { !known.contains($0) }
  }

  /// Whether there are anomalies and usual examples to tell apart.
  var isMixed: Bool { isAnomaly.contains(true) && isAnomaly.contains(false) }

  /// The area under the curve of detections against false alarms for every threshold; NaN if an error is.
  func separation(_ errors: Floats) -> Float {
    Float(ReceiverCurve(scores: errors.array, positives: isAnomaly).area)
  }

  /// The shares of the anomalies and of the usual examples whose error exceeds the threshold.
  func shares(above threshold: Float, _ errors: Floats) -> (detected: Float, alarms: Float) {
    var above: (Float, Float) = (0, 0)
    var counts: (Float, Float) = (0, 0)
    for (i, flag) in isAnomaly.enumerated() {
      let isAbove: Float = errors[i] > threshold ? 1 : 0
      if flag {
        above.0 += isAbove
        counts.0 += 1
      } else {
        above.1 += isAbove
        counts.1 += 1
      }
    }
    return (above.0 / max(1, counts.0), above.1 / max(1, counts.1))
  }
}
