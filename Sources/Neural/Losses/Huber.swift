import CKernels

/// mean of ½ r² where |r| ≤ δ and δ (|r| − ½ δ) beyond, r = p − t: squared near zero, absolute far away (Huber 1964).
public struct Huber: Loss {
  public static let name = "huber"
  /// From where on an error pulls no harder.
  public let delta: Float

  public init(delta: Float = 1) {
    self.delta = delta
  }

  public func evaluate(
    _ prediction: Floats, against target: Floats, batch: Int, gradient: Floats
  ) -> Float {
    huber(
      prediction.base, target.base, gradient.isEmpty ? nil : gradient.base, delta, prediction.count)
  }
}
