import Experiments
import Neural
import TerminalUI

/// One layer's meter of a family such as `gradient/3 dense`.
struct LayerMeter {
  /// `3 dense`.
  var label: String
  var value: Float
  var curve: Curve
}

extension LaneSnapshot {
  /// The meters `<family>/<layer>` in the order of the layers, input first.
  func layers(of family: String) -> [LayerMeter] {
    meters.indices.compactMap { index in
      guard meters[index].name.hasPrefix(family + "/"), index < readings.count, index < curves.count else {
        return nil
      }
      let label = String(meters[index].name.dropFirst(family.count + 1))
      return LayerMeter(label: label, value: readings[index], curve: curves[index])
    }
  }
}

/// What the size of a layer's gradient, compared with that of the last layer, is called.
enum GradientState: String {
  case vanished = "VANISHED"
  case vanishing = "VANISHING"
  case exploding = "EXPLODING"
  case broken = "NOT FINITE"

  /// Below a thousandth of the last layer's it vanishes, below a millionth it has vanished; above a thousand times it
  /// explodes.
  static func of(_ value: Float, last: Float) -> GradientState? {
    guard value.isFinite else { return .broken }
    guard last.isFinite, last > 0 else { return nil }
    let ratio = value / last
    if ratio < 1e-6 { return .vanished }
    if ratio < 1e-3 { return .vanishing }
    return ratio > 1e3 ? .exploding : nil
  }

  var ink: Ink { self == .exploding || self == .broken ? .bad : .warning }
}
