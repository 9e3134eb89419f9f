import Foundation
public import Neural

/// Searches for a learning rate: the rate rises from step to step and the loss is watched (Smith 2017).
public struct RateSweep: Sendable, Hashable {
  public struct Point: Sendable, Hashable {
    public var rate: Float
    /// The training loss before the step with this rate, or the last one of a run with it.
    public var loss: Float
    /// The loss with the jitter taken out; equal to it where every rate has a run of its own.
    public var smoothed: Float
    public var isDiverged: Bool
  }

  public var points: [Point]
  /// Nil where no rate can be recommended.
  public var suggestion: Float?
  /// One sentence: why this rate, or why none.
  public var reason: String
  /// The first rate at which the loss has doubled from its lowest value; nil if that never happened.
  public var limit: Float?

  /// One run whose rate rises evenly on a logarithmic scale; it ends when the loss is four times its lowest value.
  ///
  /// Throws the sentence of an experiment that cannot be run.
  public static func rising(
    _ experiment: Experiment, from lowest: Float = 1e-4, to highest: Float = 30, steps: Int = 300,
    make: LearnerFactory
  ) throws -> RateSweep {
    let learner = try make(experiment.forSweep(rate: lowest))
    let readings = Readings(learner)
    var points: [Point] = []
    var average: Float = 0
    var least = Float.infinity
    for index in 0..<max(2, steps) {
      let rate = lowest * pow(highest / lowest, Float(index) / Float(max(2, steps) - 1))
      _ = learner.turn("rate", to: rate)
      learner.train(index, readings: readings.floats)
      let loss = readings.floats[0]
      average = index == 0 ? loss : 0.9 * average + 0.1 * loss
      least = average < least ? average : least
      let isDiverged = !(average <= 4 * least) || !(loss <= LaneRun.lossLimit)
      points.append(Point(rate: rate, loss: loss, smoothed: average, isDiverged: isDiverged))
      if isDiverged { break }
    }
    return RateSweep(points)
  }

  /// Fresh runs from the same weights, one for each rate.
  public static func copies(
    _ experiment: Experiment, rates: [Float], steps: Int, make: LearnerFactory
  ) throws -> RateSweep {
    var points: [Point] = []
    for rate in rates {
      let learner = try make(experiment.forSweep(rate: rate))
      let readings = Readings(learner)
      var first = Float.nan
      var loss = Float.nan
      for index in 0...max(1, steps) {
        learner.train(index, readings: readings.floats)
        loss = readings.floats[0]
        if index == 0 { first = loss }
        if !(loss <= LaneRun.lossLimit) { break }
      }
      points.append(Point(rate: rate, loss: loss, smoothed: loss, isDiverged: !(loss <= 3 * first)))
    }
    return RateSweep(points)
  }

  /// Rates evenly spaced on a logarithmic scale, both ends among them.
  public static func rates(from lowest: Float, to highest: Float, count: Int) -> [Float] {
    (0..<max(2, count)).map {
      lowest * pow(highest / lowest, Float($0) / Float(max(2, count) - 1))
    }
  }

  init(_ points: [Point]) {
    self.points = points
    suggestion = nil
    limit = nil
    reason = "the loss was never a number, so no rate can be recommended"
    let finite = points.filter { $0.smoothed.isFinite && !$0.isDiverged }
    guard let lowest = finite.min(by: { $0.smoothed < $1.smoothed }) else { return }
    limit = points.first { $0.rate > lowest.rate && !($0.smoothed < 2 * lowest.smoothed) }?.rate
    let least = Numeral.text(Self.rounded(lowest.rate))
    if let limit {
      let chosen = Self.rounded(limit / 5)
      suggestion = chosen
      reason =
        "the loss is lowest near a rate of \(least) and has doubled at \(Numeral.text(Self.rounded(limit))); "
        + "\(Numeral.text(chosen)) is about a fifth of that"
    } else {
      suggestion = Self.rounded(lowest.rate)
      reason = "no rate made the loss grow; it is lowest at \(least), so larger ones may be worth a try"
    }
  }

  /// The nearest of … 0.1 0.2 0.5 1 2 5 … on a logarithmic scale.
  static func rounded(_ rate: Float) -> Float {
    guard rate > 0, rate.isFinite else { return rate }
    var best = rate
    var error = Float.infinity
    for decade in -9...6 {
      for digit in [1, 2, 5] {
        let candidate = Float("\(digit)e\(decade)") ?? 1
        let ratio = max(candidate / rate, rate / candidate)
        if ratio < error { (best, error) = (candidate, ratio) }
      }
    }
    return best
  }
}

extension Experiment {
  /// The same run with a rate of its own, without what else would change the rate or end it early.
  fileprivate func forSweep(rate: Float) -> Experiment {
    var changed = self
    changed.optimizer.rate = rate
    changed.choices["schedule"] = nil
    changed.options["warm-up"] = nil
    changed.options["patience"] = nil
    return changed
  }
}

/// Room for the readings of one learner.
final class Readings {
  private let room: Memory
  let floats: Floats

  init(_ learner: any Learner) {
    var plan = MemoryPlan()
    let place = plan.reserveWorkspace(learner.meters.count)
    room = Memory(plan)
    floats = room.workspace[place]
    floats.fill(.nan)
  }
}
