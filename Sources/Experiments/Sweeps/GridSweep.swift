import Neural

/// What becomes of an experiment for each value of one setting and each seed.
public struct GridSweep: Sendable, Hashable {
  public struct Row: Sendable, Hashable {
    public var value: String
    public var seed: UInt64
    /// The training loss at the end; the last one before a divergence.
    public var loss: Float
    /// Nil without validation examples.
    public var validationLoss: Float?
    /// Nil without test examples.
    public var testLoss: Float?
    public var steps: Int
    public var isDiverged: Bool
  }

  public var key: String
  /// Value by value, and for each the seeds in the order given.
  public var rows: [Row]

  /// Runs every combination to its end, one after the other.
  ///
  /// Throws the sentence of the first value or experiment that does not work. Cancelled, it leaves out the runs that
  /// are still to come.
  public static func run(
    _ experiment: Experiment, key: String, values: [String], seeds: [UInt64],
    make: @escaping LearnerFactory, isCancelled: () -> Bool = { false }
  ) throws -> GridSweep {
    var rows: [Row] = []
    for value in values {
      for seed in seeds where !isCancelled() {
        var changed = try experiment.setting(Setting(key, value))
        changed.seed = seed
        rows.append(try row(changed, value: value, make: make))
      }
    }
    return GridSweep(key: key, rows: rows)
  }

  private static func row(_ experiment: Experiment, value: String, make: @escaping LearnerFactory) throws
    -> Row
  {
    let loop = Loop(lanes: [Lane(name: value, experiment: experiment)], make: make)
    loop.advance(experiment.steps)
    loop.look()
    let lane = loop.snapshot().lanes[0]
    if case .failed(let sentence) = lane.phase { throw SettingError(sentence) }
    var isDiverged = false
    if case .diverged = lane.phase { isDiverged = true }
    return Row(
      value: value, seed: experiment.seed, loss: lane.readings.first ?? .nan,
      validationLoss: lane.reading("validation/loss"), testLoss: lane.reading("test/loss"), steps: lane.step,
      isDiverged: isDiverged)
  }

  /// The losses that decide about a value, seed by seed: of validation where there is one; a divergence is infinite.
  public func losses(of value: String) -> [Float] {
    rows.filter { $0.value == value }.map {
      let loss = $0.isDiverged ? Float.infinity : $0.validationLoss ?? $0.loss
      return loss.isNaN ? .infinity : loss
    }
  }

  /// The median of these losses; infinite where there are none.
  public func median(of value: String) -> Float {
    let losses = losses(of: value).sorted()
    return losses.isEmpty ? .infinity : losses[losses.count / 2]
  }

  /// The value with the lowest median of validation losses (training losses where there are none).
  public var best: String? {
    var best: (value: String, loss: Float)?
    for value in rows.map(\.value) where best?.value != value {
      let median = median(of: value)
      if median < best?.loss ?? .infinity { best = (value, median) }
    }
    return best?.value
  }
}
