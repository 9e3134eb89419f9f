/// How starting weights are drawn; biases start at zero.
///
/// fan-in is the number of inputs a unit sees, fan-out the number of units an input reaches.
/// Xavier (Glorot & Bengio 2010): variance gain² · 2 / (fan-in + fan-out). He (He et al. 2015): gain² · 2 / fan-in.
public struct Initializer: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case zero
    case normal
    case uniform
    case xavierNormal = "xavier-normal"
    case xavierUniform = "xavier-uniform"
    case heNormal = "he-normal"
    case heUniform = "he-uniform"
  }

  public var kind: Kind
  /// Multiplies the standard deviation (or the half-width) of the Xavier and He rules; for `normal` it is the standard
  /// deviation itself, for `uniform` the half-width.
  public var gain: Float

  public init(_ kind: Kind, gain: Float = 1) {
    self.kind = kind
    self.gain = gain
  }

  /// Draws a weight of shape [outputs, inputs] row by row.
  public func fill(_ weight: Floats, fanIn: Int, fanOut: Int, random: inout RandomStream) {
    let gain = Double(gain)
    switch kind {
    case .zero: weight.fill(0)
    case .normal: drawNormal(weight, deviation: gain, &random)
    case .uniform: drawUniform(weight, halfWidth: gain, &random)
    case .xavierNormal:
      drawNormal(weight, deviation: gain * (2 / Double(fanIn + fanOut)).squareRoot(), &random)
    case .xavierUniform:
      drawUniform(weight, halfWidth: gain * (6 / Double(fanIn + fanOut)).squareRoot(), &random)
    case .heNormal: drawNormal(weight, deviation: gain * (2 / Double(fanIn)).squareRoot(), &random)
    case .heUniform: drawUniform(weight, halfWidth: gain * (6 / Double(fanIn)).squareRoot(), &random)
    }
  }

  private func drawNormal(_ weight: Floats, deviation: Double, _ random: inout RandomStream) {
    for i in 0..<weight.count { weight[i] = Float(deviation * random.normal()) }
  }

  private func drawUniform(_ weight: Floats, halfWidth: Double, _ random: inout RandomStream) {
    for i in 0..<weight.count { weight[i] = Float(random.uniform(-halfWidth, halfWidth)) }
  }
}
