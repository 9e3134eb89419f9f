import CTestSupport

/// Runs `body` and returns how many heap allocations it made on this thread.
public func countAllocations(_ body: () -> Void) -> Int {
  let before = allocations_of_this_thread()
  body()
  return Int(allocations_of_this_thread() - before)
}

/// Whether allocations are counted here at all.
public var areAllocationsCounted: Bool { allocations_are_counted() }
