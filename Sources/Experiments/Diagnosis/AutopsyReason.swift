import Foundation
import Neural

/// Why a run diverged, as one sentence made of its numbers.
struct AutopsyReason {
  /// The error at both ends of the network.
  struct Growth {
    var step: Int
    var first: Float
    var last: Float
    var layers: Int

    var share: Float { first / last }
    /// The factor that each layer multiplies the error by, on its way back.
    var perLayer: Float { powf(share, 1 / Float(layers - 1)) }
  }

  let autopsy: Autopsy
  let growth: Growth?

  init(_ autopsy: Autopsy, growth: Growth?) {
    self.autopsy = autopsy
    self.growth = growth
  }

  var sentence: String {
    guard autopsy.lastGood != nil else {
      return "The very first pass is too large already: the inputs, the targets or the first weights are."
    }
    if let growth, growth.share > 10 { return layerwise(growth) }
    let climb = climb
    if climb.count >= 3 { return stepwise(climb.count, climb.factor) }
    return "One step was far too long\(stride.map { ": \($0)" } ?? "")."
  }

  private func layerwise(_ growth: Growth) -> String {
    "Going back through \(growth.layers) layers the error grew \(Wording.number(growth.perLayer))-fold at each: at step "
      + "\(growth.step) the first got \(Wording.factor(growth.share)) times what the last got, and such steps threw the weights away."
  }

  private func stepwise(_ count: Int, _ factor: Float) -> String {
    "Every step went too far and landed higher than it began: for \(count) steps the loss grew about "
      + "\(Wording.number(factor))-fold each time\(stride.map { " (\($0))" } ?? "")."
  }

  /// `rate 0.05 × gradient 420 = 21`.
  private var stride: String? {
    if autopsy.isScaled, autopsy.rate.isFinite {
      return
        "each weight moves by about the rate, \(Wording.number(autopsy.rate)), however small its gradient is"
    }
    guard let largest = autopsy.largest, autopsy.rate.isFinite else { return nil }
    return
      "rate \(Wording.number(autopsy.rate)) × gradient \(Wording.number(largest.norm)) = \(Wording.number(autopsy.rate * largest.norm))"
  }

  /// How many readings in a row rose at the end, and by which factor on average.
  private var climb: (count: Int, factor: Float) {
    let losses = autopsy.losses.filter(\.isFinite)
    var count = 0
    while count + 1 < losses.count, losses[losses.count - 2 - count] < losses[losses.count - 1 - count] {
      count += 1
    }
    guard count > 0, losses[losses.count - 1 - count] > 0 else { return (0, 1) }
    return (count, powf(losses[losses.count - 1] / losses[losses.count - 1 - count], 1 / Float(count)))
  }
}
