/// The parts of one training step in their order.
///
/// A step has one round or several: what happens to each example of a batch, one after the other, then what happens once. A
/// batch is computed at once; its examples stand side by side, so that each can be followed by itself. Places in a step
/// are counted from 1; place 0 is the state before it.
public struct StepOutline: Sendable, Hashable {
  public struct Operation: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable { case forward, loss, backward, update }

    public var kind: Kind
    /// Number of the layer it belongs to, as meters count; 0 for what belongs to none.
    public var layer: Int
    /// The stages of the layer's network that it goes through, from 0.
    public var stages: Range<Int>
    /// What it is about, such as `layer 2 dense, tanh`.
    public var title: String

    public init(_ kind: Kind, layer: Int = 0, stages: Range<Int> = 0..<0, title: String) {
      self.kind = kind
      self.layer = layer
      self.stages = stages
      self.title = title
    }
  }

  /// Examples that go the same way, then what happens once.
  public struct Round: Sendable, Hashable {
    /// What it is about, such as `discriminator on made`; empty where a step has one round.
    public var title: String
    public var exampleCount: Int
    /// What happens to each example.
    public var each: [Operation]
    /// What happens once, when all examples are through.
    public var last: [Operation]

    public init(_ title: String = "", exampleCount: Int, each: [Operation], last: [Operation]) {
      self.title = title
      self.exampleCount = each.isEmpty ? 0 : exampleCount
      self.each = each
      self.last = last
    }

    /// Parts that belong to single examples.
    var throughCount: Int { exampleCount * each.count }
    public var count: Int { throughCount + last.count }
  }

  /// Where in a step a place is.
  public struct Position: Sendable, Hashable {
    /// Number of the round, from 0.
    public var round: Int
    /// The example of the round, from 0; nil for what happens once.
    public var row: Int?
    /// Among the operations of an example, or among those that happen once, from 0.
    public var operation: Int
  }

  public var rounds: [Round]

  public init(_ rounds: [Round]) { self.rounds = rounds }

  public init(exampleCount: Int, each: [Operation], last: [Operation]) {
    self.init([Round(exampleCount: exampleCount, each: each, last: last)])
  }

  public var count: Int { rounds.reduce(0) { $0 + $1.count } }
  /// Examples of the largest batch.
  public var exampleCount: Int { rounds.map(\.exampleCount).max() ?? 0 }

  /// - Parameter place: 1…`count`.
  public func position(of place: Int) -> Position {
    var index = place - 1
    var number = 0
    while number < rounds.count - 1, index >= rounds[number].count {
      index -= rounds[number].count
      number += 1
    }
    let round = rounds[number]
    let behind = index - round.throughCount
    guard behind < 0 else { return Position(round: number, row: nil, operation: behind) }
    return Position(round: number, row: index / round.each.count, operation: index % round.each.count)
  }

  /// - Parameter place: 1…`count`.
  public func operation(at place: Int) -> Operation {
    let position = position(of: place)
    let round = rounds[position.round]
    return (position.row == nil ? round.last : round.each)[position.operation]
  }
}

/// How far one look into a step goes.
public enum StepStride: String, Sendable, Hashable, CaseIterable {
  case operation
  /// To the end of an example, then to the end of the round.
  case example
  /// To the end of a round.
  case round
}

extension StepOutline {
  /// The next place; nil: the step is over.
  public func place(after place: Int, _ stride: StepStride) -> Int? {
    guard place < count else { return nil }
    var start = 0
    for round in rounds {
      if place < start + round.count { return start + round.end(after: place - start, stride) }
      start += round.count
    }
    return nil
  }

  /// The place before; 0: the step has not begun.
  public func place(before place: Int, _ stride: StepStride) -> Int {
    var start = 0
    for round in rounds {
      if place <= start + round.count { return start + round.end(before: place - start, stride) }
      start += round.count
    }
    return start
  }
}

extension StepOutline.Round {
  /// The next end of a stride behind a place within the round.
  fileprivate func end(after place: Int, _ stride: StepStride) -> Int {
    if stride == .operation || stride == .example && each.isEmpty { return place + 1 }
    guard stride == .example, place < throughCount else { return count }
    return (place / each.count + 1) * each.count
  }

  /// The end before it; 0: where the round begins.
  fileprivate func end(before place: Int, _ stride: StepStride) -> Int {
    if stride == .operation || stride == .example && each.isEmpty { return max(place - 1, 0) }
    guard stride == .example else { return 0 }
    return place > throughCount ? throughCount : max(place - 1, 0) / each.count * each.count
  }
}
