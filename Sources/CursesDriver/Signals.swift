import CCurses
import Glibc

/// The signals of a session, blocked everywhere and taken one by one from a descriptor.
///
/// Handlers would run on whichever thread the system picks, in the middle of anything; made before the first thread, the
/// mask is inherited by all.
struct Signals: ~Copyable {
  let descriptor: Int32

  init() { descriptor = lab_signals_begin() }

  deinit { if descriptor >= 0 { lab_signals_end(descriptor) } }

  func next() -> Int32? {
    let number = lab_signals_next(descriptor)
    return number == 0 ? nil : number
  }

  /// Stops the process until it is continued; returns what arrived meanwhile beside the signals of job control.
  func stop() -> [Int32] {
    lab_signals_stop()
    var arrived: [Int32] = []
    while let number = next() { arrived.append(number) }
    return arrived.filter { ![SIGCONT, SIGWINCH, SIGTSTP].contains($0) }
  }
}
