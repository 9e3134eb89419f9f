import Glibc
import TerminalUI

/// How many bytes a second the screen may cost: a bucket that fills steadily and may go into debt for one frame.
///
/// A slow line holds up to a megabyte of frames before it pushes back, which a person feels as seconds of lag; frames
/// are therefore left out, never queued. What answers a key is never held back. A line that pushed back is given less
/// than it took, so that what it holds drains, and frames in slices, so that a key is read between two of them; from
/// then on it is tried with a little more each second.
struct OutputBudget {
  /// A send that takes longer was held up by the line.
  private static let delay = Duration.milliseconds(30)
  /// Of what a line took, this much is given to it.
  private static let caution = 0.5
  /// A line is given this much more after a second without a delay.
  private static let growth = 1.02
  /// Bytes a second that are given to any line: it may have stood still, not crept.
  private static let least = 2_000.0
  /// Seconds that a slice takes.
  private static let sliceTime = 0.1
  private static let leastSlice = 1_000.0
  /// How much one delay counts against what is known of a slow line: a reader may also have been busy for a moment.
  private static let weight = 0.4
  /// A pseudo-terminal that is full lets its writer go on when it has emptied a buffer of this size.
  private static let gulp = 4_096

  /// Bytes a second of a line that never pushes back.
  private let usualRate: Double
  /// Bytes a second at present.
  private(set) var rate: Double
  private var credit: Double
  private var lastRefill: Duration?

  init(isRemote: Bool) {
    usualRate = isRemote ? 30_000 : 400_000
    rate = usualRate
    credit = rate
  }

  private var isSlow: Bool { rate < usualRate }

  /// Bytes that may be sent at once.
  var slice: Int { isSlow ? Int(max(rate * Self.sliceTime, Self.leastSlice)) : .max }

  /// How long to wait until a frame may be sent; zero when it may be now.
  mutating func wait(at now: Duration) -> Duration {
    let passed = lastRefill.map { (now - $0) / .seconds(1) } ?? 0
    lastRefill = now
    if isSlow { rate = min(rate * pow(Self.growth, passed), usualRate) }
    credit = min(credit + rate * passed, isSlow ? Double(slice) : rate)
    return credit >= 0 ? .zero : .seconds(-credit / rate)
  }

  /// Notes what was sent and how long the line made the sender wait.
  mutating func spend(_ bytes: Int, delayedBy time: Duration = .zero) {
    credit -= Double(bytes)
    guard time > Self.delay else { return }
    let taken = Double(max(bytes, Self.gulp)) / (time / .seconds(1))
    let bearable = max(Self.caution * taken, Self.least)
    if bearable < rate { rate += (isSlow ? Self.weight : 1) * (bearable - rate) }
    // What the line took its time for is paid already.
    credit = min(max(credit, -Double(slice)), 0)
  }

  /// An estimate of the bytes that a run of cells costs, measured on ncurses with 256 colours.
  static func cost(cells: Int, styleChanges: Int) -> Int { 10 + 3 * cells + 20 * styleChanges }
}
