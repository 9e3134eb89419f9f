import CKernels

/// Numbered streams of random numbers without hidden state.
///
/// The i-th output of stream k of seed s is `mix(mix(1000·s + k) + i·γ)` (SplitMix64; Steele, Lea & Flood 2014),
/// so dropout masks, shuffles and noise are functions of (seed, stream, index): a checkpoint needs no generator, and
/// a replay is bit-identical.
public struct RandomStream: Sendable, Hashable {
  /// What a stream is for. The numbers are part of every result and never change.
  public enum Purpose: UInt64, Sendable {
    case data = 0
    case weights = 1
    case batches = 2
    case extra = 3
    case dropout = 4
    case noise = 5
    case sampling = 6
    case split = 7
    case moves = 8
  }

  private let origin: UInt64
  /// How many outputs have been drawn; setting it jumps to any place of the stream.
  public var position: UInt64

  public init(seed: UInt64, stream: UInt64, position: UInt64 = 0) {
    origin = Self.mix(seed &* 1000 &+ stream)
    self.position = position
  }

  public init(seed: UInt64, _ purpose: Purpose, position: UInt64 = 0) {
    self.init(seed: seed, stream: purpose.rawValue, position: position)
  }

  @inlinable
  public static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The next 64 random bits.
  public mutating func bits() -> UInt64 {
    position &+= 1
    return Self.mix(origin &+ position &* 0x9E37_79B9_7F4A_7C15)
  }

  /// Uniform in [0, 1): the top 53 bits.
  public mutating func uniform() -> Double { Double(bits() >> 11) * 0x1p-53 }

  public mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * uniform() }

  /// Standard normal by Box and Muller; draws two uniforms and throws the sine twin away.
  public mutating func normal() -> Double {
    let first = uniform()
    let second = uniform()
    return ((-2 * log(1 - first)).squareRoot()) * cos(2 * Double.pi * second)
  }

  /// An index in 0..<count.
  public mutating func index(below count: Int) -> Int { min(Int(uniform() * Double(count)), count - 1) }

  /// A permutation of 0..<count by Fisher and Yates, from the last place down; draws count − 1 numbers.
  public mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for i in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(i, min(Int(uniform() * Double(i + 1)), i))
    }
    return order
  }
}
