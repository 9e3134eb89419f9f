/// Adds up what layers, optimizers and learners need before any of it exists.
public struct MemoryPlan: Sendable {
  public private(set) var slots: [Slot] = []
  public private(set) var stateSlots: [StateSlot] = []
  public private(set) var parameterCount = 0
  public private(set) var stateCount = 0
  public private(set) var workspaceCount = 0
  /// All floats: parameters and their gradients, state, workspace.
  var total: Int { 2 * parameterCount + stateCount + workspaceCount }

  public init() {}

  /// Grants a claim; returns where it starts in the parameters.
  @discardableResult
  public mutating func grant(_ claim: Claim, layer: Int) -> Range<Int> {
    let start = parameterCount
    slots.append(Slot(claim: claim, layer: layer, range: start..<start + claim.shape.count))
    parameterCount += claim.paddedCount
    return start..<parameterCount
  }

  /// Reserves floats that are part of a checkpoint but not trained: moments, running statistics.
  public mutating func reserveState(_ count: Int) -> Range<Int> {
    defer { stateCount += Claim.padded(count) }
    return stateCount..<stateCount + count
  }

  /// Names part of the reserved state, so that a weights file can hold it.
  public mutating func name(_ range: Range<Int>, _ name: String, layer: Int) {
    stateSlots.append(StateSlot(name: "\(layer).\(name)", range: range))
  }

  /// Reserves floats that every step writes anew: activations, tapes, their gradients.
  public mutating func reserveWorkspace(_ count: Int) -> Range<Int> {
    defer { workspaceCount += Claim.padded(count) }
    return workspaceCount..<workspaceCount + count
  }
}

/// Everything a learner owns, in one allocation: `parameters | state | gradients | workspace`.
///
/// Optimizers, clipping, snapshots, rewind, save and load are single loops over these runs. All starts are aligned
/// to 64 bytes and everything is zero at the beginning.
public final class Memory {
  public let slots: [Slot]
  public let stateSlots: [StateSlot]
  public let parameters: Floats
  public let state: Floats
  public let gradients: Floats
  public let workspace: Floats
  private let block: UnsafeMutableRawPointer

  /// Floats that a learner may have, 2 gigabytes: where memory ends, the system ends programs without a word.
  private static let most = 1 << 29

  /// The memory of a learner; throws one sentence if that is out of proportion.
  public convenience init(affording plan: MemoryPlan) throws(NetworkFault) {
    guard plan.total <= Self.most else {
      let megabytes = plan.total / (1 << 20) * MemoryLayout<Float>.stride
      throw NetworkFault(
        "the run would need \(megabytes) megabytes of memory, and 2048 are the most; "
          + "make the batch, the width or the depth smaller")
    }
    self.init(plan)
  }

  public init(_ plan: MemoryPlan) {
    slots = plan.slots
    stateSlots = plan.stateSlots
    let total = plan.total
    block = .allocate(byteCount: max(total, 1) * MemoryLayout<Float>.stride, alignment: 64)
    let base = block.bindMemory(to: Float.self, capacity: max(total, 1))
    base.initialize(repeating: 0, count: max(total, 1))
    var next = base
    func take(_ count: Int) -> Floats {
      defer { next += count }
      return Floats(next, count: count)
    }
    parameters = take(plan.parameterCount)
    state = take(plan.stateCount)
    gradients = take(plan.parameterCount)
    workspace = take(plan.workspaceCount)
  }

  deinit { block.deallocate() }

  /// Parameters and state, which lie side by side: all that a checkpoint has to keep.
  public var persistent: Floats { Floats(parameters.base, count: parameters.count + state.count) }

  /// How many numbers are trained, without padding.
  public var trainableCount: Int { slots.reduce(0) { $0 + $1.range.count } }
}
