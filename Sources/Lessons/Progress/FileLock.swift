#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An advisory lock on a file, held between processes until it is released.
struct FileLock {
  private static let attempts = 50
  private static let pause: UInt32 = 2000

  private let descriptor: Int32

  /// Waits for at most a tenth of a second: a lab that was stopped while saving must not freeze the others. Without the
  /// lock the save goes on, and only a simultaneous save of another lab could be missed.
  init(_ path: String) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    for _ in 0..<Self.attempts {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
      usleep(Self.pause)
    }
  }

  func release() {
    guard descriptor >= 0 else { return }
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
