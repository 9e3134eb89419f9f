/// In which order training steps take the examples.
public enum SampleOrder: String, Codable, CaseIterable, Sendable, Hashable {
  /// A new permutation every epoch, from (seed, epoch).
  case shuffled
  /// File order.
  case sequential
  /// Each batch drawn with replacement, from (seed, step).
  case replacement
}

/// Which examples each training step takes: a function of (seed, step), without hidden state.
///
/// Shuffled: epoch e is the permutation drawn from the batch stream at position e · (n − 1); the last batch of an
/// epoch may be smaller. Replacement: step s draws B indices at position s · B.
final class SampleSequence {
  let count: Int
  let batch: Int
  let order: SampleOrder
  let stepsPerEpoch: Int
  private let seed: UInt64
  private let indices: UnsafeMutablePointer<Int>
  /// The epoch (or, with replacement, the step) that `indices` hold.
  private var held = -1

  init(count: Int, batch: Int, order: SampleOrder, seed: UInt64) {
    self.count = count
    self.batch = max(1, order == .replacement ? batch : min(batch, count))
    self.order = order
    self.seed = seed
    stepsPerEpoch = max(1, (count + self.batch - 1) / self.batch)
    indices = .allocate(capacity: max(count, self.batch))
    indices.initialize(repeating: 0, count: max(count, self.batch))
  }

  deinit { indices.deallocate() }

  /// True when every step takes a run of examples in file order (all of them, or the next ones).
  var isContiguous: Bool { order == .sequential || order == .shuffled && batch == count }

  /// Which places of the order step `step` takes.
  @inline(__always)
  func range(of step: Int) -> Range<Int> {
    if order == .replacement { return 0..<batch }
    let start = stepsPerEpoch == 1 ? 0 : step % stepsPerEpoch * batch
    return start..<min(start + batch, count)
  }

  /// The example at a place of the batch of step `step`, both from 0.
  func example(_ row: Int, of step: Int) -> Int {
    isContiguous ? range(of: step).lowerBound + row : examples(of: step)[row]
  }

  /// The step below `next` that read an example last, and its place in the batch; where none did, the first that will.
  ///
  /// Nil if no step of some epochs does, as may happen where examples are drawn with replacement.
  func reading(of example: Int, before next: Int) -> (step: Int, row: Int)? {
    let past = (max(next - 8 * stepsPerEpoch, 0)..<max(next, 0)).reversed()
    let future = max(next, 0)..<max(next, 0) + stepsPerEpoch
    for step in Array(past) + Array(future) {
      let rows = range(of: step).count
      if let row = (0..<rows).first(where: { self.example($0, of: step) == example }) { return (step, row) }
    }
    return nil
  }

  /// The examples of step `step`, as many as `range(of:)` has places.
  func examples(of step: Int) -> UnsafePointer<Int> {
    let wanted = order == .replacement ? step : step / stepsPerEpoch
    if wanted != held {
      if order == .replacement { draw(step) } else { permute(epoch: wanted) }
      held = wanted
    }
    return UnsafePointer(indices + range(of: step).lowerBound)
  }

  private func draw(_ step: Int) {
    var random = RandomStream(seed: seed, .batches, position: UInt64(step) &* UInt64(batch))
    for i in 0..<batch { indices[i] = random.index(below: count) }
  }

  private func permute(epoch: Int) {
    var random = RandomStream(seed: seed, .batches, position: UInt64(epoch) &* UInt64(count - 1))
    for i in 0..<count { indices[i] = i }
    var i = count - 1
    while i > 0 {
      let j = random.index(below: i + 1)
      let swapped = indices[i]
      indices[i] = indices[j]
      indices[j] = swapped
      i -= 1
    }
  }
}
