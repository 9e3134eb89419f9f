import Experiments
import Neural
import TerminalUI

/// One layer's meter of a family such as `gradient/3 dense`.
struct LayerMeter {
  /// `3 dense`.
  var label: String
  var value: Float
  var curve: Curve

  /// The layer's number alone: `3`.
  var number: String { String(label.prefix { $0 != " " }) }
}

extension LaneSnapshot {
  /// The meters `<family>/<layer>` of the layers that carry weights, in their order, input first. Those are the layers
  /// with a `delta` meter; normalizations and slopes have a gradient too, but would stand between the layers a reader
  /// compares.
  func layers(of family: String) -> [LayerMeter] {
    let weighted = Set(meters.compactMap { Self.label($0.name, in: "delta") })
    return meters.indices.compactMap { index in
      guard let label = Self.label(meters[index].name, in: family), index < readings.count,
        index < curves.count,
        weighted.isEmpty || weighted.contains(label)
      else { return nil }
      return LayerMeter(label: label, value: readings[index], curve: curves[index])
    }
  }

  private static func label(_ meter: String, in family: String) -> String? {
    meter.hasPrefix(family + "/") ? String(meter.dropFirst(family.count + 1)) : nil
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

  /// The word in one glyph, where there is no room for it.
  var sign: String {
    switch self {
    case .vanished, .vanishing: "▼"
    case .exploding: "▲"
    case .broken: "×"
    }
  }
}
