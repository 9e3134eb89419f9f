/// The parts of one training step in their order: what happens to each example of the batch, one after the other, then
/// what happens once.
///
/// A batch is computed at once; its examples stand side by side, so that each can be followed by itself. Places in a step
/// are counted from 1; place 0 is the state before it.
public struct StepOutline: Sendable, Hashable {
  public struct Operation: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable { case forward, loss, backward, update }

    public var kind: Kind
    /// Number of the layer it belongs to, as meters count; 0 for what belongs to none.
    public var layer: Int
    /// What it is about, such as `layer 2 dense, tanh`.
    public var title: String

    public init(_ kind: Kind, layer: Int = 0, title: String) {
      self.kind = kind
      self.layer = layer
      self.title = title
    }
  }

  /// Examples of the batch.
  public var exampleCount: Int
  /// What happens to each example.
  public var each: [Operation]
  /// What happens once, when all examples are through.
  public var last: [Operation]

  public init(exampleCount: Int, each: [Operation], last: [Operation]) {
    self.exampleCount = each.isEmpty ? 0 : exampleCount
    self.each = each
    self.last = last
  }

  public var count: Int { exampleCount * each.count + last.count }

  /// Which example of the batch place `place` is about, from 0; nil for what happens once.
  public func row(at place: Int) -> Int? {
    place > exampleCount * each.count ? nil : (place - 1) / max(each.count, 1)
  }

  /// - Parameter place: 1…`count`.
  public func operation(at place: Int) -> Operation {
    let behind = place - 1 - exampleCount * each.count
    return behind >= 0 ? last[behind] : each[(place - 1) % each.count]
  }
}

/// How far one look into a step goes.
public enum StepStride: String, Sendable, Hashable, CaseIterable {
  case operation
  /// To the end of an example, then to the end of the step.
  case example
}

extension StepOutline {
  /// The next place; nil: the step is over.
  public func place(after place: Int, _ stride: StepStride) -> Int? {
    guard place < count else { return nil }
    guard stride == .example, !each.isEmpty else { return place + 1 }
    let end = (place / each.count + 1) * each.count
    return end <= exampleCount * each.count ? end : count
  }

  /// The place before; 0: the step has not begun.
  public func place(before place: Int, _ stride: StepStride) -> Int {
    guard stride == .example, !each.isEmpty else { return max(place - 1, 0) }
    let through = exampleCount * each.count
    return place > through ? through : max(place - 1, 0) / each.count * each.count
  }
}
