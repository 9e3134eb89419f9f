import Neural

/// Checkpoints of a run at even distances, in a bounded room.
///
/// When the room is full every second checkpoint is dropped and the distance doubles. A step is a function of the
/// memory and its index, so any step in between is reached exactly, by replaying from the checkpoint before it.
struct History {
  /// The most checkpoints that are kept; even, so that halving leaves no rest.
  static let mostStates = 512

  private let capacity: Int
  /// Whether there is room for a journey: without any, only the last two states are kept.
  let isKept: Bool
  /// Of the first checkpoint: where the run, or this branch of it, begins.
  let origin: Int
  private(set) var interval = 1
  private(set) var count = 0
  /// The first `count` are checkpoints, the others are room to use again.
  private var states: [[Float]] = []

  /// - Parameters:
  ///   - room: the floats that all checkpoints together may take.
  ///   - size: floats of one checkpoint.
  init(room: Int, size: Int, origin: Int = 0) {
    isKept = room > 0
    capacity = min(Self.mostStates, max(2, room / max(size, 1))) & ~1
    self.origin = origin
    states.reserveCapacity(capacity)
  }

  /// Keeps the state after `step` updates if its turn has come.
  mutating func keep(_ state: Floats, step: Int) {
    guard step - origin == count * interval else { return }
    if count == capacity { thin() }
    guard step - origin == count * interval else { return }
    if states.count == count { states.append(state.array) } else { state.copy(into: &states[count]) }
    count += 1
  }

  private mutating func thin() {
    for place in 1..<capacity / 2 { states.swapAt(place, 2 * place) }
    count = capacity / 2
    interval *= 2
  }

  /// The last checkpoint that is not after `step`; nil before the origin.
  func state(atOrBefore step: Int) -> (step: Int, state: [Float])? {
    guard step >= origin, count > 0 else { return nil }
    let place = min((step - origin) / interval, count - 1)
    return (origin + place * interval, states[place])
  }

  /// Drops the checkpoints of `step` and later: the state of that step itself changes.
  mutating func forget(from step: Int) {
    count = min(count, max(0, step - origin + interval - 1) / interval)
  }

  /// Drops the checkpoints after `step`: the run takes another course from there.
  mutating func forget(after step: Int) { count = min(count, max(0, (step - origin) / interval + 1)) }
}
