/// A run of consecutive readings in numbers: the means of its two halves, its extremes, its noise.
struct Stretch {
  let count: Int
  private(set) var low = Float.infinity
  private(set) var high = -Float.infinity
  private var early = 0.0
  private var late = 0.0
  private var squares = 0.0
  private var earlyCount = 0
  private var lateCount = 0
  private(set) var isFinite = true

  init(count: Int) { self.count = count }

  mutating func add(_ value: Float, isLate: Bool) {
    guard value.isFinite else {
      isFinite = false
      return
    }
    low = min(low, value)
    high = max(high, value)
    squares += Double(value) * Double(value)
    if isLate {
      late += Double(value)
      lateCount += 1
    } else {
      early += Double(value)
      earlyCount += 1
    }
  }

  var mean: Float { Float((early + late) / Double(max(1, earlyCount + lateCount))) }
  /// By how much the mean of the second half lies below that of the first.
  var drop: Float { Float(early / Double(max(1, earlyCount)) - late / Double(max(1, lateCount))) }
  /// The deviation that the mean of one half has by chance alone.
  var noise: Float {
    let number = Double(max(1, earlyCount + lateCount))
    let mean = (early + late) / number
    return Float((max(0, squares / number - mean * mean) / (number / 2)).squareRoot())
  }
}
