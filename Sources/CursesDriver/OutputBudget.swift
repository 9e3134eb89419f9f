import TerminalUI

/// How many bytes a second the screen may cost: a bucket that fills steadily and may go into debt for one frame.
///
/// A slow line holds up to a megabyte of frames before it pushes back, which a person feels as seconds of lag; frames
/// are therefore left out, never queued. What answers a key is never held back.
struct OutputBudget {
  /// Bytes a second.
  private let rate: Double
  private var credit: Double
  private var lastRefill: Duration?

  init(isRemote: Bool) {
    rate = isRemote ? 30_000 : 400_000
    credit = rate
  }

  /// How long to wait until a frame may be sent; zero when it may be now.
  mutating func wait(at now: Duration) -> Duration {
    let passed = lastRefill.map { now - $0 } ?? .zero
    lastRefill = now
    credit = min(credit + rate * (passed / .seconds(1)), rate)
    return credit >= 0 ? .zero : .seconds(-credit / rate)
  }

  mutating func spend(_ bytes: Int) { credit -= Double(bytes) }

  /// An estimate of the bytes that a run of cells costs, measured on ncurses with 256 colours.
  static func cost(cells: Int, styleChanges: Int) -> Int { 10 + 3 * cells + 20 * styleChanges }
}
