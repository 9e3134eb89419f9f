import Datasets
import Dispatch
import Synchronization

/// The counter between a session and its training thread: commands go in, the latest snapshot comes out.
final class Exchange: Sendable {
  private let inbox = Guarded<[Command]>([])
  private let published = Guarded(Snapshot())
  private let isSnapshotWanted = Atomic(false)
  private let hasMail = Atomic(false)
  private let bell = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)
  private let onSnapshot: (@Sendable () -> Void)?

  init(onSnapshot: (@Sendable () -> Void)?) { self.onSnapshot = onSnapshot }

  // MARK: the session's side

  func send(_ command: Command) {
    inbox.withLock { $0.append(command) }
    hasMail.store(true, ordering: .releasing)
    bell.signal()
  }

  func latest() -> Snapshot {
    isSnapshotWanted.store(true, ordering: .releasing)
    return published.withLock { $0 }
  }

  /// Returns once the thread has ended; any number of callers may wait.
  func waitForEnd() {
    ended.wait()
    ended.signal()
  }

  // MARK: the thread's side

  /// The commands that have arrived; costs one atomic load when there are none.
  func takeMail() -> [Command] {
    guard hasMail.exchange(false, ordering: .acquiring) else { return [] }
    return inbox.withLock { mail in
      defer { mail = [] }
      return mail
    }
  }

  /// Whether the session asks to end; leaves the mail where it is.
  var isClosing: Bool { inbox.withLock { $0.contains(where: \.isClose) } }

  /// Sleeps until mail arrives, at most for so many seconds; without a limit for as long as it takes.
  func sleep(atMost seconds: Double?) {
    if let seconds {
      _ = bell.wait(timeout: .now() + seconds)
    } else {
      bell.wait()
    }
  }

  /// Whether somebody has asked since the last snapshot; asking again is needed for the next one.
  func takeWish() -> Bool { isSnapshotWanted.exchange(false, ordering: .acquiring) }

  func publish(_ snapshot: Snapshot) {
    published.withLock { $0 = snapshot }
    onSnapshot?()
  }

  func end() { ended.signal() }
}

extension Command {
  var isClose: Bool {
    if case .close = self { return true }
    return false
  }
}
