import CKernels

/// Compares directional derivatives with central differences: (L(θ + h d) − L(θ − h d)) / 2h.
///
/// Each layer is moved along its own gradient and along random signs. The step h is not known beforehand: too large a
/// one sees the curve, too small a one the rounding. From a ladder of steps, each a quarter of the one before, the pair
/// that agrees best is taken and extrapolated (Richardson); what the gradient says plays no part in the choice.
struct GradientChecker {
  let learner: any NetworkMagnified
  let step: Int
  private let memory: Memory
  private let start: [Float]
  private let gradient: [Float]

  /// - Parameter gradient: ∂loss/∂parameters of the step's batch, before penalties and clipping.
  init(_ learner: any NetworkMagnified, step: Int, start: [Float], gradient: [Float]) {
    self.learner = learner
    self.step = step
    memory = learner.memory
    self.start = start
    self.gradient = gradient
  }

  private static let rungs = 5

  func check() -> GradientCheck {
    let layers = learner.magnifiedNetworks.flatMap(\.layout.parameterLayers)
    var random = RandomStream(seed: 1, .noise)
    var rows = layers.map { row($0.title, $0.slots.flatMap { Array($0.range) }, &random) }
    if layers.count > 1 {
      rows.insert(row("all layers", layers.flatMap { $0.slots.flatMap { Array($0.range) } }, &random), at: 0)
    }
    restore()
    return GradientCheck(rows: rows, step: step, batch: learner.batchCount(of: step))
  }

  private func row(_ title: String, _ places: [Int], _ random: inout RandomStream) -> GradientCheck.Row {
    let values = places.map { Double(gradient[$0]) }
    let norm = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let signs = places.map { _ in random.uniform() < 0.5 ? -1.0 : 1.0 }
    let length = Double(max(places.count, 1)).squareRoot()
    var directions = [signs.map { $0 / length }]
    if norm > 0, norm.isFinite { directions.insert(values.map { $0 / norm }, at: 0) }
    let found = directions.map { probe(title, places, $0, values, norm) }
    return found.max { $0.error < $1.error || $1.error.isNaN } ?? found[0]
  }

  private func probe(
    _ title: String, _ places: [Int], _ direction: [Double], _ values: [Double], _ norm: Double
  ) -> GradientCheck.Row {
    let computed = zip(direction, values).reduce(0) { $0 + $1.0 * $1.1 }
    let size = places.reduce(0.0) { $0 + Double(start[$1]) * Double(start[$1]) }.squareRoot()
    let first = 0.02 * max(size, 0.1 * Double(places.count).squareRoot())
    var ladder: [Slope] = []
    for rung in 0..<Self.rungs {
      ladder.append(slope(places, direction, first * pow(0.25, Double(rung))))
    }
    let best = (1..<ladder.count).min { gap(ladder, $0) < gap(ladder, $1) } ?? 1
    let measured = (16 * ladder[best].value - ladder[best - 1].value) / 15
    // The loss itself is known to about seven digits.
    let noise = 4e-7 * abs(ladder[best].loss) / ladder[best].reach
    let scale = max(abs(computed), abs(measured), norm / Double(max(places.count, 1)).squareRoot())
    let distance = abs(computed - measured)
    let error = scale > 0 ? max(distance - noise, 0) / scale : 0
    return GradientCheck.Row(
      title: title, norm: norm, computed: computed, measured: measured, error: distance == 0 ? 0 : error,
      reach: ladder[best].reach, kinks: ladder[best - 1].kinks,
      verdict: verdict(error, norm: norm, measured: measured, noise: noise, kinks: ladder[best - 1].kinks))
  }

  private func verdict(
    _ error: Double, norm: Double, measured: Double, noise: Double, kinks: Int
  ) -> GradientCheck.Verdict {
    if norm == 0, abs(measured) <= noise { return .still }
    if error <= GradientCheck.tolerance { return .agrees }
    return kinks > 0 && error < 0.5 ? .corner : .differs
  }

