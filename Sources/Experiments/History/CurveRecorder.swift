/// Keeps all of a meter's readings in a fixed room: the most recent ones as they were, all of them as extremes.
///
/// At most `capacity` buckets of equal width; when they are full, neighbours are joined and the width doubles, so that
/// a single spike stays visible however long the run is. Appending allocates nothing.
struct CurveRecorder {
  static let capacity = 512

  /// What a bucket is while it can still grow; the sum in double precision keeps a long mean exact.
  private struct Pile {
    var low = Float.nan
    var high = Float.nan
    var last = Float.nan
    var sum = 0.0
    var count = 0
    var broken = 0

    mutating func add(_ value: Float) {
      guard value.isFinite else {
        broken += 1
        return
      }
      low = count == 0 ? value : min(low, value)
      high = count == 0 ? value : max(high, value)
      last = value
      sum += Double(value)
      count += 1
    }

    mutating func join(_ later: Pile) {
      broken += later.broken
      guard later.count > 0 else { return }
      low = count == 0 ? later.low : min(low, later.low)
      high = count == 0 ? later.high : max(high, later.high)
      last = later.last
      sum += later.sum
      count += later.count
    }

    var bucket: Curve.Bucket {
      let mean = count == 0 ? Float.nan : Float(sum / Double(count))
      return Curve.Bucket(low: low, high: high, mean: mean, last: last, broken: broken)
    }
  }

  private var piles: [Pile]
  private var pileCount = 0
  private var width = 1
  /// Readings in the bucket that is being filled.
  private var fill = 0
  private var ring: [Float]
  /// The step of the first reading.
  let start: Int
  /// The step of the next reading.
  private(set) var end: Int
  /// The first step whose reading the ring still holds, unless newer ones have taken its place.
  private var ringStart: Int

  init(start: Int = 0) {
    self.start = start
    end = start
    ringStart = start
    piles = Array(repeating: Pile(), count: Self.capacity)
    ring = Array(repeating: .nan, count: Self.capacity)
  }

  mutating func append(_ value: Float) {
    ring[end % Self.capacity] = value
    end += 1
    if fill == width || pileCount == 0 { openBucket() }
    piles[pileCount - 1].add(value)
    fill += 1
  }

  private mutating func openBucket() {
    if pileCount == Self.capacity { halve() }
    // After halving an odd rest would leave the last bucket half full; the capacity is even, so it never does.
    piles[pileCount] = Pile()
    pileCount += 1
    fill = 0
  }

  private mutating func halve() {
    for i in 0..<Self.capacity / 2 {
      piles[i] = piles[2 * i]
      piles[i].join(piles[2 * i + 1])
    }
    pileCount = Self.capacity / 2
    width *= 2
  }

  /// The last step, not after `step`, at which the readings can be cut: a bucket begins there.
  func boundary(atOrBefore step: Int) -> Int { start + (max(min(step, end), start) - start) / width * width }

  /// Forgets the readings from `boundary` on, which must be one.
  mutating func cut(to boundary: Int) {
    ringStart = min(max(ringStart, end - Self.capacity), boundary)
    end = boundary
    pileCount = (boundary - start) / width
    fill = pileCount == 0 ? 0 : width
  }

  /// Forgets the readings of `step` and later; those of a bucket that is cut through become its mean where they are
  /// no longer known one by one.
  mutating func cut(before step: Int) {
    let whole = self
    cut(to: boundary(atOrBefore: step))
    for index in end..<max(step, end) { append(whole.value(at: index)) }
  }

  /// The reading of a step; of one long past the mean around it. The step must have been recorded.
  func value(at step: Int) -> Float {
    let isHeld = step >= max(ringStart, end - Self.capacity)
    return isHeld ? ring[step % Self.capacity] : piles[(step - start) / width].bucket.mean
  }

  /// The last `count` readings in numbers; nil if fewer are known one by one.
  func stretch(_ count: Int) -> Stretch? {
    guard count > 1, count <= min(end - ringStart, Self.capacity) else { return nil }
    var stretch = Stretch(count: count)
    for step in end - count..<end { stretch.add(ring[step % Self.capacity], isLate: step >= end - count / 2) }
    return stretch
  }

  /// The bucket with the lowest mean: its last step, the width of a bucket, and that mean.
  var lowest: (step: Int, width: Int, mean: Float)? {
    var best: (step: Int, width: Int, mean: Float)?
    for index in 0..<pileCount {
      let mean = piles[index].bucket.mean
      if mean < best?.mean ?? .infinity { best = (min(start + (index + 1) * width, end) - 1, width, mean) }
    }
    return best
  }

  /// A copy of what is kept, oldest first.
  var curve: Curve {
    let kept = min(end - ringStart, Self.capacity)
    let recent = (end - kept..<end).map { ring[$0 % Self.capacity] }
    return Curve(
      buckets: (0..<pileCount).map { piles[$0].bucket }, width: width, start: start, recent: recent,
      recentEnd: end)
  }
}
