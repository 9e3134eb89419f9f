/// How starting weights are drawn; biases start at zero.
///
/// fan-in is the number of inputs a unit sees, fan-out the number of units an input reaches.
/// Xavier (Glorot & Bengio 2010): variance gain² · 2 / (fan-in + fan-out). He (He et al. 2015): gain² · 2 / fan-in.
/// LeCun (LeCun et al. 1998): gain² / fan-in. Orthogonal (Saxe et al. 2014): rows, or columns if there are fewer of
/// them, that are perpendicular to each other and as long as the gain.
public struct Initializer: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case zero
    case normal
    case uniform
    case xavierNormal = "xavier-normal"
    case xavierUniform = "xavier-uniform"
    case heNormal = "he-normal"
    case heUniform = "he-uniform"
    case lecunNormal = "lecun-normal"
    case lecunUniform = "lecun-uniform"
    case orthogonal
    case constant
  }

  public var kind: Kind
  /// Multiplies the standard deviation (or the half-width) of the rules that look at the fans; for `normal` it is the
  /// standard deviation itself, for `uniform` the half-width, for `constant` every weight.
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
    case .lecunNormal: drawNormal(weight, deviation: gain / Double(fanIn).squareRoot(), &random)
    case .lecunUniform: drawUniform(weight, halfWidth: gain * (3 / Double(fanIn)).squareRoot(), &random)
    case .orthogonal: weight.fillOrthogonal(columns: fanIn, length: gain, random: &random)
    case .constant: weight.fill(self.gain)
    }
  }

  private func drawNormal(_ weight: Floats, deviation: Double, _ random: inout RandomStream) {
    for i in 0..<weight.count { weight[i] = Float(deviation * random.normal()) }
  }

  private func drawUniform(_ weight: Floats, halfWidth: Double, _ random: inout RandomStream) {
    for i in 0..<weight.count { weight[i] = Float(random.uniform(-halfWidth, halfWidth)) }
  }
}