  /// A central difference.
  private struct Slope {
    var value: Double
    var loss: Double
    var reach: Double
    var kinks: Int
  }

  private func gap(_ ladder: [Slope], _ rung: Int) -> Double {
    let gap = abs(ladder[rung].value - ladder[rung - 1].value)
    return gap.isNaN ? .infinity : gap
  }

  private func slope(_ places: [Int], _ direction: [Double], _ reach: Double) -> Slope {
    let above = loss(places, direction, reach)
    let sides = pattern
    let below = loss(places, direction, -reach)
    let others = pattern
    let kinks = zip(sides, others).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 1) }
    // What was really moved is the rounded parameters' distance.
    let moved = zip(places, direction).reduce(0.0) { sum, entry in
      let start = Double(self.start[entry.0])
      let step = Double(Float(start + reach * entry.1)) - Double(Float(start - reach * entry.1))
      return sum + step * entry.1
    }
    return Slope(value: (above - below) / max(moved, 1e-300), loss: above, reach: reach, kinks: kinks)
  }

  private func loss(_ places: [Int], _ direction: [Double], _ reach: Double) -> Double {
    restore()
    for (place, share) in zip(places, direction) {
      memory.parameters[place] = Float(Double(start[place]) + reach * share)
    }
    return learner.batchLoss(of: step)
  }

  private func restore() { memory.persistent.copy(from: start) }

  /// On which side of their corner the units stand in the last pass.
  private var pattern: [UInt32] {
    learner.magnifiedNetworks.flatMap { network in
      network.layout.stages.indices.flatMap { stage -> [UInt32] in
        switch network.layout.stages[stage].layer {
        case is ReLU, is LeakyReLU, is PReLU, is Tampered<ReLU>:
          let input = stage == 0 ? network.lastInput : network.output(of: stage - 1)
          return input.array.map { $0 > 0 ? 1 : 0 }
        case is MaxPooling:
          // The tape holds which value of each window was the largest, as a number of 32 bits.
          return network.tape(of: stage).prefix(network.layerOutput(of: stage).count).array.map(\.bitPattern)
        default: return []
        }
      }
    }
  }
}

extension NetworkMagnified {
  public func checkGradients(step: Int) -> GradientCheck {
    guard let first = memory.slots.first else {
      return GradientCheck(refusal: "There is nothing to check: this network has no parameters.")
    }
    let start = memory.persistent.array
    let gradients = memory.gradients.array
    defer {
      memory.persistent.copy(from: start)
      memory.gradients.copy(from: gradients)
    }
    let witness = UpdateWitness(first.range.lowerBound)
    witness.keepsAll = true
    for update in updates { update.witness = witness }
    performAside(step)
    for update in updates { update.witness = nil }
    memory.persistent.copy(from: start)
    guard !witness.all.isEmpty else {
      return GradientCheck(refusal: "No step is taken here any more, so there is no batch to check on.")
    }
    return GradientChecker(self, step: step, start: start, gradient: witness.all).check()
  }

  /// The loss of a step's batch as it trains, with the masks of that step; the step itself is not taken back.
  func batchLossByStep(_ step: Int) -> Double {
    var plan = MemoryPlan()
    let place = plan.reserveWorkspace(meters.count)
    let room = Memory(plan)
    train(step, readings: room.workspace[place])
    return Double(room.workspace[place.lowerBound])
  }

  func batchLoss(of step: Int) -> Double { batchLossByStep(step) }
}

extension Loss {
  /// The mean over the examples of a batch, added up in double precision.
  func mean(_ output: Floats, _ targets: Floats, batch: Int) -> Double {
    let (width, wanted) = (output.count / max(batch, 1), targets.count / max(batch, 1))
    var sum = 0.0
    for row in 0..<batch {
      sum += Double(
        evaluate(
          output[row * width..<(row + 1) * width], against: targets[row * wanted..<(row + 1) * wanted],
          batch: 1,
          gradient: output.prefix(0)))
    }
    return sum / Double(max(batch, 1))
  }
}
