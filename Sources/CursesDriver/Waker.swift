import Glibc

/// Ends the wait of a terminal for its next event from any thread.
public final class Waker: Sendable {
  let reader: Int32
  private let writer: Int32

  /// A pipe, or a waker without effect where the system has no descriptor left.
  public init() {
    var ends: [Int32] = [-1, -1]
    let isOpen = pipe(&ends) == 0
    if isOpen {
      for end in ends {
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      }
    }
    reader = isOpen ? ends[0] : -1
    writer = isOpen ? ends[1] : -1
  }

  deinit {
    if reader >= 0 { close(reader) }
    if writer >= 0 { close(writer) }
  }

  /// Lets `nextEvent` return early. Wakings that were not yet noticed count as one.
  public func wake() {
    var mark: UInt8 = 1
    _ = write(writer, &mark, 1)
  }

  func drain() {
    var marks = [UInt8](repeating: 0, count: 64)
    while read(reader, &marks, marks.count) == marks.count { continue }
  }
}
