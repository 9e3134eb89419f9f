/// A borrowed run of floats.
///
/// Never stored past the call that received it, except by `Network` and the learners, whose views live exactly as
/// long as the `Memory` they hold. Not `Sendable` on purpose: it never crosses a thread.
public struct Floats {
  public let base: UnsafeMutablePointer<Float>
  public let count: Int

  @inlinable
  public init(_ base: UnsafeMutablePointer<Float>, count: Int) {
    self.base = base
    self.count = count
  }

  @inlinable
  public var isEmpty: Bool { count == 0 }

  @inlinable
  public subscript(index: Int) -> Float {
    get {
      assert(index >= 0 && index < count, "index out of range")
      return base[index]
    }
    nonmutating set {
      assert(index >= 0 && index < count, "index out of range")
      base[index] = newValue
    }
  }

  /// The part that lies in `range`, sharing the same floats.
  @inlinable
  public subscript(range: Range<Int>) -> Floats {
    assert(range.lowerBound >= 0 && range.upperBound <= count, "range out of bounds")
    return Floats(base + range.lowerBound, count: range.count)
  }

  /// The first `length` floats.
  @inlinable
  public func prefix(_ length: Int) -> Floats { self[0..<length] }

  @inlinable
  public func fill(_ value: Float) {
    base.update(repeating: value, count: count)
  }

  /// Copies `source.count` floats to the front of this run.
  @inlinable
  public func copy(from source: Floats) {
    assert(source.count <= count, "does not fit")
    base.update(from: source.base, count: source.count)
  }

  /// Copies the floats of an array to the front of this run.
  @inlinable
  public func copy(from source: [Float]) {
    assert(source.count <= count, "does not fit")
    source.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      base.update(from: start, count: buffer.count)
    }
  }

  /// A copy as an array; allocates, so never inside a training step.
  public var array: [Float] { Array(UnsafeBufferPointer(start: base, count: count)) }

  /// Writes these floats over those of an array of the same count; allocates nothing if the array is not shared.
  public func copy(into array: inout [Float]) {
    precondition(array.count == count, "does not fit")
    array.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      start.update(from: base, count: count)
    }
  }
}
