extension Knob {
  /// The neighbouring value: 1-2-5 on logarithmic knobs, the same of what is missing to 1 on knobs that end just below it
  /// (0, 0.5, 0.8, 0.9, 0.95 …), one step on the others, around the circle for choices that have no order.
  ///
  /// At the end of a range, and of a list of numbers, the value stays; a value that cannot be read starts at the nearer end.
  public func next(from value: String, up: Bool) -> String {
    switch kind {
    case .toggle: return value == "on" ? "off" : "on"
    case .choice(let choices): return Self.neighbour(of: value, in: choices, up: up)
    case .number(let range, let step, let logarithmic):
      guard let present = Numeral.value(value) else {
        return Numeral.text(up ? range.lowerBound : range.upperBound)
      }
      let next =
        logarithmic
        ? Self.step125(present, up: up)
        : Self.isMemory(range)
          ? Self.tidy(1 - Self.step125(1 - present, up: !up)) : Self.stepEvenly(present, by: step, up: up)
      return Numeral.text(min(max(next, range.lowerBound), range.upperBound))
    }
  }

  private static func neighbour(of value: String, in choices: [String], up: Bool) -> String {
    guard let first = choices.first, let last = choices.last else { return value }
    guard let place = choices.firstIndex(of: value) else { return up ? first : last }
    let next = place + (up ? 1 : -1)
    // One word among numbers, such as `off`, is a number too.
    let isOrdered = choices.count > 2 && choices.count { Numeral.value($0) != nil } >= choices.count - 1
    return choices[isOrdered ? min(max(next, 0), choices.count - 1) : (next + choices.count) % choices.count]
  }

  /// Whether the knob is the memory of a moving average, such as momentum: its last values before 1 differ the most.
  private static func isMemory(_ range: ClosedRange<Double>) -> Bool {
    range.lowerBound == 0 && (0.99..<1).contains(range.upperBound)
  }

  /// The next multiple of `step`, as a decimal without rounding dust.
  private static func stepEvenly(_ value: Double, by step: Double, up: Bool) -> Double {
    let place = value / step
    let slack = 1e-6
    let next = up ? (place + slack).rounded(.down) + 1 : (place - slack).rounded(.up) - 1
    return tidy(next * step)
  }

  /// The next of … 0.1 0.2 0.5 1 2 5 10 …
  private static func step125(_ value: Double, up: Bool) -> Double {
    guard value > 0 else { return value }
    let ladder = (-12...12).flatMap { decade in [1, 2, 5].map { Self.decimal($0, decade) } }
    let slack = 1e-6
    return up
      ? ladder.first { $0 > value * (1 + slack) } ?? value : ladder.last { $0 < value * (1 - slack) } ?? value
  }

  private static func decimal(_ digit: Int, _ decade: Int) -> Double { Double("\(digit)e\(decade)") ?? 0 }

  private static func tidy(_ value: Double) -> Double { (value * 1e9).rounded() / 1e9 }
}
