/// One labelled place on an axis.
public struct Tick: Sendable, Hashable {
  public var value: Double
  public var label: String

  public init(_ value: Double, _ label: String) {
    self.value = value
    self.label = label
  }
}

/// Round values for an axis: 1-2-5 steps on a linear scale, decades (then 2 and 5) on a logarithmic one.
public enum Ticks {
  /// At most `count` ticks inside the scale, in rising order, each label different from the others.
  public static func along(_ scale: Scale, atMost count: Int) -> [Tick] {
    guard count > 0 else { return [] }
    var ticks = scale.kind == .linear ? linear(scale, count) : logarithmic(scale, count)
    var seen = Set<String>()
    ticks.removeAll { !seen.insert($0.label).inserted }
    return ticks
  }

  private static func linear(_ scale: Scale, _ count: Int) -> [Tick] {
    let span = scale.high - scale.low
    var step = Decimal.floor125(span / Double(max(count, 1)))
    for _ in 0..<5 {
      let first = (scale.low / step - 1e-9).rounded(.up)
      let last = (scale.high / step + 1e-9).rounded(.down)
      if last - first + 1 <= Double(count), abs(first) < 1e15 {
        guard last >= first else { return [] }
        return (0...Int(last - first)).map { tick((first + Double($0)) * step, step) }
      }
      step = Decimal.ceiling125(step * 1.01)
    }
    return []
  }

  private static func tick(_ value: Double, _ step: Double) -> Tick {
    let value = abs(value) < step * 1e-6 ? 0 : value
    let label = Digits.fixed(value, decimals: max(-Decimal.exponent(step), 0))
    let fits = label.count <= 6 && abs(value) < 9999.5
    return Tick(value, fits ? label : Digits.short(value))
  }

  private static func logarithmic(_ scale: Scale, _ count: Int) -> [Tick] {
    let first = Decimal.exponent(scale.low)
    let last = Decimal.exponent(scale.high)
    let fine = candidates(first...last, [1, 2, 5], in: scale)
    if fine.count <= count, fine.count >= 2 { return fine }
    let decades = candidates(first...last, [1], in: scale)
    if decades.count < 2 {
      return fine.count <= count && !fine.isEmpty
        ? fine : linear(Scale(.linear, scale.low, scale.high), count)
    }
    let stride = [1, 2, 3, 5, 10, 20, 50, 100, 200, 600].first { decades.count <= count * $0 } ?? 600
    return decades.filter { Decimal.exponent($0.value) % stride == 0 }.suffix(count)
  }

  private static func candidates(_ decades: ClosedRange<Int>, _ factors: [Double], in scale: Scale) -> [Tick]
  {
    decades.flatMap { decade in
      factors.map { $0 * Decimal.power(decade) }
        .filter { $0 >= scale.low * (1 - 1e-9) && $0 <= scale.high * (1 + 1e-9) }
        .map { Tick($0, Digits.short($0)) }
    }
  }
}
