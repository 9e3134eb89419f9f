import Foundation

/// A race that trains on a thread of its own, driven by commands and seen through snapshots.
///
/// Training never waits for a reader, and reading never trains. A session at rest uses no processor time.
public final class Session: Sendable {
  private let exchange: Exchange

  /// - Parameters:
  ///   - make: makes each lane's learner, on the training thread.
  ///   - onSnapshot: called on the training thread after every new snapshot; it must not block.
  public init(lanes: [Lane], make: @escaping LearnerFactory, onSnapshot: (@Sendable () -> Void)? = nil) {
    let exchange = Exchange(onSnapshot: onSnapshot)
    self.exchange = exchange
    let thread = Thread {
      var trainer = Trainer(lanes: lanes, make: make, exchange: exchange)
      trainer.serve()
      exchange.end()
    }
    thread.name = "training"
    thread.stackSize = 8 << 20
    thread.start()
  }

  deinit { exchange.send(.close) }

  /// Hands over a command and returns at once; commands take effect in order, between two steps.
  public func send(_ command: Command) { exchange.send(command) }

  /// The newest snapshot, without waiting; asks for a fresh one, which is there a few milliseconds later.
  public func latest() -> Snapshot { exchange.latest() }

  /// Ends training after the present step and waits for the thread to end; closing twice is allowed.
  public func close() {
    exchange.send(.close)
    exchange.waitForEnd()
  }
}
