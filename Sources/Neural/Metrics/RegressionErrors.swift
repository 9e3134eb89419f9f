/// How far predictions lie from their targets, added up pair by pair in double precision.
public struct RegressionErrors: Sendable, Hashable {
  public private(set) var count = 0
  private var squares = 0.0
  private var sizes = 0.0
  /// Mean and spread Σ (t − mean)² of the targets so far (Welford 1962).
  private var mean = 0.0
  private var spread = 0.0

  public init() {}

  public init(predictions: [Float], targets: [Float]) {
    for (prediction, target) in zip(predictions, targets) { add(prediction, target) }
  }

  public mutating func add(_ prediction: Float, _ target: Float) {
    let rest = Double(prediction) - Double(target)
    squares += rest * rest
    sizes += abs(rest)
    count += 1
    let step = Double(target) - mean
    mean += step / Double(count)
    spread += step * (Double(target) - mean)
  }

  /// Mean squared error.
  public var mse: Double { squares / Double(count) }
  /// Mean absolute error.
  public var mae: Double { sizes / Double(count) }
  /// Root of the mean squared error, in the unit of the target.
  public var rmse: Double { mse.squareRoot() }
  /// 1 − Σ r² / Σ (t − mean)²: 1 is perfect, 0 as good as always answering the mean; NaN where all targets are equal,
  /// because there is nothing to explain.
  public var r2: Double { spread > 0 ? 1 - squares / spread : .nan }
}
