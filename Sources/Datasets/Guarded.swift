import Foundation

/// A value that several threads use, one at a time.
///
/// `Synchronization.Mutex` would do as well, but on Linux a thread that has to wait for it is woken by the kernel, out of
/// sight of the thread sanitizer, which then takes every contended access for a race.
public final class Guarded<Value>: @unchecked Sendable {
  private let lock = NSLock()
  private var value: Value

  public init(_ value: sending Value) { self.value = value }

  /// Lends the value to `body`, which must not come back for it.
  public func withLock<Result, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    lock.lock()
    defer { lock.unlock() }
    return try body(&value)
  }
}
